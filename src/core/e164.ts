// Phone numbers in E.164, the only form used inside.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

declare const e164: unique symbol;
/** A phone number in E.164 with its plus: `+74951230001` (ITU-T E.164). */
export type E164 = string & { readonly [e164]: true };

/**
 * Reads a number as people and trunks write it (`8 (495) 123-00-01`, `84951230001`, `0074951230001`, `4951230001`)
 * by the rules of `country` (ISO 3166-1 alpha-2). Answers null when it is not a possible phone number.
 */
export function parseE164(raw: string, country: string): E164 | null {
  const text = raw.trim();
  if (!/\d/.test(text) || text.length > 40) return null;
  const parsed =
    parsePhoneNumberFromString(text, country as CountryCode) ??
    parsePhoneNumberFromString(`+${text.replace(/\D/g, '')}`);
  if (parsed?.isPossible()) return parsed.number as string as E164;
  const international = parsePhoneNumberFromString(`+${text.replace(/\D/g, '').replace(/^00/, '')}`);
  return international?.isPossible() ? (international.number as string as E164) : null;
}

/** How people of its own country write it: `8 (495) 123-00-01`. */
export function formatNational(number: E164): string {
  return parsePhoneNumberFromString(number)?.formatNational() ?? number;
}

/** How it is written for callers abroad: `+7 495 123 00 01`. */
export function formatInternational(number: E164): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
