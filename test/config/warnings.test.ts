// Every warning, with its exact text.
import { expect, test } from 'vitest';
import { type Case, changed, warningsOf } from './load-text.ts';

const CASES: readonly Case[] = [
  [
    'channel_numbers: [{ number: "+74957770001", source: yandex, sites: [shop] }]',
    null,
    [
      '7: channel_numbers[0].sites: no visit to a website has the medium offline, so these sites never show the number. Add the `medium` of the visits that are to see it, such as cpc or organic.',
    ],
  ],
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

test.each(CASES)('%s => %s', (find, put, warnings) => {
  expect(warningsOf(changed(find, put))).toEqual(warnings);
});
