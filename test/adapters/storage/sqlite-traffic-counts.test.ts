// Counts of traffic, and alerts, in a real SQLite file.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteAlertStore } from '../../../src/adapters/storage/sqlite-alert-store.ts';
import { SqliteTrafficCounts } from '../../../src/adapters/storage/sqlite-traffic-counts.ts';
import type { Alert } from '../../../src/core/alert.ts';
import { aCall, aCallRecord, aSession } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

let bed: StorageBed;

beforeEach(() => {
  bed = new StorageBed();
});

afterEach(() => bed.remove());

it('counts calls and visits of a time, from its first moment to before its last', async () => {
  const counts = new SqliteTrafficCounts(bed.database);
  expect([counts.visits(0, NOON), counts.calls(0, NOON), counts.since()]).toEqual([0, 0, null]);
  for (let n = 0; n < 50; n++) {
    await bed.journal.visited(aSession({ id: `s${n}`, startedAt: NOON + n * 10 }));
    await bed.calls.save(aCallRecord({ call: aCall({ id: `c${n}`, startedAt: NOON + n * 20 }) }));
  }
  expect(counts.visits(NOON, NOON + 500)).toBe(50);
  expect(counts.visits(NOON + 10, NOON + 30)).toBe(2);
  expect(counts.visits(NOON + 11, NOON + 31)).toBe(2);
  expect(counts.visits(NOON + 500, NOON + 900)).toBe(0);
  expect(counts.visits(0, NOON + 1)).toBe(1);
  expect(counts.calls(NOON + 20, NOON + 60)).toBe(2);
  expect(counts.since()).toBe(NOON);
});

it('keeps the last state of an alert', () => {
  const store = new SqliteAlertStore(bed.database, bed.commits);
  const alert: Alert = {
    id: 'pool-short moscow 1',
    rule: 'pool-short',
    subject: 'moscow',
    severity: 'warning',
    facts: { free: 1 },
    at: NOON,
    until: null,
  };
  store.save(alert);
  store.save({ ...alert, id: 'later', at: NOON + 5 });
  bed.commits.flush();
  store.save({ ...alert, until: NOON + 9, facts: { free: 0 } });
  bed.commits.flush();
  expect(store.recent(10)).toEqual([
    { ...alert, id: 'later', at: NOON + 5 },
    { ...alert, until: NOON + 9, facts: { free: 0 } },
  ]);
  expect(store.recent(1)).toHaveLength(1);
});
