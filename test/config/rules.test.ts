// Every fault and warning, with its exact text: a small sound file with one thing wrong.
import { describe, expect, test } from 'vitest';
import { faultsOf, SMALL, warningsOf } from './load-text.ts';

/** Changes to SMALL: [text to find, its replacement]; without a replacement the line is added at the end (line 7). */
type Case = readonly [find: string, put: string | null, faults: readonly string[]];

function changed(find: string, put: string | null): string {
  if (put === null) return `${SMALL}${find}\n`;
  expect(SMALL).toContain(find);
  return SMALL.replace(find, put);
}

const NUMBERS = 'numbers: ["+74951230001"]';
const USE = 'A DID has one use only: remove it from one of the two.';
const E164 = 'Write it in E.164, for example +74951230001.';
const DURATION = 'Write a number and a unit (s, m, h or d), for example 5m, or a number of seconds.';

const SHAPE: readonly Case[] = [
  ['country: RU', '', ['1: country: this key is required. Add it, for example `country: RU`.']],
  [
    'country: RU',
    'country: UK',
    ['2: country: "UK" is not a country. Write its ISO 3166-1 code, for example RU, KZ or GB.'],
  ],
  ['pool: []', null, ['7: pool: unknown key `pool`; did you mean `pools`? Rename or remove it.']],
  [
    'lease: { pressure: { zzzzzz: 1 } }',
    null,
    ['7: lease.pressure.zzzzzz: unknown key `zzzzzz`. Known here: threshold, shrink.'],
  ],
  ['routing: {}', null, ['7: routing: `routing` is not available in this version. Remove it.']],
  [
    'notifications: []',
    null,
    ['7: notifications: `notifications` is not available in this version. Remove it.'],
  ],
  [
    'integrations:\n  a: 1',
    null,
    ['7: integrations: `integrations` is not available in this version. Remove it.'],
  ],
  [
    'log: info',
    null,
    ['7: log: this must be a group of keys, not text. Write its keys below it, indented: level.'],
  ],
  [
    'log: { level: inf }',
    null,
    ['7: log.level: "inf" is not one of trace, debug, info, warn, error, fatal, silent. Did you mean info?'],
  ],
  [
    'trusted_proxies: loopback',
    null,
    [
      '7: trusted_proxies: this must be a list, not text. Write [one, two], or one item a line, each after a dash.',
    ],
  ],
  [
    'trusted_proxies: [10.0.0.0/33]',
    null,
    [
      '7: trusted_proxies[0]: "10.0.0.0/33" is not an address range. Write an IP address, a range such as 10.0.0.0/8, or loopback, linklocal, uniquelocal.',
    ],
  ],
  ['listen: 8080', null, ['7: listen: this must be text, not a number. Put it in quotes.']],
  [
    'listen: localhost',
    null,
    [
      '7: listen: "localhost" is not host:port. Write for example 127.0.0.1:8080, or 0.0.0.0:8080 for every interface.',
    ],
  ],
  [
    'listen: 127.0.0.1:70000',
    null,
    [
      '7: listen: "127.0.0.1:70000" is not host:port. Write for example 127.0.0.1:8080, or 0.0.0.0:8080 for every interface.',
    ],
  ],
  [
    'public_url: calls.example.ru',
    null,
    ['7: public_url: "calls.example.ru" is not a web address. Write it with http:// or https://.'],
  ],
  [
    'public_url: https://a.ru/?x',
    null,
    ['7: public_url: this has more than scheme, host and path. Remove user name, query and fragment.'],
  ],
  [
    'lease: { linger: 5 minutes }',
    null,
    [`7: lease.linger: "5 minutes" is not a length of time. ${DURATION}`],
  ],
  ['lease: { maximum: 0 }', null, [`7: lease.maximum: this must be longer than 0. ${DURATION}`]],
  [
    'lease: { pressure: { shrink: 50% } }',
    null,
    [
      '7: lease.pressure.shrink: "50%" is not a share. Write a number above 0 and at most 1, for example 0.8.',
    ],
  ],
  [
    'retention: { schedule: daily }',
    null,
    [
      '7: retention.schedule: "daily" is not a cron expression. Write minute, hour, day, month and weekday, for example "17 3 * * *".',
    ],
  ],
  [
    'username: leaseline',
    'username: leaseline, port: 0',
    ['3: asterisk[0].ami.port: 0 is not a whole number. Write a number from 1 to 65535.'],
  ],
  [
    'name: office',
    'name: "my office"',
    ['3: asterisk[0].name: "my office" is not an id. Use 1 to 64 Latin letters, digits, "-", "_" or ".".'],
  ],
  [
    'id: moscow, n',
    'id: moscow, regions: [MOSCOW], n',
    [
      '4: pools[0].regions[0]: "MOSCOW" is not a region. Write an ISO 3166-2 code such as RU-MOW, or a country such as RU.',
    ],
  ],
  [
    'id: moscow, n',
    'id: moscow, neighbours: ["*"], n',
    [
      '4: pools[0].neighbours[0]: "*" is not a region. Write an ISO 3166-2 code such as RU-MOW, or a country such as RU.',
    ],
  ],
  [
    NUMBERS,
    'numbers: []',
    [
      '4: pools[0].numbers: this list is empty. Write at least one: `numbers: ["+74951230001-+74951230040"]`.',
    ],
  ],
  [
    NUMBERS,
    'numbers: ["+74951230001", ~]',
    ['4: pools[0].numbers[1]: this item is empty. Write a value, or remove it.'],
  ],
  [
    'pools: [moscow]',
    'pools: [moscow], show_visit_code: yes',
    ['5: sites[0].show_visit_code: "yes" is neither true nor false. Write true or false, without quotes.'],
  ],
  [
    '"https://shop.example.ru"',
    'shop.example.ru',
    [
      '5: sites[0].origins[0]: "shop.example.ru" is not an origin. Write scheme://host[:port], for example https://shop.example.ru.',
    ],
  ],
  [
    '"https://shop.example.ru"',
    '"https://*.example.ru"',
    [
      '5: sites[0].origins[0]: "https://*.example.ru" is not an origin. Write scheme://host[:port], for example https://shop.example.ru.',
    ],
  ],
  [
    'shop.example.ru"',
    'shop.example.ru/"',
    [
      '5: sites[0].origins[0]: "https://shop.example.ru/" is more than an origin. Write https://shop.example.ru, without a path.',
    ],
  ],
  [
    'shop.example.ru"',
    'shop.example.ru:444/a"',
    [
      '5: sites[0].origins[0]: "https://shop.example.ru:444/a" is more than an origin. Write https://shop.example.ru:444, without a path.',
    ],
  ],
  [
    'role: operator',
    'role: boss',
    ['6: users[0].role: "boss" is not one of admin, marketer, operator. Write one of them.'],
  ],
  [
    'token:',
    'password_hash: qwerty12, token:',
    ['6: users[0].password_hash: this is not an argon2id hash. Make one with "leaseline user hash".'],
  ],
];

