// The operators' API of calls and pools.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallList } from '../../../src/adapters/http/routes/call-routes.ts';
import type { Call } from '../../../src/core/call.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import { toWireCall, type WireCallDetail } from '../../../src/wire/call.ts';
import { aCall, aCallRecord, anAttribution, aTouchpoint, noAttribution } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
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

test.each([
  '/v1/calls',
  '/v1/calls/office-1',
  '/v1/calls.csv',
  '/v1/pools',
  '/v1/reports/accuracy',
  '/v1/me',
])('%s is for operators only', async (path) => {
  await expectProblem(await get(path, {}), 'unauthenticated');
});

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

  test('is what it is now, though the disk has not heard of it yet', async () => {
    const stored = http.calls.find('office-1') as CallRecord;
    const ended = { ...stored, call: { ...stored.call, state: 'ended', outcome: 'missed' } as const };
    const begun = { ...stored, call: { ...stored.call, id: 'office-9' } };
    http.current.set('office-1', ended).set('office-9', begun);
    const now = { state: 'ended', outcome: 'missed' };
    expect(await (await get('/v1/calls/office-1')).json()).toMatchObject(now);
    const { calls } = (await (await get('/v1/calls')).json()) as CallList;
    expect(calls).toContainEqual(expect.objectContaining(now));
    expect(await (await patch({ note: 'x' })).json()).toMatchObject(now);
    expect((await get('/v1/calls/office-9')).status).toBe(200);
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

  test('shows every answer it was given', async () => {
    const versions = [
      { version: 1, at: NOON, attribution: noAttribution() },
      { version: 2, at: NOON + 60_000, attribution: anAttribution({ method: 'visit-code' }) },
    ];
    http.calls.versions = () => versions;
    const call = (await (await get('/v1/calls/office-1')).json()) as WireCallDetail;
    expect(call.attributions).toMatchObject([
      { version: 1, at: '2026-01-15T12:00:00.000Z', method: 'none', first_touch: null },
      { version: 2, at: '2026-01-15T12:01:00.000Z', method: 'visit-code', first_touch: { source: 'vk' } },
    ]);
  });

  describe('given a visit code', () => {
    const applied: [string, string][] = [];
    beforeEach(() => {
      applied.length = 0;
      http.applyCode = (call, code) => {
        applied.push([call, code]);
        return { kind: 'found', record: record(1, { attribution: anAttribution({ method: 'visit-code' }) }) };
      };
    });

    test.each(['12345', '12 345', '12-345', ' 1 2 3 4 5 '])('as %j', async (visit_code) => {
      const response = await patch({ visit_code }, OPERATOR);
      expect(await response.json()).toMatchObject({ id: 'office-1', attribution: { method: 'visit-code' } });
      expect(applied).toEqual([['office-1', '12345']]);
      expect(http.annotated).toEqual([]);
    });

    test('and a note changes both', async () => {
      expect((await patch({ visit_code: '12345', note: 'vip' })).status).toBe(200);
      expect(applied).toHaveLength(1);
      expect(http.calls.find('office-1')?.annotations.note).toBe('vip');
      expect(http.annotated).toHaveLength(1);
    });

    test('that no visit had is refused whole, and says what to do', async () => {
      http.applyCode = () => ({ kind: 'no-such-visit', sites: ['shop', 'blog'], lookBack: 7 * 86_400_000 });
      const problem = await expectProblem(
        await patch({ visit_code: '99999', note: 'vip' }),
        'unknown-visit-code',
      );
      expect(problem.detail).toBe(
        'no visit of shop, blog within 7 days before the call had code 99999: ask the caller to read it from the page again',
      );
      expect(http.calls.find('office-1')?.annotations.note).toBeNull();
    });

    test('of a call nobody knows', async () => {
      http.applyCode = () => ({ kind: 'no-such-call' });
      await expectProblem(await patch({ visit_code: '12345' }), 'unknown-call');
    });

    test.each(['', '12a45', 'abc', '1'.repeat(13)])('%j is no code', async (visit_code) => {
      const { errors } = await expectProblem(await patch({ visit_code }), 'invalid-body');
      expect(errors?.[0]).toEqual({
        path: 'visit_code',
        message: 'must be the digits the caller reads out, such as 12345',
      });
      expect(applied).toEqual([]);
    });
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

  test('tells by which way the call came, and where it went', async () => {
    http.calls.records = [
      record(0, {
        call: aCall({ redirectedFrom: '+74951112233' as Call['redirectedFrom'], recording: 'out/1.wav' }),
        route: { target: 'queue-sales,s,1', destination: 'sales', by: 'rule', reasons: [], at: NOON },
      }),
    ];
    const [head, line] = await lines();
    expect(head).toMatch(/,redirected_from,recording,destination$/);
    expect(line).toMatch(/,\+74951112233,out\/1\.wav,sales$/);
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

describe('GET /v1/reports/accuracy', () => {
  test('says how often answers were right, and how far their confidence can be believed', async () => {
    http.calls.labels = [
      { truth: 'a', answer: 'a', confidence: 0.95 },
      { truth: 'a', answer: 'a', confidence: 0.92 },
      { truth: 'a', answer: 'b', confidence: 0.6 },
      { truth: 'a', answer: null, confidence: 0 },
    ];
    const response = await get('/v1/reports/accuracy?from=2026-01-15&to=2026-01-16');
    expect(await response.json()).toEqual({
      labelled: 4,
      right: 2,
      wrong: 1,
      unattributed: 1,
      bands: [
        {
          confidence_from: 0.9,
          confidence_to: 1,
          right: 2,
          wrong: 0,
          right_share: 1,
          mean_confidence: 0.935,
        },
        {
          confidence_from: 0.7,
          confidence_to: 0.9,
          right: 0,
          wrong: 0,
          right_share: null,
          mean_confidence: null,
        },
        {
          confidence_from: 0.5,
          confidence_to: 0.7,
          right: 0,
          wrong: 1,
          right_share: 0,
          mean_confidence: 0.6,
        },
        {
          confidence_from: 0,
          confidence_to: 0.5,
          right: 0,
          wrong: 0,
          right_share: null,
          mean_confidence: null,
        },
      ],
    });
    expect(http.calls.asked).toEqual([[Date.UTC(2026, 0, 15), Date.UTC(2026, 0, 16), null]]);
  });

  test('covers everything when no time is named', async () => {
    expect((await get('/v1/reports/accuracy')).status).toBe(200);
    expect(http.calls.asked).toEqual([[0, Number.MAX_SAFE_INTEGER, null]]);
  });

  test('is for admins and marketers', async () => {
    expect((await get('/v1/reports/accuracy', { Authorization: 'Bearer robot-token' })).status).toBe(200);
    await expectProblem(await get('/v1/reports/accuracy', OPERATOR), 'role-forbidden');
  });

  test.each(['from=yesterday', 'source=yandex'])('refuses %s', async (query) => {
    await expectProblem(await get(`/v1/reports/accuracy?${query}`), 'invalid-query');
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
  ['POST', '/v1/reports/accuracy', 'GET, HEAD'],
  ['GET', '/v1/login', 'POST'],
  ['GET', '/v1/logout', 'POST'],
  ['POST', '/v1/me', 'GET, HEAD'],
])('%s %s is not supported', async (method, path, allow) => {
  const response = await http.fetch(path, { method, headers: ADMIN });
  expect(response.headers.get('allow')).toBe(allow);
  await expectProblem(response, 'method-not-allowed');
});
