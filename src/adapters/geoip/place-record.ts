// What GeoIP databases say about an address, in each of the layouts met in the field.
import { z } from 'zod';
import type { Place } from '../../core/session.ts';
import { regionCode } from './region-names.ts';

export const NOWHERE: Place = { country: null, region: null, city: null };

const names = z.record(z.string(), z.string()).optional();

/** GeoLite2 and GeoIP2, City and Country; DB-IP's own downloads look the same but give names without codes. */
const nested = z.object({
  country: z.object({ iso_code: z.string().optional() }),
  subdivisions: z.array(z.object({ iso_code: z.string().optional(), names })).optional(),
  city: z.object({ names }).optional(),
});

/** The npm packages of ip-location-db: `state1` is an English name. */
const flat = z.object({
  country_code: z.string(),
  state1: z.string().optional(),
  city: z.string().optional(),
});

/** A record of any known layout as a place; what it does not know, or an unknown layout, gives nulls. */
export function toPlace(record: unknown): Place {
  const asFlat = flat.safeParse(record);
  if (asFlat.success) return fromFlat(asFlat.data);
  const asNested = nested.safeParse(record);
  return asNested.success ? fromNested(asNested.data) : NOWHERE;
}

function fromFlat(record: z.infer<typeof flat>): Place {
  const country = countryCode(record.country_code);
  return {
    country,
    region: country && record.state1 ? regionCode(country, record.state1) : null,
    // "Moscow (Tsentralnyy administrativnyy okrug)": the district is no part of the city's name.
    city: record.city?.replace(/ \(.*\)$/, '') || null,
  };
}

function fromNested(record: z.infer<typeof nested>): Place {
  const country = countryCode(record.country.iso_code);
  const subdivision = record.subdivisions?.[0];
  const code = subdivision?.iso_code;
  const name = subdivision?.names?.['en'];
  return {
    country,
    region: country && (code ? `${country}-${code}` : name ? regionCode(country, name) : null),
    city: record.city?.names?.['en'] ?? null,
  };
}

/** ISO 3166-1 alpha-2, or null for what stands for "unknown" (`ZZ`, empty). */
function countryCode(raw: string | undefined): string | null {
  const code = raw?.toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : null;
}
