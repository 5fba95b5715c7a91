// The way of a number through contexts and includes.
import { expect, test } from 'vitest';
import { contextsWithin, type DialplanContext, findRoute } from '../../src/core/dialplan.ts';
import { didForms } from '../../src/core/did-forms.ts';
import type { E164 } from '../../src/core/e164.ts';

function context(name: string, patterns: string[], includes: string[] = []): [string, DialplanContext] {
  return [
    name,
    {
      name,
      extensions: patterns.map((pattern) => ({ pattern, application: 'NoOp' })),
      includes: includes.map((included) => ({ context: included, timed: false })),
      switches: [],
    },
  ];
}

/** As FreePBX writes it. */
const freepbx = new Map([
  context('from-trunk', [], ['from-pstn']),
  context('from-pstn', [], ['from-pstn-custom', 'ext-did', 'ext-did-catchall']),
  context('ext-did', ['fax'], ['ext-did-0002']),
  context('ext-did-0002', ['74951230001', 's']),
  context('ext-did-catchall', ['s', '_.']),
]);

test('finds an inbound route behind three includes, before the catch-all', () => {
  expect(findRoute(freepbx, 'from-trunk', '74951230001')).toMatchObject({ context: 'ext-did-0002' });
  expect(findRoute(freepbx, 'from-trunk', '74951230002')).toMatchObject({
    context: 'ext-did-catchall',
    extension: { pattern: '_.' },
  });
  expect(findRoute(freepbx, 'from-internal', '74951230001')).toBeNull();
});

test('an extension of the context itself goes before a better one of an include', () => {
  const dialplan = new Map([context('a', ['_X.'], ['b']), context('b', ['74951230001'])]);
  expect(findRoute(dialplan, 'a', '74951230001')).toMatchObject({ context: 'a' });
});

test('a circle of includes ends', () => {
  const dialplan = new Map([context('a', [], ['b']), context('b', [], ['a'])]);
  expect(findRoute(dialplan, 'a', '1')).toBeNull();
  expect(contextsWithin(dialplan, 'a').map(({ name }) => name)).toEqual(['a', 'b']);
});

test('an extension without a first priority runs nothing', () => {
  const dialplan = new Map([
    ['a', { name: 'a', extensions: [{ pattern: '_X.', application: null }], includes: [], switches: [] }],
  ]);
  expect(findRoute(dialplan, 'a', '12')).toBeNull();
});

test.each([
  ['+74951230001', ['+74951230001', '74951230001', '84951230001', '4951230001', '0074951230001']],
  ['+12015550123', ['+12015550123', '12015550123', '2015550123', '0012015550123']],
  ['+442071838750', ['+442071838750', '442071838750', '02071838750', '2071838750', '00442071838750']],
])('a trunk may write %s as %j', (did, forms) => {
  expect(didForms(did as E164)).toEqual(forms);
});
