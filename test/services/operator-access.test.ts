// Sessions by themselves: how many, how long, and what a changed configuration does to them.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccess } from '../../src/app-access.ts';
import type { OperatorAccount } from '../../src/ports/operator-directory.ts';
import type { OperatorAccess } from '../../src/services/operator-access.ts';
import { OperatorSessions, SESSION_TTL } from '../../src/services/operator-sessions.ts';
import { PeopleStorage } from '../adapters/http/people-storage.ts';
import { FakeClock } from '../support/fake-clock.ts';

const olga: OperatorAccount = {
  name: 'olga',
  role: 'operator',
  sites: null,
  callerNumbers: null,
  passwordHash: 'h',
  tokenHash: 'digest',
};
let accounts: OperatorAccount[];
let clock: FakeClock;
let storage: PeopleStorage;
let access: OperatorAccess;
let ids = 0;
let ended = 0;

function open(): OperatorAccess {
  const opened = openAccess({
    directory: { accounts: () => accounts },
    publicUrl: 'http://calls.example.ru',
    storage,
    verifier: {
      password: async (_hash, password) => password === 'right',
      hash: async (password) => password,
      digest: (secret) => `digest of ${secret}`,
      token: (_hash, token) => token === 't',
    },
    ids: { token: () => `id-${ids++};`, code: () => '' },
    clock,
    onChanged: () => {
      ended += 1;
    },
  });
  opened.people.sessions.restore();
  return opened.people.access;
}

beforeEach(() => {
  accounts = [olga];
  clock = new FakeClock();
  storage = new PeopleStorage(clock);
  ended = 0;
  access = open();
});
afterEach(() => storage.close());

const enter = (password = 'right') => access.logIn({ name: 'olga', password, address: '192.0.2.1' });

async function logIn(): Promise<string> {
  const entry = await enter();
  return entry.kind === 'entered' ? entry.session : '';
}

test('a session is made of two ids, and no two are the same', async () => {
  const [one, other] = [await logIn(), await logIn()];
  expect(one).toMatch(/^id-\d+;id-\d+;$/);
  expect(other).not.toBe(one);
});

test('ends its time to live after its last use, to the millisecond', async () => {
  const session = await logIn();
  clock.advance(SESSION_TTL - 1);
  expect(access.bySession(session)).toMatchObject({ name: 'olga', role: 'operator' });
  clock.advance(SESSION_TTL);
  expect(access.bySession(session)).toBeNull();
  clock.advance(-1);
  expect(access.bySession(session)).toBeNull();
});

test('ends with a log-out, which is told at once', async () => {
  const session = await logIn();
  access.logOut(session);
  expect(access.bySession(session)).toBeNull();
  expect(ended).toBe(1);
});

test('lives over a restart, at most a minute shorter; no secret is on disk', async () => {
  const session = await logIn();
  clock.advance(59_000);
  access.bySession(session);
  storage.commits.flush();
  expect(JSON.stringify(storage.operatorSessions.sessions())).not.toContain(`"${session}`);
  access = open();
  clock.advance(SESSION_TTL - 59_001);
  expect(access.bySession(session)).toMatchObject({ name: 'olga' });
  access.logOut(session);
  storage.commits.flush();
  access = open();
  expect(access.bySession(session)).toBeNull();
});

test('past the limit the one unused longest goes', () => {
  const sessions = new OperatorSessions({
    store: storage.operatorSessions,
    verifier: { digest: (secret) => secret },
    ids: { token: () => `id-${ids++};`, code: () => '' },
    clock,
    limit: 3,
    onEnded() {},
  });
  const [a, b, c] = ['', '', ''].map(() => sessions.open('olga', '192.0.2.1')) as [string, string, string];
  sessions.use(a);
  sessions.open('olga', '192.0.2.1');
  expect(sessions.use(b)).toBeNull();
  expect(sessions.use(a)).toBe('olga');
  expect(sessions.use(c)).toBe('olga');
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
  expect((await enter()).kind).toBe('wrong-credentials');
  accounts = [
    { ...olga, passwordHash: null },
    { ...olga, name: 'admin' },
  ];
  expect((await enter()).kind).toBe('wrong-credentials');
});

test('tokens of the configuration do all that the role may', () => {
  expect(access.byToken('t')).toMatchObject({ name: 'olga', role: 'operator', scopes: null });
  expect(access.byToken('x')).toBeNull();
});
