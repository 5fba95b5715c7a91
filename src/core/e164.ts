// Phone numbers in E.164, the only form used inside.
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';

declare const e164: unique symbol;
/** A phone number in E.164 with its plus: `+74951230001` (ITU-T E.164). */
export type E164 = string & { readonly [e164]: true };

/** Longer texts are no phone number: 15 digits (E.164), their punctuation and an extension fit well. */
const LONGEST_TEXT = 40;
/** Digits and the punctuation people put between them (ITU-T E.123), then perhaps an extension. */
const PHONE_TEXT = /^\+?[\d\s().\-\u2010-\u2015/]+(?:\s*(?:;ext=|,|#|x|ext\.?|доб\.?)\s*\d{1,7})?$/i;

/**
 * Reads a number as people and trunks write it (`8 (495) 123-00-01`, `84951230001`, `0074951230001`, `4951230001`)
 * by the rules of `country` (ISO 3166-1 alpha-2). An extension is dropped. Answers null when it is not a possible
 * phone number; possible, not assigned: numbering plans change faster than our copy of them.
 */
export function parseE164(raw: string, country: string): E164 | null {
  const text = plainText(raw);
  if (text.length > LONGEST_TEXT || !PHONE_TEXT.test(text) || !/[1-9]/.test(text)) return null;
  const digits = text.replace(/^\D+/, '');
  // Trunks write 00 for the plus whatever the country's own international prefix is (Russia's is 810).
  if (digits.startsWith('00')) {
    const international = possible(parsePhoneNumberFromString(`+${digits.slice(2)}`));
    if (international) return international;
  }
  return (
    possible(parsePhoneNumberFromString(text, country as CountryCode)) ??
    possible(parsePhoneNumberFromString(`+${digits}`))
  );
}

/** The digits of a text that holds digits and phone punctuation only, else null (`s`, `agent-1230001`). */
export function phoneDigits(raw: string): string | null {
  const text = plainText(raw);
  return text.length <= LONGEST_TEXT && /^\+?[\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : null;
}

/** How people of its own country write it: `8 (495) 123-00-01`. */
export function formatNational(number: E164): string {
  return parsePhoneNumberFromString(number)?.formatNational() ?? number;
}

/** How it is written for callers abroad: `+7 495 123 00 01`. */
export function formatInternational(number: E164): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** Western digits, plain spaces, none of the invisible marks that come along with a copied number. */
function plainText(raw: string): string {
  return raw
    .slice(0, LONGEST_TEXT * 2)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (arabic) => String(arabic.charCodeAt(0) & 0xf))
    .trim();
}

function possible(parsed: PhoneNumber | undefined): E164 | null {
  return parsed?.isPossible() && parsed.number.length <= 16 ? (parsed.number as string as E164) : null;
}
