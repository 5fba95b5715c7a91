// What advertising cost, in a real SQLite file.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteSpend } from '../../../src/adapters/storage/sqlite-spend.ts';
import type { KnownSpend } from '../../../src/ports/spend-store.ts';
import { StorageBed } from './storage-bed.ts';

let bed: StorageBed;
let store: SqliteSpend;

beforeEach(() => {
  bed = new StorageBed();
  store = new SqliteSpend(bed.database, bed.commits);
});

afterEach(() => bed.remove());

const spend = (id: string, day: number, site: string | null = null): KnownSpend => ({
  id,
  firstDay: day,
  lastDay: day,
  source: 'yandex',
  medium: 'cpc',
  campaign: null,
  site,
  amount: 10.5,
});
const ids = (list: { spends: readonly KnownSpend[] }) => list.spends.map(({ id }) => id);

it('lists the latest days first, so many as wanted, and says how many more there are', async () => {
  for (const day of [2, 4, 1, 3]) await store.add(spend(`d${day}`, day));
  expect(store.list(10, null)).toMatchObject({ spends: [{ id: 'd4', amount: 10.5 }, {}, {}, {}], more: 0 });
  const two = store.list(2, null);
  expect([ids(two), two.more]).toEqual([['d4', 'd3'], 2]);
});

it('lists and removes only what is of the sites asked for; what is for all sites is of none', async () => {
  await store.add(spend('all', 1));
  await store.add(spend('shop', 2, 'shop'));
  await store.add(spend('dacha', 3, 'dacha'));
  const theirs = store.list(10, ['shop', 'blog']);
  expect([ids(theirs), theirs.more]).toEqual([['shop'], 0]);
  expect(store.list(10, [])).toEqual({ spends: [], more: 0 });
  expect(store.remove('all', ['shop'])).toBe(false);
  expect(store.remove('shop', ['shop'])).toBe(true);
  expect(ids(store.list(10, null))).toEqual(['dacha', 'all']);
});
