// The operators' API of calls and pools.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallList } from '../../../src/adapters/http/routes/call-routes.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import { toWireCall } from '../../../src/wire/call.ts';
import { aCall, aCallRecord, anAttribution, aTouchpoint } from '../../support/builders.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

const ADMIN = { Authorization: 'Bearer admin-token' };
const OPERATOR = { Authorization: 'Bearer olga-token' };
const POOL = {
  id: 'moscow',
  regions: ['RU-MOW'],
  size: 10,
  free: 4,
  leased: 3,
  lingering: 1,
  cooling: 2,
  disabled: 0,
  held: 1,
  utilisation: 0.4,
  granted: 100,
  overflowed: 2,
  sizing: null,
};

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture({ pools: () => [POOL] }).start();
  http.calls.records = Array.from({ length: 5 }, (_, n) => record(n));
});
afterEach(() => http.stop());

function record(n: number, overrides: Partial<CallRecord> = {}): CallRecord {
  return aCallRecord({ call: aCall({ id: `office-${n}` }), ...overrides });
}

const get = (path: string, headers: Record<string, string> = ADMIN) => http.fetch(path, { headers });

test.each(['/v1/calls', '/v1/calls/office-1', '/v1/calls.csv', '/v1/pools', '/v1/me'])(
  '%s is for operators only',
  async (path) => {
    await expectProblem(await get(path, {}), 'unauthenticated');
  },
);

