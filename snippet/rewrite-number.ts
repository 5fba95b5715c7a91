// Writes a number the way another stood on the page. Pure: no DOM.
import type { LeasedNumber } from '../src/wire/lease.ts';
import type { WrittenNumber } from './number-text.ts';

/** What the owner wants numbers to look like: `# (###) ###-##-##`, or whatever the function makes of one. */
export type NumberFormat = string | ((number: LeasedNumber) => string);

/**
 * The text to put in place of `old`, which is `written`. Digit by digit, so that punctuation, prefix and the split over
 * elements stay; when `did` has another length or country, the whole text is replaced and may be longer.
 * @param lent how `did` is written for people, where people read it
 */
export function rewriteNumber(
  old: string,
  { meant, aim: { digits }, plain }: WrittenNumber,
  did: string,
  lent?: LeasedNumber | false,
  format?: NumberFormat,
): string {
  if (lent && format) {
    if (typeof format !== 'string') return format(lent);
    old = plain = format.replace(/#/g, '0');
  }
  if (meant.length !== did.length || meant.slice(0, -digits) !== did.slice(0, -digits))
    return lent ? (plain.includes('+') ? lent.international : lent.national) : did;
  const own = did.slice(-digits);
  let at = digits - plain.replace(/\D/g, '').length;
  // Digits of an escape (`%20`) are none of the number's.
  return old.replace(/\d/g, (digit, place: number) => (digit === plain[place] && own[at++]) || digit);
}
