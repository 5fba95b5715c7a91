// Which changes a reload takes on, and which need a restart.
import { expect, test } from 'vitest';
import { keysThatNeedRestart } from '../../src/config/restart-keys.ts';
import { changed, configOf, SMALL } from './load-text.ts';

const running = configOf(SMALL);

test.each([
  ['the same file', SMALL, []],
  ['more numbers', changed('numbers: ["+74951230001"]', 'numbers: ["+74951230001-+74951230009"]'), []],
  ['times of leases', changed('lease: { linger: 1m, defer: 0, at_once: { per_address: 5 } }', null), []],
  [
    'another port and log',
    changed('listen: 127.0.0.1:9090\nlog: { level: debug }', null),
    ['listen', 'public_url', 'log'],
  ],
  ['another box', changed('name: office', 'name: branch'), ['asterisk']],
  ['the flood limit', changed('lease: { per_address: 10 }', null), ['lease.per_address']],
  ['users', changed('role: operator', 'role: admin'), ['users']],
])('%s', (_, text, expected) => {
  expect(keysThatNeedRestart(running, configOf(text))).toEqual(expected);
});
