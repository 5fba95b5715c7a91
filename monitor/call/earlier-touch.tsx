// The source and campaign of an earlier touch; null when the visit's own says the same.
import type { WireTouchpoint } from '../../src/wire/call.ts';
import { cleanText } from '../format/visitor-text.ts';
import { sourceName } from './source-name.ts';

export function earlierTouch(touch: WireTouchpoint | null, own: WireTouchpoint | null) {
  if (touch === null || (touch.source === own?.source && touch.campaign === own.campaign)) return null;
  const parts = [sourceName(touch), touch.campaign && cleanText(touch.campaign)];
  return <bdi>{parts.filter(Boolean).join(' · ')}</bdi>;
}
