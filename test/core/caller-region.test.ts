// Where callers' numbers come from, and how that fits the visitor's place.
import { describe, expect, it } from 'vitest';
import { REGION_NAMES } from '../../src/adapters/geoip/region-name-list.ts';
import { placeOfCaller, type RegionAgreement, regionAgreement } from '../../src/core/caller-region.ts';
import { RUSSIAN_AREA_CODES } from '../../src/core/russian-area-codes.ts';
import type { Place } from '../../src/core/session.ts';
import { e164 } from '../support/builders.ts';

function at(country: string | null, region: string | null = null): Place {
  return { country, region, city: null };
}

describe('placeOfCaller', () => {
  it.each<[string, string, string | null, string[] | null]>([
    ['Moscow', '+74951230001', 'RU', ['RU-MOS', 'RU-MOW']],
    ['Moscow oblast', '+74961230001', 'RU', ['RU-MOS']],
    ['St Petersburg', '+78121230001', 'RU', ['RU-LEN', 'RU-SPE']],
    ['Yekaterinburg', '+73431230001', 'RU', ['RU-SVE']],
    ['Tolyatti', '+78482123456', 'RU', ['RU-SAM']],
    ['a Russian mobile', '+79161234567', 'RU', null],
    ['a free Russian number', '+78001234567', 'RU', null],
    ['Astana', '+77172123456', 'KZ', null],
    ['a mobile of Kazakhstan', '+77011234567', 'KZ', null],
    ['Kyiv', '+380441234567', 'UA', null],
    ['New York', '+12125551234', 'US', null],
    ['Toronto, of the same country code', '+14165551234', 'CA', null],
  ])('%s', (_case, number, country, regions) => {
    expect(placeOfCaller(e164(number))).toEqual({ country, regions });
  });

  it.each([
    ['Simferopol', '+73652123456'],
    ['Sevastopol', '+78692123456'],
    ['Donetsk', '+78562123456'],
    ['a satellite', '+881612345678'],
    ['an international free number', '+80012345678'],
  ])('%s tells nothing', (_case, number) => {
    expect(placeOfCaller(e164(number))).toBeNull();
  });
});

describe('the area codes', () => {
  it('have three digits and belong to regions that visitors can be in, and no region is without one', () => {
    const known = [...(REGION_NAMES['RU'] ?? '').matchAll(/(?:^|;)\s*([A-Z]{2,3}) /g)].map(
      ([, id]) => `RU-${id}`,
    );
    expect(new Set([...RUSSIAN_AREA_CODES.values()].flat())).toEqual(new Set(known));
    for (const code of RUSSIAN_AREA_CODES.keys()) expect(code).toMatch(/^[348]\d\d$/);
  });
});

describe('regionAgreement', () => {
  it.each<[string, string | null, Place, RegionAgreement]>([
    ['a landline of the same region', '+74951230001', at('RU', 'RU-MOW'), 'same-region'],
    ['the oblast around the city', '+74951230001', at('RU', 'RU-MOS'), 'same-region'],
    ['a landline of another region', '+73431230001', at('RU', 'RU-MOW'), 'other-region'],
    ['a landline, the visitor’s country only', '+73431230001', at('RU'), 'same-country'],
    ['a mobile of the same country', '+79161234567', at('RU', 'RU-MOW'), 'same-country'],
    ['a foreign mobile', '+491711234567', at('RU', 'RU-MOW'), 'other-country'],
    ['a foreign visitor', '+74951230001', at('DE', 'DE-BE'), 'other-country'],
    ['the visitor’s region, which names the country', '+79161234567', at(null, 'RU-MOW'), 'same-country'],
    ['nobody knows where the visitor is', '+74951230001', at(null), 'unknown'],
    ['a withheld number', null, at('RU', 'RU-MOW'), 'unknown'],
    ['a number of no country', '+881612345678', at('RU', 'RU-MOW'), 'unknown'],
    ['a disputed territory', '+78692123456', at('UA', 'UA-40'), 'unknown'],
  ])('%s', (_case, caller, place, expected) => {
    expect(regionAgreement(caller === null ? null : e164(caller), place)).toBe(expected);
  });
});
