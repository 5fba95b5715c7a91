// `GET /v1/reports/...`: who may ask, what is asked, and the same as a table.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallReport, ReportFigures } from '../../../src/core/report.ts';
import { ReportsBusy } from '../../../src/ports/call-reports.ts';
import type { WireCallReport } from '../../../src/wire/report.ts';
import { NOON } from '../../support/fake-clock.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

const DAY = 86_400_000;
const MARKETER = { Authorization: 'Bearer robot-token' };
const OPERATOR = { Authorization: 'Bearer olga-token' };
const figures = (overrides: Partial<ReportFigures> = {}): ReportFigures => ({
  calls: 2.5,
  unique: 2,
  answered: 2,
  missed: 0.5,
  target: 1,
  wait: 8_240,
  talk: 61_000,
  value: 3_000,
  spend: 1_000,
  ...overrides,
});
const REPORT: CallReport = {
  rows: [
    { keys: ['yandex', '=cmd()'], figures: figures(), previous: figures({ calls: 1, spend: null }) },
    { keys: ['vk', null], figures: figures({ calls: 0, target: 0, wait: null, spend: 0 }), previous: null },
  ],
  moreRows: 3,
  total: figures(),
  previousTotal: figures(),
};
const POOL = {
  id: 'moscow',
  regions: [],
  size: 40,
  free: 40,
  leased: 0,
  lingering: 0,
  cooling: 0,
  disabled: 0,
  held: 0,
  utilisation: 0,
  granted: 0,
  overflowed: 0,
  sizing: null,
};

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture({ pools: () => [POOL] }).start();
  http.reports.answers.calls = REPORT;
});
afterEach(() => http.stop());

const get = (path: string, headers: Record<string, string> = MARKETER) =>
  http.fetch(`/v1/reports/${path}`, { headers });
const table = async (path: string) => (await (await get(path)).text()).split('\r\n');

it.each(['calls', 'trend', 'heatmap', 'funnel', 'agents', 'pools'])(
  '%s is for admins and marketers, as JSON and as a table',
  async (name) => {
    for (const path of [name, `${name}.csv`]) {
      await expectProblem(await get(path, {}), 'unauthenticated');
      await expectProblem(await get(path, OPERATOR), 'role-forbidden');
      const posted = await http.fetch(`/v1/reports/${path}`, { method: 'POST', headers: MARKETER });
      await expectProblem(posted, 'method-not-allowed');
    }
    expect(http.reports.asked).toEqual([]);
  },
);

