// Calls recorded by earlier versions get into reports.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CreditBackfill } from '../../../src/adapters/storage/credit-backfill.ts';
import { reports as migration } from '../../../src/adapters/storage/migrations/006-reports.ts';
import { ReportUpkeep } from '../../../src/adapters/storage/report-upkeep.ts';
import { SqliteCallReports } from '../../../src/adapters/storage/sqlite-call-reports.ts';
import { VisitTally } from '../../../src/adapters/storage/visit-tally.ts';
import type { CallReportQuery } from '../../../src/core/report.ts';
import { aCall, aCallRecord } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

const QUERY: CallReportQuery = {
  from: NOON,
  to: NOON + 3_600_000,
  site: null,
  sites: null,
  zone: 'UTC',
  by: ['source'],
  model: 'linear',
  compared: null,
  limit: 10,
};

let bed: StorageBed;

beforeEach(async () => {
  bed = new StorageBed();
  for (let n = 0; n < 45; n++)
    await bed.calls.save(aCallRecord({ call: aCall({ id: `call-${n}`, startedAt: NOON + n * 1_000 }) }));
  // What a file of before the migration looks like after it.
  const { sqlite } = bed.database;
  for (const table of sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all())
    if (migration.includes(`CREATE TABLE ${table} `)) sqlite.exec(`DROP TABLE ${table}`);
  sqlite.exec(migration);
});

afterEach(() => bed.remove());

function calls(): number {
  return new SqliteCallReports(bed.database).answer('calls', QUERY).total.calls;
}

it('the newest first, going on where it stopped', async () => {
  const { database, commits } = bed;
  const backfill = () => new CreditBackfill({ database, commits, calls: bed.calls, credits: bed.credits });
  expect(calls()).toBe(0);
  expect(await backfill().piece(20)).toBe(true);
  expect(calls()).toBe(20);
  const newest = new SqliteCallReports(database).answer('calls', { ...QUERY, from: NOON + 25_000 });
  expect(newest.total.calls).toBe(20);
  // Meanwhile people go on: an old call is changed, another comes.
  bed.calls.annotate('call-3', { target: true });
  await bed.calls.save(aCallRecord({ call: aCall({ id: 'new', startedAt: NOON + 100_000 }) }));
  expect(await backfill().piece(20)).toBe(true);
  expect(await backfill().piece(20)).toBe(false);
  expect(await backfill().piece(20)).toBe(false);
  expect(calls()).toBe(46);
  expect(new SqliteCallReports(database).answer('calls', QUERY).total.target).toBe(1);
});

it('in the background of the service', async () => {
  const { database, commits, clock } = bed;
  const warned: string[] = [];
  const upkeep = new ReportUpkeep({
    backfill: new CreditBackfill({ database, commits, calls: bed.calls, credits: bed.credits }),
    tally: new VisitTally(database, commits),
    clock,
    log: { info() {}, warn: ({ id }: { id: string }) => void warned.push(id), error() {} },
  });
  upkeep.start();
  await expect
    .poll(
      () => {
        clock.advance(5_000);
        return calls();
      },
      { timeout: 30_000 },
    )
    .toBe(45);
  upkeep.stop();
  expect(warned).toEqual([]);
});
