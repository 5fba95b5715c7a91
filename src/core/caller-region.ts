// Where a caller's own number comes from, and whether the visitor is there: evidence for and against a visit.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from './e164.ts';
import { RUSSIAN_AREA_CODES } from './russian-area-codes.ts';
import type { Place } from './session.ts';

/** Where a number belongs. People carry mobiles anywhere, so `regions` is null for them; the country stays. */
export interface CallerPlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 3166-2, every region that uses the area code; null when the number tells none. Known for Russia only. */
  readonly regions: readonly string[] | null;
}

export type RegionAgreement = 'same-region' | 'same-country' | 'other-region' | 'other-country' | 'unknown';

/** Area codes of territories that GeoIP databases place in different countries: they prove nothing either way. */
const DISPUTED = /^\+7(336|365|856|857|860|869)/;

/** Null when the number tells nothing: no country uses it (satellites, free international numbers). */
export function placeOfCaller(caller: E164): CallerPlace | null {
  if (DISPUTED.test(caller)) return null;
  const country = parsePhoneNumberFromString(caller)?.country;
  if (country === undefined) return null;
  return { country, regions: country === 'RU' ? (RUSSIAN_AREA_CODES.get(caller.slice(2, 5)) ?? null) : null };
}

/**
 * How the caller's number and the visitor's place fit. `same-country`: their countries agree and one of them tells no
 * region. `unknown`: the caller withheld the number, or one of them tells no country.
 */
export function regionAgreement(caller: E164 | null, visitor: Place): RegionAgreement {
  const home = caller === null ? null : placeOfCaller(caller);
  const country = visitor.country ?? visitor.region?.split('-')[0] ?? null;
  if (home === null || country === null) return 'unknown';
  if (home.country !== country) return 'other-country';
  if (home.regions === null || visitor.region === null) return 'same-country';
  return home.regions.includes(visitor.region) ? 'same-region' : 'other-region';
}
