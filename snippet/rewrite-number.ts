// Writes a lent number the way the printed one stood on the page. Pure: no DOM.
import { type DialPlan, nationalDigits, type WrittenNumber } from './number-text.ts';

/** A number to be written in place of another; `national` and `international` serve when digits do not fit. */
export interface Substitute {
  did: string;
  national: string;
  international: string;
}

/**
 * The text to put in place of `old`, which is `written`. Digit by digit, so that punctuation, prefix and the split over
 * elements stay; when the lent number has another length or country, the whole text is replaced and may be longer.
 */
export function rewriteNumber(
  old: string,
  { number, international }: WrittenNumber,
  substitute: Substitute,
  plan: DialPlan,
): string {
  const digits = nationalDigits(substitute.did, plan);
  const before = nationalDigits(number, plan);
  // As long in both parts: the same country code, as many digits.
  if (number.length !== substitute.did.length || before.length !== digits.length) {
    const bracket = /^\([^)]*$/.test(old) ? '(' : '';
    return bracket + (international ? substitute.international : substitute.national);
  }
  let at = digits.length - old.replace(/\D/g, '').length;
  return old.replace(/\d/g, (digit) => digits[at++] ?? digit);
}
