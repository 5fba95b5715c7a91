// One chip for each Asterisk box: up, with its version, or down, with the reason.
import type { WirePbx } from '../../src/wire/live.ts';
import { formatTimeOfDay } from '../format/time-of-day.ts';
import { language, texts } from '../i18n/language.ts';
import { board, linkStatus } from '../live/live-board.ts';

export function PbxChips() {
  const pbxs = board.value?.pbxs ?? [];
  if (pbxs.length === 0) return null;
  return (
    <ul class="pbx-list" aria-label={texts.value.pbx.list}>
      {pbxs.map((pbx) => (
        <PbxChip key={pbx.name} pbx={pbx} />
      ))}
    </ul>
  );
}

function PbxChip({ pbx }: { pbx: WirePbx }) {
  const t = texts.value.pbx;
  const since = formatTimeOfDay(Date.parse(pbx.since), { language: language.value, now: Date.now() });
  const known = linkStatus.value.state === 'live';
  const tone = pbx.up ? (known ? 'dot dot-green' : 'dot') : 'dot dot-red';
  return (
    <li
      class={pbx.up ? 'pbx' : 'pbx pbx-down'}
      title={pbx.up ? t.up(since) : [t.down(since), pbx.reason].filter(Boolean).join('. ')}
    >
      <span class={tone} />
      <span class="pbx-name">{pbx.name}</span>
      <span class="pbx-version">{pbx.up ? pbx.version : t.downShort}</span>
    </li>
  );
}