describe('calls', () => {
  it('are of the last 30 days, in total, when nothing else is said', async () => {
    await get('calls');
    expect(http.reports.asked).toEqual([
      {
        kind: 'calls',
        query: {
          from: NOON - 30 * DAY,
          to: NOON,
          zone: 'Europe/Moscow',
          site: null,
          sites: null,
          by: [],
          model: 'last',
          compared: null,
          limit: 1_000,
        },
      },
    ]);
  });

  it('are asked for in our own words', async () => {
    await get(
      'calls?from=2026-01-01&to=2026-01-11T00:00:00Z&by=source,campaign&model=probability&site=shop&compare=previous&tz=Asia/Omsk',
    );
    expect(http.reports.asked[0]?.query).toMatchObject({
      from: Date.UTC(2026, 0, 1),
      to: Date.UTC(2026, 0, 11),
      by: ['source', 'campaign'],
      model: 'probability',
      site: 'shop',
      zone: 'Asia/Omsk',
      compared: { from: Date.UTC(2025, 11, 22), to: Date.UTC(2026, 0, 1) },
    });
  });

  it.each([
    ['by=source,term,page', 'by'],
    ['by=source,source', 'by'],
    ['by=colour', 'by.0'],
    ['model=best', 'model'],
    ['compare=never', 'compare'],
    ['tz=Europe/Nowhere', 'tz'],
    ['from=yesterday', 'from'],
    ['from=2026-01-02&to=2026-01-02', 'from'],
    ['sauce=1', ''],
  ])('%s is refused', async (query, path) => {
    const { errors } = await expectProblem(await get(`calls?${query}`), 'invalid-query');
    expect(errors?.map((error) => error.path)).toEqual([path]);
  });

  it('have costs and return worked out', async () => {
    const report = (await (await get('calls?by=source,campaign&compare=year')).json()) as WireCallReport;
    expect(report.rows[0]).toEqual({
      keys: ['yandex', '=cmd()'],
      calls: 2.5,
      unique: 2,
      answered: 2,
      missed: 0.5,
      target: 1,
      wait_s: 8.2,
      talk_s: 61,
      value: 3_000,
      spend: 1_000,
      cost_per_call: 400,
      cost_per_target: 1_000,
      return: 2,
      previous: expect.objectContaining({
        spend: null,
        cost_per_call: null,
        cost_per_target: null,
        return: null,
      }),
    });
    // Nothing is divided by nothing.
    expect(report.rows[1]).toMatchObject({
      cost_per_call: null,
      cost_per_target: null,
      return: null,
      previous: null,
    });
    expect(report).toMatchObject({ more_rows: 3, by: ['source', 'campaign'], model: 'last' });
    expect(report.compared).toEqual({
      from: new Date(NOON - 395 * DAY).toISOString(),
      to: new Date(NOON - 365 * DAY).toISOString(),
    });
  });

  it('download as a table without limit, that runs no formula', async () => {
    const response = await get('calls.csv?by=source,campaign&compare=previous');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="calls.csv"');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toMatch(/^source,campaign,calls,unique,.*,return,previous_calls,.*,previous_return$/);
    expect(lines[1]).toMatch(/^yandex,'=cmd\(\),2\.5,2,/);
    expect(lines[2]).toBe('vk,,0,2,2,0.5,0,,61,3000,0,,,,,,,,,,,,,,,');
    expect(http.reports.asked[0]?.query).toMatchObject({ limit: 200_000 });
  });

  it('that wait too long are refused for now', async () => {
    http.reports.failure = new ReportsBusy('32 reports wait already');
    const response = await get('calls');
    expect(response.headers.get('retry-after')).toBe('5');
    expect((await expectProblem(response, 'reports-busy')).detail).toBe('32 reports wait already');
    http.reports.failure = new Error('broken');
    await expectProblem(await get('calls'), 'internal');
    expect(http.logged).toEqual(['HTTP_REQUEST_FAILED']);
  });
});

it('a trend has local times, and a column for each series', async () => {
  http.reports.answers.trend = {
    steps: [
      { day: 20_468, hour: 0 },
      { day: 20_468, hour: 1 },
    ],
    calls: [1.0004, 2],
    missed: [0, 1],
    target: [1, 0],
    series: [
      { key: 'yandex', rest: false, calls: [1, 0] },
      { key: null, rest: false, calls: [0, 1] },
      { key: null, rest: true, calls: [0, 1] },
    ],
  };
  expect(await (await get('trend?step=hour&by=source')).json()).toMatchObject({
    step: 'hour',
    time_zone: 'Europe/Moscow',
    times: ['2026-01-15T00:00', '2026-01-15T01:00'],
    calls: [1, 2],
    series: [{ key: 'yandex' }, { key: null, rest: false }, { key: null, rest: true }],
  });
  expect(await table('trend.csv?step=hour&by=source')).toEqual([
    'time,calls,missed,target,yandex,(unknown),(other)',
    '2026-01-15T00:00,1,0,1,1,0,0',
    '2026-01-15T01:00,2,1,0,0,1,1',
    '',
  ]);
  await expectProblem(await get('trend?step=hour&from=2000-01-01'), 'invalid-query');
});

it('a heat map is a table of 168 lines', async () => {
  const calls = Array.from({ length: 168 }, (_, cell) => cell);
  http.reports.answers.heatmap = { calls, missed: calls };
  expect(await (await get('heatmap')).json()).toEqual({ time_zone: 'Europe/Moscow', calls, missed: calls });
  const lines = await table('heatmap.csv');
  expect([lines.length, lines[1], lines[25], lines[168]]).toEqual([
    170,
    'mon,0,0,0',
    'tue,0,24,24',
    'sun,23,167,167',
  ]);
});

it('a funnel may be of one source', async () => {
  const funnel = { visits: 9, lent: 8, called: 3, calls: 4, answered: 3, target: 2, sales: 1, value: 10.126 };
  http.reports.answers.funnel = funnel;
  expect(await (await get('funnel?source=vk')).json()).toEqual({ ...funnel, value: 10.13 });
  expect(http.reports.asked[0]?.query).toMatchObject({ source: 'vk' });
  expect((await table('funnel.csv'))[1]).toBe('9,8,3,4,3,2,1,10.13');
});

it('agents have a line each', async () => {
  http.reports.answers.agents = [
    { agent: 'PJSIP/101', answered: 3, talk: 61_240, wait: null, target: 1, value: 5, calledBack: 2 },
  ];
  expect(await table('agents.csv')).toEqual([
    'agent,answered,talk_s,wait_s,target,value,called_back',
    'PJSIP/101,3,61.2,,1,5,2',
    '',
  ]);
});

it('pools say what they lent, whom they turned away, and pools of before are not forgotten', async () => {
  http.reports.answers.pools = {
    pools: [
      { pool: 'moscow', lent: 90, calls: 7 },
      { pool: 'closed', lent: 1, calls: 0 },
    ],
    turnedAway: [
      { site: 'shop', country: 'RU', region: 'RU-MOW', visits: 6 },
      { site: 'shop', country: null, region: null, visits: 4 },
    ],
  };
  expect(await (await get('pools')).json()).toEqual({
    rows: [
      {
        pool: 'moscow',
        size: 40,
        lent: 90,
        calls: 7,
        turned_away: 10,
        turned_away_share: 0.1,
        numbers_needed: null,
        advice: null,
      },
      {
        pool: 'closed',
        size: 0,
        lent: 1,
        calls: 0,
        turned_away: 0,
        turned_away_share: 0,
        numbers_needed: null,
        advice: null,
      },
    ],
  });
  expect((await table('pools.csv'))[1]).toBe('moscow,40,90,7,10,0.1,,');
});
