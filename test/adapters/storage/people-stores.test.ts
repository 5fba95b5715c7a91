// Users, sessions, tokens, links and the audit log in SQLite: what comes back is what went in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredUser } from '../../../src/ports/user-store.ts';
import { FakeClock, NOON } from '../../support/fake-clock.ts';
import { PeopleStorage } from '../http/people-storage.ts';

let folder: string;
let storage: PeopleStorage;
const open = () => new PeopleStorage(new FakeClock(), join(folder, 'leaseline.db'));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaseline-people-'));
  storage = open();
});
afterEach(() => {
  storage.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  storage.close();
  storage = open();
}

const anna: StoredUser = {
  name: 'Анна',
  role: 'marketer',
  sites: ['shop', 'blog'],
  callerNumbers: true,
  disabled: false,
  passwordHash: 'hash',
  createdAt: NOON,
};
const session = { digest: 'd1', name: 'Анна', address: '::1', createdAt: NOON, lastUsedAt: NOON + 1 };
const token = {
  id: 't1',
  name: 'script',
  owner: 'Анна',
  digest: 'd2',
  scopes: ['calls:read', 'live:read'] as const,
  createdAt: NOON,
  lastUsedAt: null,
  expiresAt: NOON + 9,
};

test('users', async () => {
  await storage.users.put(anna);
  await storage.users.put({ ...anna, name: 'b', sites: null, callerNumbers: null, passwordHash: null });
  const changed = { ...anna, role: 'operator' as const, disabled: true, callerNumbers: false };
  await storage.users.put(changed);
  reopen();
  expect(storage.users.user('Анна')).toEqual(changed);
  expect(storage.users.users().map(({ name }) => name)).toEqual(['b', 'Анна']);
  expect(storage.users.user('nobody')).toBeNull();
});

test('when a user was seen and their second factor leave one another alone', async () => {
  const factor = { secret: 'ABC', confirmed: true, lastStep: 7 };
  expect([storage.users.lastSeen('b'), storage.users.secondFactor('b')]).toEqual([null, null]);
  await storage.users.putSecondFactor('b', factor);
  storage.users.seen('b', NOON);
  storage.users.seen('c', NOON + 1);
  reopen();
  expect(storage.users.secondFactor('b')).toEqual(factor);
  await storage.users.putSecondFactor('b', null);
  expect([storage.users.lastSeen('b'), storage.users.secondFactor('b')]).toEqual([NOON, null]);
  expect([storage.users.lastSeen('c'), storage.users.secondFactor('c')]).toEqual([NOON + 1, null]);
});

test('sessions, the one unused longest first', () => {
  storage.operatorSessions.put(session);
  storage.operatorSessions.put({ ...session, digest: 'd0', lastUsedAt: NOON });
  storage.operatorSessions.put({ ...session, digest: 'gone' });
  storage.operatorSessions.drop('gone');
  reopen();
  expect(storage.operatorSessions.sessions()).toEqual([
    { ...session, digest: 'd0', lastUsedAt: NOON },
    session,
  ]);
});

test('tokens', async () => {
  await storage.tokens.add(token);
  await storage.tokens.add({ ...token, id: 't2', digest: 'd3', createdAt: NOON + 1, expiresAt: null });
  storage.tokens.used('t1', NOON + 5);
  reopen();
  expect(storage.tokens.tokens().map(({ id }) => id)).toEqual(['t2', 't1']);
  expect(storage.tokens.byDigest('d2')).toEqual({ ...token, lastUsedAt: NOON + 5 });
  await storage.tokens.remove('t1');
  expect(storage.tokens.byDigest('d2')).toBeNull();
});

test('links: a new one of a user takes the place of the one before', async () => {
  const link = { digest: 'l1', purpose: 'invite' as const, name: 'Анна', expiresAt: NOON };
  const setUp = { digest: 's1', purpose: 'setup' as const, name: null, expiresAt: NOON };
  for (const each of [link, { ...link, digest: 'l2' }, setUp, { ...setUp, digest: 's2' }]) {
    await storage.links.put(each);
  }
  const found = ['l1', 'l2', 's1', 's2'].map((digest) => storage.links.link(digest)?.digest);
  expect(found).toEqual([undefined, 'l2', undefined, 's2']);
  expect(storage.links.link('l2')).toEqual({ ...link, digest: 'l2' });
  await storage.links.remove('l2');
  expect(storage.links.link('l2')).toBeNull();
});

test('a user who is removed leaves nothing behind', async () => {
  await storage.users.put(anna);
  await storage.users.putSecondFactor('Анна', { secret: 'A', confirmed: true, lastStep: 0 });
  storage.users.seen('Анна', NOON);
  storage.operatorSessions.put(session);
  await storage.tokens.add(token);
  await storage.links.put({ digest: 'l', purpose: 'reset', name: 'Анна', expiresAt: NOON });
  storage.operatorSessions.drop(session.digest);
  await storage.users.remove('Анна');
  reopen();
  expect([
    storage.users.users(),
    storage.users.secondFactor('Анна'),
    storage.users.lastSeen('Анна'),
    storage.operatorSessions.sessions(),
    storage.tokens.tokens(),
    storage.links.link('l'),
  ]).toEqual([[], null, null, [], [], null]);
});

test('the audit log: newest first, by time, by whom and by what, in pages; old entries are forgotten', async () => {
  const entry = { who: 'a', what: 'login', subject: null, detail: null, address: '::1' };
  for (let n = 0; n < 10; n++) {
    const what = n % 2 ? 'login' : 'export';
    storage.auditLog.append({
      ...entry,
      at: NOON + Math.floor(n / 3),
      who: n < 5 ? null : 'a',
      what,
      detail: `${n}`,
    });
  }
  storage.commits.flush();
  const numbers = (query: object) =>
    storage.auditLog.list({ limit: 50, ...query }).entries.map(({ detail }) => Number(detail));
  expect(numbers({})).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(numbers({ from: NOON + 1, to: NOON + 2 })).toEqual([5, 4, 3]);
  expect(numbers({ who: 'a', what: 'login' })).toEqual([9, 7, 5]);
  expect(storage.auditLog.list({ limit: 50, who: 'a' }).entries[0]).toEqual({
    ...entry,
    at: NOON + 3,
    detail: '9',
  });
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = storage.auditLog.list({ limit: 4, ...(cursor === null ? {} : { cursor }) });
    seen.push(...page.entries.map(({ detail }) => Number(detail)));
    cursor = page.next;
  } while (cursor !== null);
  expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(storage.auditLog.list({ limit: 4, cursor: 'nonsense' })).toEqual({ entries: [], next: null });
  expect(storage.auditLog.forget(NOON + 1)).toBe(3);
  expect(numbers({})).toEqual([9, 8, 7, 6, 5, 4, 3]);
});
