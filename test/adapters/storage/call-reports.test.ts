// Reports over a few calls, each figure worked out by hand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteCallBacks } from '../../../src/adapters/storage/sqlite-call-backs.ts';
import { SqliteCallReports } from '../../../src/adapters/storage/sqlite-call-reports.ts';
import { SqliteSpend } from '../../../src/adapters/storage/sqlite-spend.ts';
import { VisitTally } from '../../../src/adapters/storage/visit-tally.ts';
import { toDayNumber } from '../../../src/core/calendar-day.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import type { CallReportQuery, ReportScope } from '../../../src/core/report.ts';
import {
  aCall,
  aCallRecord,
  aLease,
  anAttribution,
  aSession,
  aTouchpoint,
  e164,
  noAttribution,
} from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

/** NOON is 15 January 2026, a Thursday, 12:00 UTC. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SCOPE: ReportScope = { from: NOON - DAY, to: NOON + DAY, site: null, sites: null, zone: 'UTC' };
const CALLS: CallReportQuery = { ...SCOPE, by: ['source'], model: 'last', compared: null, limit: 100 };

let bed: StorageBed;
let reports: SqliteCallReports;

beforeEach(async () => {
  bed = new StorageBed();
  bed.pools.set('+74951230002', 'moscow');
  reports = new SqliteCallReports(bed.database);
  for (const record of RECORDS) await bed.calls.save(record);
});

afterEach(() => bed.remove());

const yandex = anAttribution({ touchpoint: aTouchpoint({ campaign: 'brand' }), candidates: [] });
const vk = anAttribution({
  touchpoint: aTouchpoint({ source: 'vk', medium: 'social', campaign: 'spring' }),
  lastNonDirectTouch: aTouchpoint({ source: 'vk', medium: 'social', campaign: 'spring' }),
  candidates: [],
  session: 'session-2',
  site: 'dacha',
  region: 'RU-SPE',
  page: { url: 'https://dacha.example.ru/prices?from=vk#top', title: null },
});
const missed = {
  outcome: 'missed',
  end: 'caller-gave-up',
  answeredAt: null,
  talkedMs: 0,
  agents: [],
} as const;
const annotations = { tags: [], note: null, value: null, target: null };

/** Four calls: two of one caller from yandex, a missed one from vk, and one nobody can place, of a withheld number. */
const RECORDS: CallRecord[] = [
  aCallRecord({
    call: aCall({ id: 'a', did: e164('+74951230002') }),
    attribution: yandex,
    annotations: { ...annotations, target: true, value: 5_000 },
  }),
  aCallRecord({
    call: aCall({
      id: 'b',
      startedAt: NOON + HOUR,
      answeredAt: NOON + HOUR + 2_000,
      endedAt: NOON + HOUR + 22_000,
      talkedMs: 20_000,
      agents: ['PJSIP/102', 'PJSIP/101'],
    }),
    attribution: yandex,
  }),
  aCallRecord({
    call: aCall({
      id: 'c',
      ...missed,
      caller: e164('+79160000002'),
      startedAt: NOON + 2 * HOUR,
      endedAt: NOON + 2 * HOUR + 30_000,
    }),
    attribution: vk,
  }),
  aCallRecord({
    call: aCall({ id: 'd', caller: null, startedAt: NOON - HOUR, answeredAt: NOON - HOUR + 4_000 }),
    attribution: noAttribution(),
    annotations: { ...annotations, target: false },
  }),
];

