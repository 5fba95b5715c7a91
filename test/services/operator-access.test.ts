// Sessions by themselves: how many, how long, and what a changed configuration does to them.
import { beforeEach, expect, test } from 'vitest';
import type { OperatorAccount } from '../../src/ports/operator-directory.ts';
import { OperatorAccess, SESSION_TTL } from '../../src/services/operator-access.ts';
import { FakeClock } from '../support/fake-clock.ts';

const olga: OperatorAccount = { name: 'olga', role: 'operator', passwordHash: 'h', tokenHash: 'digest' };
let accounts: OperatorAccount[];
let clock: FakeClock;
let access: OperatorAccess;
let ids = 0;
let loggedOut = 0;

beforeEach(() => {
  accounts = [olga];
  clock = new FakeClock();
  loggedOut = 0;
  access = new OperatorAccess({
    directory: { accounts: () => accounts },
    verifier: {
      password: async (_hash, password) => password === 'right',
      token: (_hash, token) => token === 't',
    },
    ids: { token: () => `id-${ids++};`, code: () => '' },
    clock,
    sessionLimit: 3,
    onLogOut: () => {
      loggedOut += 1;
    },
  });
});

const logIn = async () => (await access.logIn('olga', 'right'))?.session ?? '';

test('a session is made of two ids, and no two are the same', async () => {
  const [one, other] = [await logIn(), await logIn()];
  expect(one).toMatch(/^id-\d+;id-\d+;$/);
  expect(other).not.toBe(one);
});

test('ends its time to live after its last use, to the millisecond', async () => {
  const session = await logIn();
  clock.advance(SESSION_TTL - 1);
  expect(access.bySession(session)).toEqual({ name: 'olga', role: 'operator' });
  clock.advance(SESSION_TTL);
  expect(access.bySession(session)).toBeNull();
  clock.advance(-1);
  expect(access.bySession(session)).toBeNull();
});

test('ends with a log-out, which is told at once', async () => {
  const session = await logIn();
  access.logOut(session);
  expect(access.bySession(session)).toBeNull();
  expect(loggedOut).toBe(1);
});

test('past the limit the one unused longest goes', async () => {
  const [a, b, c] = [await logIn(), await logIn(), await logIn()];
  access.bySession(a);
  await logIn();
  expect(access.bySession(b)).toBeNull();
  expect(access.bySession(a)).not.toBeNull();
  expect(access.bySession(c)).not.toBeNull();
});

test('an account taken away takes its sessions along; a new role holds at once', async () => {
  const session = await logIn();
  accounts = [{ ...olga, role: 'admin' }];
  expect(access.bySession(session)?.role).toBe('admin');
  accounts = [];
  expect(access.bySession(session)).toBeNull();
});

test('no password opens an account that has none, and nobody gets in where nobody has one', async () => {
  accounts = [{ ...olga, passwordHash: null }];
  expect(await access.logIn('olga', 'right')).toBeNull();
  accounts = [
    { ...olga, passwordHash: null },
    { ...olga, name: 'admin' },
  ];
  expect(await access.logIn('olga', 'right')).toBeNull();
});

test('tokens', () => {
  expect(access.byToken('t')).toEqual({ name: 'olga', role: 'operator' });
  expect(access.byToken('x')).toBeNull();
});
