// Loading a sound file, and the files that cannot be read at all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { configOf, faultsOf, folder, load, SMALL, warningsOf, writeFile } from './load-text.ts';

const MINUTE = 60_000;

describe('a sound file', () => {
  test('gets every default', () => {
    const config = configOf(SMALL);
    expect(config).toEqual({
      listen: { host: '127.0.0.1', port: 8080 },
      publicUrl: 'http://127.0.0.1:8080',
      country: 'RU',
      trustedProxies: ['loopback'],
      log: { level: 'info' },
      storage: { path: join(folder, 'data', 'leaseline.db') },
      geoip: { database: null, databaseIpv6: null },
      asterisk: [
        {
          name: 'office',
          ami: { host: '127.0.0.1', port: 5038, username: 'leaseline', secret: 's3cret' },
          ari: null,
          healthTest: null,
          trunkContexts: [],
          outsidePrefix: '',
          recordings: null,
        },
      ],
      pools: [
        {
          id: 'moscow',
          regions: ['*'],
          neighbours: [],
          numbers: ['+74951230001'],
          disabled: [],
          only: { sources: [], mediums: [], campaigns: [] },
          overflow: '+74951239999',
        },
      ],
      channelNumbers: [],
      sites: [
        {
          id: 'shop',
          origins: ['https://shop.example.ru'],
          replace: ['+74951112233'],
          pools: ['moscow'],
          moreNumbers: [],
          snippet: { consent: 'full', honourGpc: true, messengers: false, publish: [], selectors: [] },
        },
      ],
      lease: {
        ttl: {
          engaged: 5 * MINUTE,
          visible: 3 * MINUTE,
          hidden: 2 * MINUTE,
          left: MINUTE,
          intent: 15 * MINUTE,
        },
        linger: 5 * MINUTE,
        cooldown: 30 * MINUTE,
        maximum: 240 * MINUTE,
        holdAfterCall: 10 * MINUTE,
        heartbeat: 30_000,
        perAddress: 300,
        defer: 5_000,
        atOnce: { perAddress: 20 },
        pressure: { threshold: 0.5, shrink: 0.05 },
      },
      attribution: { lookBack: 7 * 24 * 60 * MINUTE, leastConfidence: 0.1 },
      routing: {
        plan: {
          timeZone: 'UTC',
          callerName: '{source} {campaign}: ',
          destinations: [],
          rules: [],
          otherwise: null,
        },
        hook: null,
      },
      alerts: {
        schedule: '* * * * *',
        pbxDownFor: MINUTE,
        missedFor: 15 * MINUTE,
        poolAbove: 0.9,
        dropBelow: 0.5,
      },
      retention: { leases: 90 * 24 * 60 * MINUTE, calls: null, schedule: '17 3 * * *' },
      users: [
        {
          name: 'script',
          role: 'operator',
          sites: null,
          callerNumbers: null,
          passwordHash: null,
          token: '0123456789abcdef0123456789abcdef',
        },
      ],
    });
    expect(warningsOf(SMALL)).toEqual([]);
  });

  test('reads numbers by its country, ranges in order', () => {
    const config = configOf(`
country: ru
pools:
  - id: moscow
    regions: [ru-mow, "*"]
    numbers: ["8 (495) 123-00-09 - 8 (495) 123-00-11", +74951230001, 84951230002]
sites:
  - { id: shop, origins: [HTTPS://Shop.Example.RU:443], replace: ["(495) 111-22-33"], pools: [moscow] }
`);
    expect(config.country).toBe('RU');
    expect(config.pools[0]).toEqual({
      id: 'moscow',
      regions: ['RU-MOW', '*'],
      neighbours: [],
      numbers: ['+74951230009', '+74951230010', '+74951230011', '+74951230001', '+74951230002'],
      disabled: [],
      only: { sources: [], mediums: [], campaigns: [] },
      overflow: null,
    });
    expect(config.sites[0]?.replace).toEqual(['+74951112233']);
    expect(config.sites[0]?.origins).toEqual(['https://shop.example.ru']);
  });

  test.each([
    ['listen: "[::1]:80"', { listen: { host: '::1', port: 80 }, publicUrl: 'http://[::1]:80' }],
    ['public_url: https://calls.example.ru/', { publicUrl: 'https://calls.example.ru' }],
    ['storage: { path: /var/lib/leaseline.db }', { storage: { path: '/var/lib/leaseline.db' } }],
    ['storage:', { storage: { path: join(folder, 'data', 'leaseline.db') } }],
    [
      'retention: { leases: 0, calls: never }',
      { retention: { leases: null, calls: null, schedule: '17 3 * * *' } },
    ],
    ['attribution: { look_back: 7200 }', { attribution: { lookBack: 7_200_000 } }],
    ['trusted_proxies: [10.0.0.0/8, "::1"]', { trustedProxies: ['10.0.0.0/8', '::1'] }],
  ])('%s', (line, expected) => {
    expect(configOf(`${SMALL}${line}\n`)).toMatchObject(expected);
  });

  test('follows anchors', () => {
    const text = SMALL.replace('trunk_contexts', '').replace('country: RU', 'country: &home RU');
    expect(configOf(text.replace('id: moscow,', 'id: moscow, regions: [*home],')).pools[0]?.regions).toEqual([
      'RU',
    ]);
  });
});

