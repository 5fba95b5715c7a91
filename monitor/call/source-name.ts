// How a touchpoint is called: `yandex / cpc`.
import type { WireTouchpoint } from '../../src/wire/call.ts';
import { cleanText } from '../format/visitor-text.ts';
import { texts } from '../i18n/language.ts';

const NO_MEDIUM = new Set(['', '(none)']);

export function sourceName(touchpoint: WireTouchpoint | null): string {
  if (touchpoint === null) return texts.value.call.unknownSource;
  return namedSource(touchpoint.source, touchpoint.medium);
}

/** A source whose medium may not be known. */
export function namedSource(source: string, medium = ''): string {
  if (source === '(direct)') return texts.value.call.direct;
  return NO_MEDIUM.has(medium) ? cleanText(source) : cleanText(`${source} / ${medium}`);
}