describe('calls', () => {
  it('are added up by source', () => {
    const { rows, total, moreRows } = reports.answer('calls', CALLS);
    expect(rows.map(({ keys }) => keys)).toEqual([['yandex'], ['vk'], [null]]);
    expect(rows[0]?.figures).toEqual({
      calls: 2,
      unique: 1,
      answered: 2,
      missed: 0,
      target: 1,
      wait: 5_000,
      talk: 40_000,
      value: 5_000,
      spend: null,
    });
    expect(rows[1]?.figures).toMatchObject({ calls: 1, answered: 0, missed: 1, wait: 30_000, talk: null });
    expect(total).toMatchObject({ calls: 4, unique: 3, answered: 3, missed: 1, target: 1, wait: 11_000 });
    expect(moreRows).toBe(0);
  });

  it.each([
    [['page'], [['https://shop.example.ru/windows'], [null], ['https://dacha.example.ru/prices']]],
    [['region'], [['RU-MOW'], [null], ['RU-SPE']]],
    [['pool'], [[null], ['moscow']]],
    // Who talked first; nobody of those missed.
    [['agent'], [['PJSIP/101'], ['PJSIP/102'], [null]]],
    [['did'], [['+74951230001'], ['+74951230002']]],
    [
      ['site', 'campaign'],
      [
        ['shop', 'brand'],
        [null, null],
        ['dacha', 'spring'],
      ],
    ],
  ] as const)('by %s', (by, keys) => {
    const { rows } = reports.answer('calls', { ...CALLS, by });
    expect(rows.map((row) => row.keys).sort()).toEqual([...keys].sort());
  });

  it('are those of one site, or of the sites that may be seen', () => {
    const count = (scope: Partial<ReportScope>) =>
      reports.answer('calls', { ...CALLS, ...scope }).total.calls;
    expect(count({ site: 'shop' })).toBe(2);
    expect(count({ sites: ['dacha'] })).toBe(1);
    expect(count({ sites: ['dacha'], site: 'shop' })).toBe(0);
    expect(count({ sites: [] })).toBe(0);
    expect(count({ site: 'unheard of' })).toBe(0);
  });

  it('count from the first moment of a period, and not at its end', () => {
    const total = (from: number, to: number) => reports.answer('calls', { ...CALLS, from, to }).total.calls;
    expect(total(NOON, NOON + HOUR)).toBe(1);
    expect(total(NOON, NOON + HOUR + 1)).toBe(2);
    expect(total(NOON + 1, NOON + HOUR)).toBe(0);
  });

  it('are compared with another period, and what is no more has a row', () => {
    const [from, to] = [NOON + 2 * HOUR, NOON + 3 * HOUR];
    const report = reports.answer('calls', { ...CALLS, from, to, compared: { from: NOON - HOUR, to: from } });
    expect(
      report.rows.map(({ keys, figures, previous }) => [keys[0], figures.calls, previous?.calls]),
    ).toEqual([
      ['vk', 1, undefined],
      ['yandex', 0, 2],
      [null, 0, 1],
    ]);
    expect(report.previousTotal?.calls).toBe(3);
  });

  it('send no more rows than asked for, and say how many there are', () => {
    const { rows, moreRows } = reports.answer('calls', { ...CALLS, limit: 1 });
    expect([rows.length, moreRows]).toEqual([1, 2]);
  });

  it('follow an annotation, a new answer and forgetting', async () => {
    bed.calls.annotate('b', { target: true, value: 700 });
    const [first] = RECORDS;
    if (first) await bed.calls.save({ ...first, attribution: vk });
    const [one, two] = reports.answer('calls', { ...CALLS, by: ['source'] }).rows;
    expect([one?.keys, one?.figures.calls, one?.figures.value, one?.figures.target]).toEqual([
      ['vk'],
      2,
      5_000,
      1,
    ]);
    expect([two?.keys, two?.figures.value]).toEqual([['yandex'], 700]);
    expect(bed.calls.forget(NOON + HOUR)).toBe(2);
    expect(reports.answer('calls', CALLS).total).toMatchObject({ calls: 2, value: 700 });
    expect(bed.calls.forget(NOON + DAY)).toBe(2);
    expect(reports.answer('calls', CALLS)).toMatchObject({ rows: [], total: { calls: 0, wait: null } });
  });

  it('stay in the pool they came in by when the DID moves on', async () => {
    bed.pools.set('+74951230002', 'petersburg');
    const [first] = RECORDS;
    if (first) await bed.calls.save({ ...first, attribution: vk });
    const { rows } = reports.answer('calls', { ...CALLS, by: ['pool'] });
    expect(rows.map(({ keys }) => keys)).toContainEqual(['moscow']);
  });
});

describe('spend', () => {
  beforeEach(async () => {
    const day = toDayNumber('2026-01-15');
    const keys = { medium: null, campaign: null, site: null };
    await new SqliteSpend(bed.database, bed.commits).replace([
      { id: '1', ...keys, source: 'yandex', firstDay: day, lastDay: day, amount: 300 },
      { id: '2', ...keys, source: 'yandex', firstDay: day + 1, lastDay: day + 2, amount: 100 },
      { id: '3', ...keys, source: 'print', firstDay: day, lastDay: day, amount: 50 },
    ]);
  });

  it('is by the day, and a source that brought nothing has a row', () => {
    // Until noon of the 16th: half a day of two that cost 100.
    const { rows, total } = reports.answer('calls', CALLS);
    const spend = rows.map(({ keys, figures }) => [keys[0], figures.spend]);
    expect(spend).toEqual([
      ['yandex', 325],
      ['vk', null],
      [null, null],
      ['print', 50],
    ]);
    expect(total.spend).toBe(375);
  });

  it('is in the total alone where rows are of something else', () => {
    const { rows, total } = reports.answer('calls', { ...CALLS, by: ['source', 'term'] });
    expect(rows.map(({ figures }) => figures.spend)).toEqual([null, null, null]);
    expect(total.spend).toBe(375);
  });

  it('of no named site is no part of one site’s report', () => {
    expect(reports.answer('calls', { ...CALLS, site: 'shop' }).total.spend).toBeNull();
  });
});

