// Places from GeoIP files of each layout, and what becomes of files that are missing, damaged or replaced.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GeoDatabase } from '../../../src/adapters/geoip/geo-database.ts';
import { MaxmindLocator, type MaxmindLocatorOptions } from '../../../src/adapters/geoip/maxmind-locator.ts';
import { NoGeoLocator } from '../../../src/adapters/geoip/no-geo-locator.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { type MmdbOptions, writeMmdb } from '../../support/mmdb-writer.ts';

const NULLS = { country: null, region: null, city: null };

const moscowNested = {
  city: { names: { en: 'Moscow', ru: 'Москва' } },
  country: { iso_code: 'RU' },
  location: { latitude: 55.75, longitude: 37.62 },
  subdivisions: [{ iso_code: 'MOW', names: { en: 'Moscow' } }],
};

const geoLite2City: MmdbOptions = {
  databaseType: 'GeoLite2-City',
  ipVersion: 6,
  networks: {
    '77.88.0.0/16': moscowNested,
    '2a02:6b8::/32': moscowNested,
    '5.8.0.0/16': { country: { iso_code: 'RU' } },
    '81.2.69.0/24': {
      country: { iso_code: 'GB' },
      city: { names: { en: 'London' } },
      subdivisions: [{ iso_code: 'ENG' }, { iso_code: 'LND' }],
    },
  },
};

const flatIpv4: MmdbOptions = {
  databaseType: 'city ipv4',
  ipVersion: 4,
  networks: {
    '77.88.0.0/16': {
      city: 'Moscow (Tsentralnyy administrativnyy okrug)',
      country_code: 'RU',
      state1: 'Moscow',
      state2: '',
      latitude: 55.7,
      longitude: 37.6,
    },
    '77.89.0.0/16': { city: 'Khimki', country_code: 'RU', state1: 'Moscow Oblast' },
    '42.2.0.0/15': { city: 'Yuen Long Kau Hui', country_code: 'HK', state1: 'Yuen Long' },
    '44.0.0.0/8': { city: '', country_code: 'ZZ', state1: '' },
  },
};

const flatIpv6: MmdbOptions = {
  databaseType: 'city ipv6',
  ipVersion: 6,
  recordSize: 24,
  networks: { '2a02:6b8::/32': { city: 'Moscow', country_code: 'RU', state1: 'Moscow' } },
};

class SilentLogger implements Logger {
  info = vi.fn();
  warn = vi.fn();
  error = vi.fn();
}

let folder: string;
let logger: SilentLogger;
const opened: { close(): void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaseline-geoip-'));
  logger = new SilentLogger();
});

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: MmdbOptions | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.isBuffer(content) ? content : writeMmdb(content));
  return path;
}

async function locator(options: MaxmindLocatorOptions): Promise<MaxmindLocator> {
  const made = await MaxmindLocator.open(options, logger);
  opened.push(made);
  return made;
}

describe('GeoLite2 City', () => {
  it.each([
    ['77.88.8.8', { country: 'RU', region: 'RU-MOW', city: 'Moscow' }],
    ['::ffff:77.88.8.8', { country: 'RU', region: 'RU-MOW', city: 'Moscow' }],
    ['::ffff:4d58:808', { country: 'RU', region: 'RU-MOW', city: 'Moscow' }],
    ['2a02:6b8::feed', { country: 'RU', region: 'RU-MOW', city: 'Moscow' }],
    ['5.8.1.1', { country: 'RU', region: null, city: null }],
    ['81.2.69.160', { country: 'GB', region: 'GB-ENG', city: 'London' }],
    ['10.0.0.1', NULLS],
    ['fe80::1%eth0', NULLS],
    ['unknown', NULLS],
    ['', NULLS],
  ])('%s', async (address, place) => {
    const geo = await locator({ database: file('city.mmdb', geoLite2City) });
    expect(geo.locate(address)).toEqual(place);
  });

  it('reads names where codes are missing, as in DB-IP’s own download', async () => {
    const database = file('dbip.mmdb', {
      databaseType: 'DBIP-City-Lite',
      ipVersion: 6,
      networks: {
        '77.88.0.0/16': { country: { iso_code: 'RU' }, subdivisions: [{ names: { en: 'Moscow Oblast' } }] },
      },
    });
    const geo = await locator({ database });
    expect(geo.locate('77.88.8.8')).toEqual({ country: 'RU', region: 'RU-MOS', city: null });
  });
});

it('Country layout: the country only', async () => {
  const database = file('country.mmdb', {
    databaseType: 'GeoLite2-Country',
    ipVersion: 6,
    recordSize: 24,
    networks: { '77.88.0.0/16': { country: { iso_code: 'RU' } } },
  });
  const geo = await locator({ database });
  expect(geo.locate('77.88.8.8')).toEqual({ country: 'RU', region: null, city: null });
});

