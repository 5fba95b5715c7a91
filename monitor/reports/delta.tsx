// How a figure changed against the period before; its sign says which way, its colour whether that is good.
import { formatDelta } from '../format/figure.ts';
import { language } from '../i18n/language.ts';

/** `good`: which way is better; neither for spend, which is chosen. */
export function Delta({
  now,
  before,
  good,
}: {
  now: number | null;
  before: number | null | undefined;
  good: 'up' | 'down' | 'neither';
}) {
  const text = formatDelta(now, before ?? null, language.value);
  if (text === null) return null;
  const up = (now ?? 0) > (before ?? 0);
  const same = now === before;
  const tone =
    same || good === 'neither' ? 'delta' : up === (good === 'up') ? 'delta delta-good' : 'delta delta-bad';
  return <span class={tone}>{text}</span>;
}
