// Faults of one value, with their exact texts: the small file with one thing wrong.
import { expect, test } from 'vitest';
import { type Case, changed, faultsOf } from './load-text.ts';

const NUMBERS = 'numbers: ["+74951230001"]';
const DURATION = 'Write a number and a unit (s, m, h or d), for example 5m, or a number of seconds.';

const CASES: readonly Case[] = [
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
  [
    'notifications: {}',
    null,
    ['7: notifications: `notifications` is not available in this version. Remove it.'],
  ],
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

test.each(CASES)('%s => %s', (find, put, faults) => {
  expect(faultsOf(changed(find, put))).toEqual(faults);
});