describe('flat layout', () => {
  it('gives region codes for names, and the city without its district', async () => {
    const geo = await locator({ database: file('v4.mmdb', flatIpv4) });
    expect(geo.locate('77.88.8.8')).toEqual({ country: 'RU', region: 'RU-MOW', city: 'Moscow' });
    expect(geo.locate('77.89.8.8')).toEqual({ country: 'RU', region: 'RU-MOS', city: 'Khimki' });
    expect(geo.locate('42.2.8.8')).toEqual({ country: 'HK', region: null, city: 'Yuen Long Kau Hui' });
    expect(geo.locate('44.1.1.1')).toEqual(NULLS);
  });

  it('knows no IPv6 address from an IPv4 file, though the file would answer Hong Kong', async () => {
    const geo = await locator({ database: file('v4.mmdb', flatIpv4) });
    expect(geo.locate('2a02:6b8::feed')).toEqual(NULLS);
    expect(geo.locate('::ffff:77.88.8.8').region).toBe('RU-MOW');
  });

  it('chooses the file by family, even when the two are swapped in the configuration', async () => {
    const database = file('v4.mmdb', flatIpv4);
    const databaseIpv6 = file('v6.mmdb', flatIpv6);
    for (const geo of [
      await locator({ database, databaseIpv6 }),
      await locator({ database: databaseIpv6, databaseIpv6: database }),
    ]) {
      expect(geo.locate('2a02:6b8::feed').city).toBe('Moscow');
      expect(geo.locate('77.89.8.8').city).toBe('Khimki');
    }
  });
});

describe('files that cannot be used', () => {
  const cases: [string, () => string, RegExp][] = [
    ['missing', () => join(folder, 'none.mmdb'), /none\.mmdb: there is no such file/],
    ['a directory', () => folder, /it is a directory/],
    ['no mmdb at all', () => file('x.mmdb', Buffer.from('hello')), /damaged or no \.mmdb file/],
    ['empty', () => file('x.mmdb', Buffer.alloc(0)), /damaged or no \.mmdb file/],
    ['half downloaded', () => file('x.mmdb', writeMmdb(geoLite2City).subarray(0, 900)), /damaged or no/],
    ['packed', () => file('x.mmdb', gzipSync(writeMmdb(geoLite2City))), /unpack it with gunzip/],
    ['another kind', () => file('x.mmdb', { ...geoLite2City, databaseType: 'GeoLite2-ASN' }), /needs a City/],
  ];
  it.each(cases)('%s: says so at start', async (_case, path, message) => {
    await expect(MaxmindLocator.open({ database: path() }, logger)).rejects.toThrow(message);
  });

  it('closes the first file when the second cannot be used', async () => {
    const options = { database: file('v4.mmdb', flatIpv4), databaseIpv6: join(folder, 'none.mmdb') };
    await expect(MaxmindLocator.open(options, logger)).rejects.toThrow('none.mmdb');
  });
});

describe('a file that is replaced', () => {
  const khimki = { ...flatIpv4, networks: { '77.88.0.0/16': { country_code: 'RU', city: 'Khimki' } } };
  const address = { family: 4, text: '77.88.8.8' } as const;

  function replace(path: string, content: MmdbOptions | Buffer): void {
    renameSync(file('new.mmdb', content), path);
  }

  it('is read again', async () => {
    const path = file('v4.mmdb', flatIpv4);
    const database = await GeoDatabase.open({ path, lookEvery: 20 }, logger);
    opened.push(database);
    replace(path, khimki);
    await vi.waitFor(() => expect(database.get(address)).toMatchObject({ city: 'Khimki' }), 5_000);
    expect(logger.info).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'GEOIP_RELOADED' }),
      expect.any(String),
    );
  });

  it('stays in use when the new one is damaged, until a good one comes', async () => {
    const path = file('v4.mmdb', flatIpv4);
    const database = await GeoDatabase.open({ path, lookEvery: 20 }, logger);
    opened.push(database);
    replace(path, Buffer.from('half a downl'));
    await vi.waitFor(() => expect(logger.warn).toHaveBeenCalled(), 5_000);
    expect(database.get(address)).toMatchObject({ country_code: 'RU', state1: 'Moscow' });
    replace(path, khimki);
    await vi.waitFor(() => expect(database.get(address)).toMatchObject({ city: 'Khimki' }), 5_000);
  });
});

it('without a database nothing is known, and says so', () => {
  const geo = new NoGeoLocator();
  expect(geo.enabled).toBe(false);
  expect(geo.locate()).toEqual(NULLS);
});