describe('a file that cannot be read', () => {
  test('is one fault about the file as a whole', () => {
    expect(loadConfig(join(folder, 'none.yaml'), {})).toEqual({
      ok: false,
      faults: [
        {
          line: 0,
          column: 0,
          path: '',
          message: 'the file cannot be read: there is no such file',
          remedy: 'Name a YAML file that exists; config/leaseline.example.yaml is one to start from.',
        },
      ],
    });
    mkdirSync(join(folder, 'folder'));
    expect(loadConfig(join(folder, 'folder'), {})).toMatchObject({
      faults: [{ message: 'the file cannot be read: it is a folder' }],
    });
  });

  test.each([
    ['', ['the file is empty. Start with config/leaseline.example.yaml.']],
    ['# nothing yet', ['the file is empty. Start with config/leaseline.example.yaml.']],
    ['- one', ['the file has no keys at its top. Start with config/leaseline.example.yaml.']],
    ['hello', ['the file has no keys at its top. Start with config/leaseline.example.yaml.']],
  ])('%j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  test('syntax faults have their line, and stand alone', () => {
    expect(faultsOf('country: RU\nlog:\n  level: [info\nunknown: 1\n')).toEqual([
      expect.stringMatching(
        /^4: this is not YAML: .+\. Check indentation, quotes and brackets here and on the line above\.$/,
      ),
    ]);
    expect(faultsOf('country: !iso RU\nlog: { level: info }')).toEqual([
      '1: this is not YAML: Unresolved tag: !iso. Remove the tag; secrets come from "${NAME}" or a *_file key.',
    ]);
    expect(faultsOf('log:\n\tlevel: info\n')[0]).toMatch(/^2: this is not YAML: .+\. Indent with spaces\.$/);
  });

  /** Each line ten times the one before ("billion laughs"). */
  const LAUGHS = [...'bcdefgh'].map(
    (name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[at]}`)}]\n`,
  );

  test.each([
    ['country: RU\npools: &a [*a]\n', 'this is nested too deeply'],
    [
      `country: RU\na: &a [1,2,3,4,5,6,7,8,9,0]\n${LAUGHS.join('')}`,
      'aliases unfold this to too many values',
    ],
    [`country: RU\npools: ${'['.repeat(50)}${']'.repeat(50)}\n`, 'this is nested too deeply'],
  ])('what unfolds without end is a fault, not a hang', (text, message) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });
});

test('no text makes it throw, and no text goes unanswered', () => {
  const cuts = fc.tuple(fc.nat(SMALL.length), fc.nat(40), fc.string({ maxLength: 12, unit: 'binary' }));
  const texts = cuts.map(([at, length, put]) => SMALL.slice(0, at) + put + SMALL.slice(at + length));
  fc.assert(
    fc.property(texts, (text) => {
      const loaded = load(text);
      if (loaded.ok) return;
      expect(loaded.faults.length).toBeGreaterThan(0);
      for (const { message, remedy } of loaded.faults) {
        expect(message).not.toContain('could not be checked');
        expect(remedy).not.toBe('');
      }
    }),
    { numRuns: 200 },
  );
});

test('a pool of a million DIDs, all written in one range', () => {
  const text = SMALL.replace('"+74951230001"', '"+74950000000-+74950999999"').replaceAll(
    '+7495123',
    '+7499123',
  );
  expect(configOf(text.replace('+74951112233', '+74991112233')).pools[0]?.numbers).toHaveLength(1_000_000);
});

test('faults never show secrets', () => {
  const text = SMALL.replace('secret: s3cret', 'secret: [hunter2]')
    .replace('token: 0123456789abcdef0123456789abcdef', 'token: 31337, password_hash: hunter2')
    .concat('geoip: { database: missing.mmdb }\n');
  const faults = faultsOf(text).join('\n');
  expect(faults).toContain('this must be text, not a list');
  expect(faults).not.toMatch(/hunter2|31337/);
  writeFile('secret.txt', 'hunter2\nhunter3\n');
  expect(faultsOf(SMALL.replace('secret: s3cret', 'secret_file: secret.txt'))).toEqual([
    '3: asterisk[0].ami.secret_file: "secret.txt" has more than one line. Write one line into it.',
  ]);
});