describe('GET /v1/calls', () => {
  test('goes page by page', async () => {
    const first = (await (await get('/v1/calls?limit=3')).json()) as CallList;
    expect(first.calls.map(({ id }) => id)).toEqual(['office-0', 'office-1', 'office-2']);
    expect(first.calls[0]).toEqual(JSON.parse(JSON.stringify(toWireCall(record(0)))));
    const second = (await (await get(`/v1/calls?limit=3&cursor=${first.next}`)).json()) as CallList;
    expect(second.calls.map(({ id }) => id)).toEqual(['office-3', 'office-4']);
    expect(second.next).toBeNull();
  });

  test('hands filters over in our own words', async () => {
    const query =
      'from=2026-01-15T12:00:00Z&to=2026-01-16&did=8+(495)+123-00-01&caller=%2B79161234567&source=yandex&outcome=missed';
    expect((await get(`/v1/calls?${query}`)).status).toBe(200);
    expect(http.calls.queries).toEqual([
      {
        from: Date.UTC(2026, 0, 15, 12),
        to: Date.UTC(2026, 0, 16),
        did: '+74951230001',
        caller: '+79161234567',
        source: 'yandex',
        outcome: 'missed',
        limit: 50,
      },
    ]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['from=yesterday', 'from'],
    ['from=2026-01-15T12:00:00', 'from'],
    ['did=12', 'did'],
    ['outcome=good', 'outcome'],
    ['source=a&source=b', 'source'],
    ['outcom=missed', ''],
  ])('%s', async (query, path) => {
    const body = await expectProblem(await get(`/v1/calls?${query}`), 'invalid-query');
    expect(body.errors?.[0]?.path).toBe(path);
    expect(http.calls.queries).toEqual([]);
  });
});

describe('one call', () => {
  const patch = (body: unknown, headers: Record<string, string> = ADMIN, id = 'office-1') =>
    http.fetch(`/v1/calls/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  test('can be read', async () => {
    expect(await (await get('/v1/calls/office-1')).json()).toMatchObject({
      id: 'office-1',
      did: '+74951230001',
    });
    await expectProblem(await get('/v1/calls/nobody'), 'unknown-call');
  });

  test('can be annotated, and the others are told', async () => {
    const response = await patch({
      tags: ['vip ', 'repeat'],
      note: 'call back',
      value: 1200.5,
      target: true,
    });
    expect(await response.json()).toMatchObject({
      tags: ['vip', 'repeat'],
      note: 'call back',
      value: 1200.5,
      target: true,
    });
    expect(http.annotated.map(({ call }) => call.id)).toEqual(['office-1']);
  });

  test('keeps what was not mentioned, and null empties', async () => {
    await patch({ note: 'x', value: 5 });
    expect(await (await patch({ note: null })).json()).toMatchObject({ note: null, value: 5 });
  });

  test.each([
    [{}],
    [{ note: 5 }],
    [{ tags: 'vip' }],
    [{ tags: [''] }],
    [{ tags: Array(21).fill('a') }],
    [{ value: '5' }],
    [{ target: 'yes' }],
    [{ outcome: 'missed' }],
    [{ note: 'x', id: 'other' }],
  ])('refuses %j', async (body) => {
    await expectProblem(await patch(body), 'invalid-body');
    expect(http.annotated).toEqual([]);
  });

  test('an operator may not set the value, but everything else', async () => {
    await expectProblem(await patch({ note: 'x', value: 5 }, OPERATOR), 'role-forbidden');
    expect(http.calls.find('office-1')?.annotations.note).toBeNull();
    expect((await patch({ note: 'x', target: false, tags: ['a'] }, OPERATOR)).status).toBe(200);
  });

  test('that is not there', async () => {
    await expectProblem(await patch({ note: 'x' }, ADMIN, 'nobody'), 'unknown-call');
  });
});

describe('GET /v1/calls.csv', () => {
  const lines = async (query = '') => (await (await get(`/v1/calls.csv${query}`)).text()).split('\r\n');

  test('holds every call, however many pages that takes', async () => {
    http.calls.records = Array.from({ length: 450 }, (_, n) => record(n));
    const all = await lines('?outcome=answered');
    expect(all).toHaveLength(452);
    expect(all[0]).toMatch(/^\uFEFF?id,pbx,started_at,/);
    expect(all[450]).toMatch(/^office-449,/);
    expect(all[451]).toBe('');
    expect(http.calls.queries.map(({ cursor, outcome }) => [cursor, outcome])).toEqual([
      [undefined, 'answered'],
      ['200', 'answered'],
      ['400', 'answered'],
    ]);
  });

  test('is a download in UTF-8 that Excel recognises', async () => {
    const response = await get('/v1/calls.csv');
    expect(response.headers.get('content-type')).toContain('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="calls.csv"');
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('quotes what must be quoted and defuses formulas, but leaves numbers be', async () => {
    http.calls.records = [
      record(0, {
        call: aCall({ id: 'office-0', callerName: '=HYPERLINK("http://evil","x")' }),
        annotations: { tags: ['a', 'b'], note: 'line 1\nline 2', value: -5, target: null },
        attribution: anAttribution({
          touchpoint: aTouchpoint({
            campaign: '@SUM(A1)',
            term: '-2+3',
            content: '\tx',
            source: '+cmd|calc',
          }),
        }),
      }),
    ];
    const line = (await lines()).slice(1).join('\n');
    expect(line).toContain(`,"'=HYPERLINK(""http://evil"",""x"")",`);
    expect(line).toContain(",'+cmd|calc,cpc,'@SUM(A1),'-2+3,'\tx,");
    expect(line).toContain(',"a, b","line 1\nline 2",-5,');
    expect(line).toContain(',+74951230001,+79161234567,');
  });

  test('refuses paging of its own', async () => {
    await expectProblem(await get('/v1/calls.csv?limit=5'), 'invalid-query');
  });

  test('a fault in the middle cuts the download instead of ending it', async () => {
    http.calls.records = Array.from({ length: 450 }, (_, n) => record(n));
    const { list } = http.calls;
    http.calls.list = (query) => {
      if (query.cursor === '200') throw new Error('disk on fire');
      return list.call(http.calls, query);
    };
    const response = await get('/v1/calls.csv');
    await expect(response.text()).rejects.toThrow();
    expect(http.logged).toEqual(['HTTP_REQUEST_FAILED']);
  });

  test('a download given up is no fault', async () => {
    http.calls.records = Array.from({ length: 20_000 }, (_, n) => record(n));
    const abort = new AbortController();
    const response = await http.fetch('/v1/calls.csv', { headers: ADMIN, signal: abort.signal });
    await response.body?.getReader().read();
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(http.logged).toEqual([]);
    expect(http.calls.queries.length).toBeLessThan(100);
  });
});

test('GET /v1/pools', async () => {
  expect(await (await get('/v1/pools')).json()).toEqual({ pools: [POOL] });
});

test('GET /v1/pools says how many numbers a pool needs, once that is measured', async () => {
  const sizing = {
    measuredFrom: Date.UTC(2026, 0, 1),
    measuredTo: Date.UTC(2026, 0, 15, 12),
    busyHourArrivals: 50,
    meanHold: 360_400,
    offeredErlangs: 5.00555,
    blocking: 0.018_44,
    numbersNeeded: 11,
    advice: 'Pool moscow: add one.',
  };
  await http.stop();
  http = await new HttpFixture({ pools: () => [{ ...POOL, sizing }] }).start();
  const { pools } = (await (await get('/v1/pools')).json()) as { pools: { sizing: unknown }[] };
  expect(pools[0]?.sizing).toEqual({
    measured_from: '2026-01-01T00:00:00.000Z',
    measured_to: '2026-01-15T12:00:00.000Z',
    busy_hour_arrivals: 50,
    mean_hold_s: 360,
    offered_erlangs: 5.006,
    blocking: 0.018,
    numbers_needed: 11,
    advice: 'Pool moscow: add one.',
  });
});

test.each([
  ['POST', '/v1/calls', 'GET, HEAD'],
  ['DELETE', '/v1/calls/office-1', 'GET, HEAD, PATCH'],
  ['POST', '/v1/calls.csv', 'GET, HEAD'],
  ['PUT', '/v1/pools', 'GET, HEAD'],
  ['GET', '/v1/login', 'POST'],
  ['GET', '/v1/logout', 'POST'],
  ['POST', '/v1/me', 'GET, HEAD'],
])('%s %s is not supported', async (method, path, allow) => {
  const response = await http.fetch(path, { method, headers: ADMIN });
  expect(response.headers.get('allow')).toBe(allow);
  await expectProblem(response, 'method-not-allowed');
});
