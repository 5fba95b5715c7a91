// ISO 3166-2 codes for the names of regions.
import { describe, expect, it } from 'vitest';
import { REGION_NAMES } from '../../../src/adapters/geoip/region-name-list.ts';
import { regionCode } from '../../../src/adapters/geoip/region-names.ts';

describe('regionCode', () => {
  it.each([
    ['RU', 'Moscow', 'RU-MOW'],
    ['RU', 'Moscow Oblast', 'RU-MOS'],
    ['RU', 'St.-Petersburg', 'RU-SPE'],
    ['RU', "Leningradskaya Oblast'", 'RU-LEN'],
    ['RU', 'Tver’ Oblast', 'RU-TVE'],
    ['RU', 'Altai', 'RU-AL'],
    ['RU', 'Altay Kray', 'RU-ALT'],
    ['RU', 'Tatarstan Republic', 'RU-TA'],
    ['RU', 'Republic of Tatarstan', 'RU-TA'],
    ['RU', 'Zabaykalskiy (Transbaikal) Kray', 'RU-ZAB'],
    ['RU', 'North Ossetia–Alania', 'RU-SE'],
    ['UA', 'Kyiv City', 'UA-30'],
    ['UA', 'Kyiv', 'UA-32'],
    ['UA', 'Kharkivs’ka Oblast’', 'UA-63'],
    ['BY', 'Minsk City', 'BY-HM'],
    ['BY', 'Minsk', 'BY-MI'],
    ['BY', 'Homyel’ Voblasc’', 'BY-HO'],
    ['KZ', 'Almaty', 'KZ-75'],
    ['KZ', 'Almaty Oblysy', 'KZ-19'],
    ['KZ', 'Zhetysu Region', 'KZ-33'],
    ['US', 'New York', 'US-NY'],
    ['US', 'District of Columbia', 'US-DC'],
    ['DE', 'State of Berlin', 'DE-BE'],
    ['DE', 'Free and Hanseatic City of Hamburg', 'DE-HH'],
    ['GB', 'England', 'GB-ENG'],
    ['FR', "Provence-Alpes-Cote d'Azur", 'FR-PAC'],
    ['GE', "T'bilisi", 'GE-TB'],
    ['RU', 'Atlantis', null],
    ['RU', '', null],
    ['RU', 'Oblast', null],
    ['UA', 'Moscow', null],
    ['HK', 'Yuen Long', null],
  ])('%s %s: %s', (country, name, code) => {
    expect(regionCode(country, name)).toBe(code);
  });
});

it('the list gives no name to two regions of a country', () => {
  for (const [country, list] of Object.entries(REGION_NAMES)) {
    const names = list.split(';').flatMap((entry) =>
      entry
        .trim()
        .replace(/^\S+ /, '')
        .split(',')
        .map((name) => name.trim().replace(/\s+/g, ' ')),
    );
    expect(
      names.filter((name, at) => names.indexOf(name) !== at),
      country,
    ).toEqual([]);
    expect(names, country).not.toContain('');
  }
});
