// Faults between values, with their exact texts; and that one mistake is one fault.
import { describe, expect, test } from 'vitest';
import { type Case, changed, faultsOf, SMALL } from './load-text.ts';

const NUMBERS = 'numbers: ["+74951230001"]';
const USE = 'A DID has one use only: remove it from one of the two.';
const E164 = 'Write it in E.164, for example +74951230001.';

const HEALTH = (channel: string, caller: string) =>
  `secret: s3cret }, health_test: { channel: "${channel}", caller: "${caller}" } }]`;

const CASES: readonly Case[] = [
  // Test calls
  [
    'secret: s3cret } }]',
    HEALTH('PJSIP/trunk', '+74951110000'),
    [
      '3: asterisk[0].health_test.channel: "PJSIP/trunk" is no channel with a place for the number. Write for example PJSIP/{number}@trunk; {digits} is the number without its plus.',
    ],
  ],
  [
    'secret: s3cret } }]',
    HEALTH('PJSIP/{number}@trunk', '12'),
    [`3: asterisk[0].health_test.caller: "12" is not a phone number. ${E164}`],
  ],
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
  // Disabled numbers
  [NUMBERS, 'numbers: ["+74951230001-+74951230005"], disabled: ["8 495 123-00-03"]', []],
  [
    NUMBERS,
    'numbers: ["+74951230001"], disabled: ["+74951230002", "nonsense"]',
    [
      "4: pools[0].disabled[0]: +74951230002 is not among this pool's numbers. Correct it, or remove it.",
      '4: pools[0].disabled[1]: "nonsense" is not a phone number. Write it in E.164, for example +74951230001.',
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
  [
    'channel_numbers: [{ number: "+74957770001", source: yandex, medium: organic, sites: [shp, nowhere, shop] }]',
    null,
    [
      '7: channel_numbers[0].sites[0]: there is no site "shp". Did you mean "shop"?',
      '7: channel_numbers[0].sites[1]: there is no site "nowhere". There is: shop.',
    ],
  ],
  // Sources
  [NUMBERS, `${NUMBERS}, only: { sources: [Yandex, "(direct)"], mediums: [cpc], campaigns: [spring] }`, []],
  [
    NUMBERS,
    `${NUMBERS}, only: { sources: yandex, medium: [cpc] }`,
    [
      '4: pools[0].only.sources: this must be a list, not text. Write [one, two], or one item a line, each after a dash.',
      '4: pools[0].only.medium: unknown key `medium`; did you mean `mediums`? Rename or remove it.',
    ],
  ],
  // Who gets a number
  ['lease: { defer: 0, at_once: { per_address: 0 } }', null, []],
  [
    'lease: { defer: soon, at_once: { per_address: -1, per_visitor: 2 } }',
    null,
    [
      '7: lease.defer: "soon" is not a length of time. Write a number and a unit (s, m, h or d), for example 5m, or a number of seconds.',
      '7: lease.at_once.per_address: -1 is not a whole number. Write a number from 0 to 1000000.',
      '7: lease.at_once.per_visitor: unknown key `per_visitor`. Known here: per_address.',
    ],
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

test.each(CASES)('%s => %s', (find, put, faults) => {
  expect(faultsOf(changed(find, put))).toEqual(faults);
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
