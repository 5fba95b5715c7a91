// The begin of a step of a trend, as short as its width allows.
import type { WireTrend } from '../../src/wire/report.ts';

/** `2026-11-25T14:00` (local) -> `14:00` by the hour, `25 Nov` by the day, `November 2026` by the month. */
export function stepName(time: string, step: WireTrend['step'], language: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return time;
  const lang = language === 'en' ? 'en-GB' : language;
  switch (step) {
    case 'hour':
      return at.toLocaleString(lang, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
    case 'month':
      return at.toLocaleDateString(lang, { month: 'long', year: 'numeric' });
    default:
      return at.toLocaleDateString(lang, { day: 'numeric', month: 'short' });
  }
}