const CROSS: readonly Case[] = [
  // Numbers
  [NUMBERS, 'numbers: [hello]', [`4: pools[0].numbers[0]: "hello" is not a phone number. ${E164}`]],
  ['"+74951112233"', '12', [`5: sites[0].replace[0]: "12" is not a phone number. ${E164}`]],
  [
    '"+74951239999"',
    '"+74951239990-+74951239999"',
    [`4: pools[0].overflow: "+74951239990-+74951239999" is not a phone number. ${E164}`],
  ],
  [
    NUMBERS,
    'numbers: ["+74951230040-+74951230001"]',
    [
      '4: pools[0].numbers[0]: the range "+74951230040-+74951230001" ends before it starts. Swap its ends: +74951230001-+74951230040.',
    ],
  ],
  [
    NUMBERS,
    'numbers: ["+74951230001-40"]',
    [
      '4: pools[0].numbers[0]: the ends of the range "+74951230001-40" differ in length. Write both ends in full, for example +74951230001-+74951230040.',
    ],
  ],
  [
    NUMBERS,
    'numbers: ["+4930123456-+49301234567"]',
    [
      '4: pools[0].numbers[0]: the ends of the range "+4930123456-+49301234567" differ in length. Write both ends in full, for example +74951230001-+74951230040.',
    ],
  ],
  [
    NUMBERS,
    'numbers: ["+74960000000-+74961000000"]',
    [
      '4: pools[0].numbers[0]: the range "+74960000000-+74961000000" has 1000001 numbers, more than 1000000. Check its ends; write several ranges if it is meant.',
    ],
  ],
  // One DID, one use
  [
    NUMBERS,
    'numbers: ["+74951230001", "8 495 123-00-01"]',
    [`4: pools[0].numbers[1]: +74951230001 is already in pools[0].numbers[0]. ${USE}`],
  ],
  [
    '"+74951239999"',
    '"+74951230001"',
    [`4: pools[0].overflow: +74951230001 is already in pools[0].numbers[0]. ${USE}`],
  ],
  [
    NUMBERS,
    'numbers: ["+74951230001-+74951231000", "+74951230500-+74951231500"]',
    [`4: pools[0].numbers[1]: +74951230500-+74951231000 is already in pools[0].numbers[0]. ${USE}`],
  ],
  [
    'channel_numbers: [{ number: "+74951230001", source: radio }, { number: "+74951239999", source: tv }]',
    null,
    [
      `7: channel_numbers[0].number: +74951230001 is already in pools[0].numbers[0]. ${USE}`,
      `7: channel_numbers[1].number: +74951239999 is already in pools[0].overflow. ${USE}`,
    ],
  ],
  [
    'pools: [{',
    'pools: [{ id: north, numbers: ["+74951230000-+74951230009"], overflow: "+78120000000" }, {',
    [`4: pools[1].numbers[0]: +74951230001 is already in pools[0].numbers[0]. ${USE}`],
  ],
  [
    '"+74951112233"',
    '"8 (495) 123-00-01"',
    [
      '5: sites[0].replace[0]: +74951230001 is also lent by pools[0].numbers[0], so it would be swapped with itself. Print another number on the pages, or take this one out of the pool.',
    ],
  ],
  // Names
  [
    'pools: [moscow]',
    'pools: [mosow]',
    ['5: sites[0].pools[0]: there is no pool "mosow". Did you mean "moscow"?'],
  ],
  [
    'pools: [moscow]',
    'pools: [moscow, kazan]',
    ['5: sites[0].pools[1]: there is no pool "kazan". There is: moscow.'],
  ],
  [
    'pools: [moscow]',
    'pools: []',
    ['5: sites[0].pools: this list is empty. Write at least one: `pools: [moscow]`.'],
  ],
  [
    ', pools: [moscow]',
    '',
    ['5: sites[0].pools: this key is required. Add it, for example `pools: [moscow]`.'],
  ],
  [
    'users: [{',
    'users: [{ name: script, role: admin, token: another-long-random-token }, {',
    ['6: users[1].name: "script" is already used by users[0].name. Choose another.'],
  ],
  [
    'asterisk: [{',
    'asterisk: [{ name: office, ami: { username: a, secret: b } }, {',
    ['3: asterisk[1].name: "office" is already used by asterisk[0].name. Choose another.'],
  ],
  [
    'sites: [{',
    'sites: [{ id: shop, origins: ["http://a.ru"], replace: ["+74951112234"], pools: [moscow] }, {',
    ['5: sites[1].id: "shop" is already used by sites[0].id. Choose another.'],
  ],
  // Times
  [
    'lease: { maximum: 10m }',
    null,
    [
      '7: lease.maximum: 10m is shorter than lease.ttl.intent (15m). Make the maximum longer, or that time shorter.',
    ],
  ],
  [
    'lease: { ttl: { engaged: 5h } }',
    null,
    [
      '7: lease.maximum: 4h is shorter than lease.ttl.engaged (5h). Make the maximum longer, or that time shorter.',
    ],
  ],
  [
    'lease: { heartbeat: 91s }',
    null,
    [
      '7: lease.heartbeat: 91s is more than half of lease.ttl.visible (3m), so one lost heartbeat would cost a reader their number. Write at most 90s.',
    ],
  ],
  ['lease: { heartbeat: 90s }', null, []],
  ['lease: { maximum: 15m }', null, []],
  [
    'retention: { leases: 3d }',
    null,
    [
      '7: retention.leases: 3d is shorter than attribution.look_back (7d). Keep leases at least as long as calls look back.',
    ],
  ],
  // Secrets
  [
    ', secret: s3cret',
    '',
    ['3: asterisk[0].ami.secret: this key is required. Add `secret` or `secret_file`.'],
  ],
  [
    'name: office,',
    'name: office, ari: { url: "http://127.0.0.1:8088", username: a },',
    ['3: asterisk[0].ari.password: this key is required. Add `password` or `password_file`.'],
  ],
  [
    ', token: 0123456789abcdef0123456789abcdef',
    '',
    [
      '6: users[0]: this user has neither `password_hash` nor `token`. Add a hash made with "leaseline user hash", or a token.',
    ],
  ],
  [
    'users: [{',
    'users: [{ name: b, role: admin, token: 0123456789abcdef0123456789abcdef }, {',
    ['6: users[1].token: this is also users[0].token. Give each user a token of their own.'],
  ],
];

