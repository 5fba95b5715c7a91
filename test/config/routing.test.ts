// The key `routing`: what it means, and every fault it may have.
import { describe, expect, test } from 'vitest';
import { type Case, changed, configOf, faultsOf, warningsOf } from './load-text.ts';

const WHOLE = `
routing:
  time_zone: Europe/Moscow
  caller_name: "{region}: "
  destinations:
    - name: sales
      target: "queue-sales,s,1"
      working_hours: [{ days: [mon, fri], from: "09:00", to: "18:30" }]
      cap: { calls: 20 }
      at_once: 3
    - { name: agent, target: "from-internal,{agent},1" }
  rules:
    - when: { regions: [ru-mow], dids: ["8 (495) 123-00-01"], repeat: true, pools: [moscow], sites: [shop] }
      last_agent: true
      to: [sales]
  default: sales
  hook: { url: "http://127.0.0.1:9000/route", secret: hush }
`;

test('a whole one', () => {
  const none = { sources: [], mediums: [], campaigns: [] };
  expect(configOf(changed(WHOLE, null)).routing).toEqual({
    plan: {
      timeZone: 'Europe/Moscow',
      callerName: '{region}: ',
      destinations: [
        {
          name: 'sales',
          target: 'queue-sales,s,1',
          agents: [],
          workingHours: [{ days: ['mon', 'fri'], from: 540, to: 1_110 }],
          weight: 1,
          priority: 1,
          cap: { calls: 20, per: 'day' },
          atOnce: 3,
        },
        {
          name: 'agent',
          target: 'from-internal,{agent},1',
          agents: [],
          workingHours: [],
          weight: 1,
          priority: 1,
          cap: null,
          atOnce: null,
        },
      ],
      rules: [
        {
          when: {
            ...none,
            regions: ['RU-MOW'],
            dids: ['+74951230001'],
            repeat: true,
            pools: ['moscow'],
            sites: ['shop'],
            workingHours: [],
          },
          lastAgent: true,
          to: ['sales'],
        },
      ],
      otherwise: 'sales',
    },
    hook: { url: 'http://127.0.0.1:9000/route', timeout: 600, secret: 'hush' },
  });
});

const SALES = 'destinations: [{ name: sales, target: "q,s,1" }]';
const CASES: readonly Case[] = [
  [
    'routing: { default: sale, destinations: [{ name: sales, target: "q,s,1" }] }',
    null,
    ['7: routing.default: there is no destination "sale". Did you mean "sales"?'],
  ],
  [
    `routing: { ${SALES}, rules: [{ to: [sales, night] }] }`,
    null,
    ['7: routing.rules[0].to[1]: there is no destination "night". There is: sales.'],
  ],
  [
    `routing: { ${SALES}, rules: [{ when: { repeat: true } }] }`,
    null,
    ['7: routing.rules[0]: this rule sends calls nowhere. Give it `to`, `last_agent: true`, or both.'],
  ],
  [
    `routing: { ${SALES}, rules: [{ when: { sites: [shopp], pools: [moskow] }, to: [sales] }] }`,
    null,
    [
      '7: routing.rules[0].when.sites[0]: there is no site "shopp". Did you mean "shop"?',
      '7: routing.rules[0].when.pools[0]: there is no pool "moskow". Did you mean "moscow"?',
    ],
  ],
  [
    `routing: { ${SALES}, rules: [{ when: { dids: ["+7495"] }, to: [sales] }] }`,
    null,
    [
      '7: routing.rules[0].when.dids[0]: "+7495" is not a phone number. Write it in E.164, for example +74951230001.',
    ],
  ],
  [
    'routing: { destinations: [{ name: a, target: "q,s,1" }, { name: a, target: "r,s,1" }] }',
    null,
    ['7: routing.destinations[1].name: "a" is already used by routing.destinations[0].name. Choose another.'],
  ],
  [
    'routing: { destinations: [{ name: a, target: "q,s" }] }',
    null,
    [
      '7: routing.destinations[0].target: "q,s" is not a place in the dialplan. Write context,extension,priority, such as "queue-sales,s,1", or an extension.',
    ],
  ],
  [
    'routing: { destinations: [{ name: a, target: "$${EXTEN},s,1" }] }',
    null,
    [
      '7: routing.destinations[0].target: "${EXTEN},s,1" is not a place in the dialplan. Write context,extension,priority, such as "queue-sales,s,1", or an extension.',
    ],
  ],
  [
    'routing: { destinations: [{ name: a, target: "x,{agent},1" }], rules: [{ to: [a] }], default: a }',
    null,
    [
      '7: routing.rules[0].to[0]: the target of "a" needs an agent. Name it in no `to` and no `default`: `last_agent: true` finds it.',
      '7: routing.default: the target of "a" needs an agent. Name it in no `to` and no `default`: `last_agent: true` finds it.',
    ],
  ],
  [
    `routing: { ${SALES}, rules: [{ last_agent: true }] }`,
    null,
    [
      '7: routing.rules[0].last_agent: no destination reaches an agent. Give destinations their `agents`, or one a target with `{agent}`.',
    ],
  ],
  [
    'routing: { time_zone: Mars/Base, caller_name: "{sauce}: " }',
    null,
    [
      '7: routing.time_zone: "Mars/Base" is not a time zone. Write its IANA name, for example Europe/Moscow.',
      '7: routing.caller_name: "{sauce}" stands for nothing. There is: {source}, {medium}, {campaign}, {term}, {region}, {site}.',
    ],
  ],
  [
    'routing: { destinations: [{ name: a, target: "q,s,1", working_hours: [{ days: [mo], from: "9", to: "25:00" }] }] }',
    null,
    [
      '7: routing.destinations[0].working_hours[0].days[0]: "mo" is not one of mon, tue, wed, thu, fri, sat, sun. Did you mean mon?',
      '7: routing.destinations[0].working_hours[0].from: "9" is not a time of day. Write it in quotes, for example "09:00".',
      '7: routing.destinations[0].working_hours[0].to: "25:00" is not a time of day. Write it in quotes, for example "09:00".',
    ],
  ],
  [
    'routing: { hook: { url: "http://x", timeout: 1s, secret: a, secret_file: b } }',
    null,
    [
      '7: routing.hook.timeout: "1s" is too long for a caller who waits. Write from 0.05s to 0.7s.',
      '7: routing.hook.secret_file: both `secret` and `secret_file` are given. Keep one of the two.',
      '7: routing.hook.secret_file: "b" cannot be read: there is no such file. Check the path (it starts at the folder of this file) and the permissions.',
    ],
  ],
  [
    'secret: s3cret }',
    'secret: s3cret }, ari: { url: "https://127.0.0.1:8089", username: a, password: b }',
    [
      '3: asterisk[0].ari.url: ARI over https does not work. Write http, on this machine or through a tunnel.',
    ],
  ],
];

test.each(CASES)('%s', (find, put, faults) => {
  const found = faultsOf(changed(find, put));
  expect([...found].sort()).toEqual([...faults].sort());
});

describe('a warning', () => {
  test('of an ARI on another machine', () => {
    const text = changed(
      'secret: s3cret }',
      'secret: s3cret }, ari: { url: "http://10.0.0.5:8088", username: a, password: b }',
    );
    expect(warningsOf(text)[0]).toContain('ARI is not encrypted');
  });
});
