// Reports in a thread of their own: right, bounded, and back after a failure.
import { existsSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InlineReports } from '../../../src/adapters/storage/inline-reports.ts';
import { ReportThread } from '../../../src/adapters/storage/report-thread.ts';
import { SystemClock } from '../../../src/adapters/system/system-clock.ts';
import type { CallReportQuery } from '../../../src/core/report.ts';
import { ReportsBusy } from '../../../src/ports/call-reports.ts';
import { aCallRecord } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

const QUERY: CallReportQuery = {
  from: NOON - 1,
  to: NOON + 1,
  site: null,
  sites: null,
  zone: 'UTC',
  by: ['source'],
  model: 'last',
  compared: null,
  limit: 10,
};
const SLOW = { timeout: 60_000 };

let bed: StorageBed;
let thread: ReportThread;
let logged: string[];

function start(atMost?: number): ReportThread {
  const log = { info() {}, warn() {}, error: ({ id }: { id: string }) => void logged.push(id) };
  return new ReportThread({
    path: bed.path,
    clock: new SystemClock(log),
    log,
    ...(atMost !== undefined && { atMost }),
  });
}

beforeEach(async () => {
  bed = new StorageBed();
  await bed.calls.save(aCallRecord());
  logged = [];
  thread = start();
});

afterEach(async () => {
  await thread.stop();
  bed.remove();
});

it('answers what the service has written, as the service itself would', SLOW, async () => {
  const answer = await thread.ask('calls', QUERY);
  expect(answer.total.calls).toBe(1);
  expect(answer).toEqual(await new InlineReports(bed.database).ask('calls', QUERY));
  const { call } = aCallRecord();
  await bed.calls.save(aCallRecord({ call: { ...call, id: 'another' } }));
  expect((await thread.ask('calls', QUERY)).total.calls).toBe(2);
});

it('a report that cannot be made fails alone', SLOW, async () => {
  await expect(thread.ask('calls', { ...QUERY, zone: 'Europe/Nowhere' })).rejects.toThrow('Nowhere');
  expect((await thread.ask('calls', QUERY)).total.calls).toBe(1);
});

it('refuses more than may wait, and all when it stops', SLOW, async () => {
  const asked = Array.from({ length: 40 }, () =>
    thread.ask('heatmap', QUERY).catch((error: unknown) => error),
  );
  expect(await asked[39]).toBeInstanceOf(ReportsBusy);
  await thread.stop();
  expect(await asked[31]).toBeInstanceOf(ReportsBusy);
  await expect(thread.ask('heatmap', QUERY)).rejects.toBeInstanceOf(ReportsBusy);
});

it('gives up a report that takes too long, and the thread with it', SLOW, async () => {
  const hasty = start(0);
  await expect(hasty.ask('calls', QUERY)).rejects.toBeInstanceOf(ReportsBusy);
  await hasty.stop();
});

it('begins anew after its thread failed', SLOW, async () => {
  const away = `${bed.path}.away`;
  renameSync(bed.path, away);
  await expect(thread.ask('calls', QUERY)).rejects.toThrow('ended');
  expect(logged).toEqual(['REPORTS_FAILED']);
  renameSync(away, bed.path);
  expect(existsSync(bed.path)).toBe(true);
  expect((await thread.ask('calls', QUERY)).total.calls).toBe(1);
});