const WARNINGS: readonly Case[] = [
  [
    ', overflow: "+74951239999"',
    '',
    [
      '4: pools[0]: pool "moscow" has no overflow DID: when exhausted the page keeps its printed number. Add `overflow` to know at least the site of such calls.',
    ],
  ],
  [
    'pools: [{',
    'pools: [{ id: spare, numbers: ["+74951230002"], overflow: "+74951239998" }, {',
    ['4: pools[0].id: no site uses pool "spare". Name it under `pools` of a site, or remove it.'],
  ],
  [
    'users: [{ name: script, role: operator, token: 0123456789abcdef0123456789abcdef }]',
    'users:',
    ['6: users: there are no users, so nobody can log in to the monitor. Add one under `users`.'],
  ],
  [
    'asterisk: [{ name: office, ami: { username: leaseline, secret: s3cret } }]',
    '',
    ['1: asterisk: there is no Asterisk box, so no calls are seen. Add one under `asterisk`.'],
  ],
  [
    'token: 0123456789abcdef0123456789abcdef',
    'token: short-token',
    [
      '6: users[0].token: this token is shorter than 20 characters and could be guessed. Make one with "openssl rand -hex 24".',
    ],
  ],
  [
    'lease: { ttl: { left: 6m } }',
    null,
    [
      '7: lease.ttl.left: visitors who left keep a number longer (6m) than engaged ones (5m). Swap the two if that is a mistake.',
    ],
  ],
  [
    'attribution: { look_back: 30m }',
    null,
    [
      '7: attribution.look_back: 30m is shorter than linger and cooldown together (35m), so late calls find nobody. Make it longer.',
    ],
  ],
  [
    'public_url: http://calls.example.ru',
    null,
    [
      '7: public_url: pages served over https cannot load a script over http. Put a reverse proxy with TLS in front and write https:// here.',
    ],
  ],
  ['public_url: http://localhost:8080', null, []],
  [
    'geoip: { database: none.mmdb }',
    null,
    ['7: geoip.database: there is no such file. Download it, or remove the key.'],
  ],
];

