// How long ago, in the largest unit that fits.
import { shellTexts } from '../i18n/shell.ts';

/** 4000 s -> `1 h`. */
export function formatSpan(seconds: number): string {
  const t = shellTexts.value;
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} ${t.seconds}`;
  if (seconds < 3600) return t.ago.minutes(Math.round(seconds / 60));
  if (seconds < 36 * 3600) return t.ago.hours(Math.round(seconds / 3600));
  return t.ago.days(Math.round(seconds / 86_400));
}