describe('what came when', () => {
  it('by the day of a time zone', () => {
    // 23:00 to 02:00 in Vladivostok (UTC+10): 21:00, 22:00, 23:00 of the 15th and 00:00 of the 16th.
    const trend = reports.answer('trend', {
      ...SCOPE,
      zone: 'Asia/Vladivostok',
      step: 'day',
      by: 'source',
      model: 'last',
    });
    expect(trend.steps.map(({ day }) => day - toDayNumber('2026-01-14'))).toEqual([0, 1, 2]);
    expect(trend.calls).toEqual([0, 3, 1]);
    expect(trend.missed).toEqual([0, 0, 1]);
    expect(trend.target).toEqual([0, 1, 0]);
    expect(trend.series).toContainEqual({ key: 'yandex', rest: false, calls: [0, 2, 0] });
  });

  it('by hour, week and month', () => {
    const trend = (step: 'hour' | 'week' | 'month') =>
      reports.answer('trend', {
        ...SCOPE,
        from: NOON - HOUR,
        to: NOON + 3 * HOUR,
        step,
        by: null,
        model: 'last',
      });
    expect(trend('hour').calls).toEqual([1, 1, 1, 1]);
    expect(trend('hour').steps.map(({ hour }) => hour)).toEqual([11, 12, 13, 14]);
    expect(trend('week').steps).toEqual([{ day: toDayNumber('2026-01-12'), hour: 0 }]);
    expect(trend('month').steps).toEqual([{ day: toDayNumber('2026-01-01'), hour: 0 }]);
    expect(trend('month').calls).toEqual([4]);
  });

  it('an hour of the night that comes twice counts once', () => {
    // Berlin, 25 October 2026: 3:00 becomes 2:00.
    const from = Date.parse('2026-10-24T22:00Z');
    const trend = reports.answer('trend', {
      ...SCOPE,
      from,
      to: from + 25 * HOUR,
      zone: 'Europe/Berlin',
      step: 'hour',
      by: null,
      model: 'last',
    });
    expect(trend.steps).toHaveLength(24);
  });

  it('the five largest keys have a series, the others one together', async () => {
    for (let n = 0; n < 7; n++)
      await bed.calls.save(
        aCallRecord({
          call: aCall({ id: `more-${n}`, startedAt: NOON }),
          attribution: anAttribution({ touchpoint: aTouchpoint({ source: `source-${n}` }), candidates: [] }),
        }),
      );
    const { series } = reports.answer('trend', { ...SCOPE, step: 'month', by: 'source', model: 'last' });
    expect(series).toHaveLength(6);
    expect(series.map(({ rest }) => rest)).toEqual([false, false, false, false, false, true]);
    expect(series.reduce((sum, { calls }) => sum + (calls[0] ?? 0), 0)).toBe(11);
  });

  it('by hour of the week', () => {
    const { calls, missed } = reports.answer('heatmap', { ...SCOPE, zone: 'Europe/Moscow' });
    // Thursday, 14 to 17 h in Moscow.
    const cells = [14, 15, 16, 17].map((hour) => 3 * 24 + hour);
    expect(cells.map((cell) => calls[cell])).toEqual([1, 1, 1, 1]);
    expect(cells.map((cell) => missed[cell])).toEqual([0, 0, 0, 1]);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

it('agents have what they answered first', () => {
  expect(reports.answer('agents', SCOPE)).toEqual([
    { agent: 'PJSIP/101', answered: 2, talk: 60_000, wait: 6_000, target: 1, value: 5_000, calledBack: 0 },
    { agent: 'PJSIP/102', answered: 1, talk: 20_000, wait: 2_000, target: 0, value: 0, calledBack: 0 },
  ]);
});

it('agents are told whom they called back: callers missed shortly before, each once', () => {
  const callBacks = new SqliteCallBacks(bed.database, bed.commits);
  const missedAt = RECORDS.find(({ call }) => call.outcome === 'missed')?.call;
  const number = missedAt?.caller ?? e164('+70000000000');
  const after = (missedAt?.startedAt ?? 0) + HOUR;
  const phoned = (id: string, changes: object = {}) =>
    callBacks.save({
      id,
      pbx: 'office',
      number,
      agent: 'PJSIP/103',
      startedAt: after,
      answeredAt: after + 1,
      endedAt: after + 2,
      ...changes,
    });
  phoned('reached');
  phoned('again');
  phoned('nobody there', { agent: 'PJSIP/104', answeredAt: null });
  phoned('too early', { agent: 'PJSIP/104', startedAt: after - 2 * HOUR });
  phoned('never missed', { agent: 'PJSIP/104', number: e164('+79990000000') });
  phoned('by a program', { agent: null });
  bed.commits.flush();
  const calledBack = (scope: ReportScope) =>
    reports
      .answer('agents', scope)
      .flatMap((row) => (row.calledBack > 0 ? [[row.agent, row.calledBack]] : []));
  expect(calledBack(SCOPE)).toEqual([['PJSIP/103', 1]]);
  expect(calledBack({ ...SCOPE, site: 'dacha' })).toEqual([['PJSIP/103', 1]]);
  expect(calledBack({ ...SCOPE, sites: ['shop'] })).toEqual([]);
  expect(calledBack({ ...SCOPE, site: 'dacha', sites: ['shop'] })).toEqual([]);
});

describe('visits', () => {
  beforeEach(async () => {
    const visit = (id: string, startedAt: number, site = 'shop') => aSession({ id, startedAt, site });
    await bed.journal.granted(aLease({ token: '1', session: 's1' }), visit('s1', NOON));
    // The same visit gets a number of another pool as well.
    await bed.journal.granted(aLease({ token: '2', session: 's1', pool: 'cities' }), visit('s1', NOON));
    await bed.journal.granted(
      aLease({ token: '3', session: 's2', grantedAt: NOON + HOUR }),
      visit('s2', NOON + HOUR),
    );
    await bed.journal.visited(visit('s3', NOON + HOUR, 'dacha'));
    await bed.journal.visited(visit('s4', NOON - 2 * DAY));
    await bed.journal.visited(visit('s5', NOON), false);
  });

  /** The same before and after they are counted by the hour. */
  async function expectBoth(check: () => void): Promise<void> {
    check();
    const tally = new VisitTally(bed.database, bed.commits);
    while (await tally.piece(NOON + 3 * HOUR, 2));
    expect(bed.database.sqlite.prepare('SELECT sum(visits) FROM visit_tally').pluck().get()).toBe(5);
    check();
    bed.journal.forget(NOON + 365 * DAY);
    check();
  }

  it('lead to calls, target calls and sales', () =>
    expectBoth(() => {
      expect(reports.answer('funnel', { ...SCOPE, source: null })).toEqual({
        visits: 4,
        lent: 2,
        called: 2,
        calls: 4,
        answered: 3,
        target: 1,
        sales: 1,
        value: 5_000,
      });
      expect(reports.answer('funnel', { ...SCOPE, source: 'vk' })).toMatchObject({
        visits: 0,
        lent: 0,
        calls: 1,
      });
      expect(reports.answer('funnel', { ...SCOPE, source: 'yandex', site: 'shop' })).toMatchObject({
        visits: 3,
        lent: 2,
        calls: 2,
      });
      expect(reports.answer('funnel', { ...SCOPE, source: null, sites: ['dacha'] })).toMatchObject({
        visits: 1,
        lent: 0,
      });
    }));

  it('are lent numbers by pools, or turned away', () =>
    expectBoth(() => {
      expect(reports.answer('pools', SCOPE)).toEqual({
        pools: [
          { pool: 'cities', lent: 1, calls: 0 },
          { pool: 'moscow', lent: 2, calls: 1 },
        ],
        turnedAway: [{ site: 'dacha', country: 'RU', region: 'RU-MOW', visits: 1 }],
      });
    }));

  it('are counted once, though rows are numbered anew or the table begins again', async () => {
    const count = async (from: number) => {
      const tally = new VisitTally(bed.database, bed.commits);
      while (await tally.piece(from + 3 * HOUR, 100));
      return bed.database.sqlite.prepare('SELECT sum(visits), sum(lent) FROM visit_tally').raw().get();
    };
    expect(await count(NOON)).toEqual([5, 2]);
    bed.database.sqlite.exec('UPDATE session SET rowid = rowid + 100; UPDATE lease SET rowid = rowid + 100');
    expect(await count(NOON)).toEqual([5, 2]);
    bed.database.sqlite.exec('DELETE FROM session; DELETE FROM lease');
    await bed.journal.granted(
      aLease({ token: '9', session: 's9', grantedAt: NOON + DAY }),
      aSession({ id: 's9', startedAt: NOON + DAY }),
    );
    expect(await count(NOON + DAY)).toEqual([6, 3]);
  });

  it('that may still get a number are not counted yet', async () => {
    const tally = new VisitTally(bed.database, bed.commits);
    while (await tally.piece(NOON + 30 * 60_000, 100));
    // Rows are counted in their order, and the first one is young.
    expect(bed.database.sqlite.prepare('SELECT sum(visits) FROM visit_tally').pluck().get()).toBe(0);
    expect(reports.answer('funnel', { ...SCOPE, source: null })).toMatchObject({ visits: 4, lent: 2 });
  });
});