describe('faults of one value', () => {
  test.each(SHAPE)('%s => %s', (find, put, faults) => {
    expect(faultsOf(changed(find, put))).toEqual(faults);
  });
});

describe('faults between values', () => {
  test.each(CROSS)('%s => %s', (find, put, faults) => {
    expect(faultsOf(changed(find, put))).toEqual(faults);
  });
});

describe('warnings', () => {
  test.each(WARNINGS)('%s => %s', (find, put, warnings) => {
    expect(warningsOf(changed(find, put))).toEqual(warnings);
  });
});

describe('one mistake is one fault', () => {
  test('a pool whose id is faulty does not make its sites faulty', () => {
    expect(faultsOf(SMALL.replace('{ id: moscow,', '{ id: "Мос ква",'))).toHaveLength(1);
  });

  test('without a country national numbers are not judged', () => {
    expect(
      faultsOf(SMALL.replace('country: RU', 'country: ZZ').replace('"+74951230001"', '"84951230001"')),
    ).toHaveLength(1);
  });

  test('a missing environment variable is not also a missing key', () => {
    expect(faultsOf(SMALL.replace('secret: s3cret', 'secret: "${A}"'))).toEqual([
      '3: asterisk[0].ami.secret: the environment variable A is not set. Set A before starting, or write the value here.',
    ]);
    expect(faultsOf(SMALL.replace('username: leaseline', 'username: "${A}"'))).toHaveLength(1);
    expect(faultsOf(SMALL.replace('"+74951230001"', '"${A}"'))).toHaveLength(1);
    expect(faultsOf(SMALL.replace('pools: [moscow]', 'pools: ["${A}"]'))).toHaveLength(1);
  });

  test('a faulty hash is not also a missing one', () => {
    const text = SMALL.replace('token: 0123456789abcdef0123456789abcdef', 'password_hash: x');
    expect(faultsOf(text)).toHaveLength(1);
  });
});
