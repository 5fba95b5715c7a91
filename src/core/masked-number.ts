// A caller's number for those who may know where it is from, but not whose it is.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const STARS = '*****';
/** Digits that are always hidden: 100,000 numbers look the same. */
const HIDDEN = 5;
/** Kept of the national number, when it is long enough: an area code, or an operator's prefix. */
const AREA = 3;
const LAST = 2;

/**
 * `+79161234567` -> `+7916*****67`: country code, up to three digits of area code and the last two digits are kept, at
 * least five are hidden. Of what is no E.164 number (`89161234567`, `anonymous`) at most the last two digits are kept.
 */
export function maskedNumber(number: string): string {
  const parsed = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined;
  if (!parsed) {
    const last = /\d{2}$/.exec(number)?.[0] ?? '';
    return number.length >= HIDDEN + LAST ? STARS + last : STARS;
  }
  const national = parsed.nationalNumber as string;
  const area = Math.max(0, Math.min(AREA, national.length - LAST - HIDDEN));
  const last = national.length >= HIDDEN + LAST ? national.slice(-LAST) : '';
  return `+${parsed.countryCallingCode}${national.slice(0, area)}${STARS}${last}`;
}

/** Digits by which a number is recognised in a text, however its beginning is written (+7, 8, 007). */
const TAIL = 7;

/** The text with the number masked wherever it is written out, with or without punctuation. */
export function withoutNumber(text: string, number: string): string {
  const digits = number.replace(/\D/g, '');
  if (digits === '') return number === '' ? text : text.replaceAll(number, STARS);
  const between = '[\\s().\\-]*';
  const tail = [...digits.slice(-TAIL)].join(between);
  // A short number is a whole word; of a long one the beginning goes along, whatever it is.
  const before = digits.length < TAIL ? '(?<!\\d)' : '(?:\\+?\\d[\\d\\s().]*)?';
  return text.replace(new RegExp(`${before}${tail}(?!\\d)`, 'g'), maskedNumber(number));
}
