// Whatever is recorded, annotated, answered anew and forgotten, reports say what a naive count over the calls themselves says.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SqliteCallReports } from '../../../src/adapters/storage/sqlite-call-reports.ts';
import type { Attribution } from '../../../src/core/attribution.ts';
import { ATTRIBUTION_MODELS, type AttributionModel } from '../../../src/core/attribution-model.ts';
import { type CreditKeys, creditsOf } from '../../../src/core/call-credit.ts';
import { factsOf } from '../../../src/core/call-facts.ts';
import type { CallRecord } from '../../../src/core/call-record.ts';
import { REPORT_DIMENSIONS, type ReportDimension } from '../../../src/core/report-dimension.ts';
import type { Session } from '../../../src/core/session.ts';
import {
  aCall,
  aCallRecord,
  aLease,
  anAttribution,
  aSession,
  aTouchpoint,
  e164,
} from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

const HOUR = 3_600_000;
const SPAN = 8 * HOUR;
const LOOK_BACK = 7 * 24 * HOUR;
const SOURCES = ['yandex', 'vk', '(direct)'];
const DIDS = ['+74951230001', '+74951230002'];

/** Visits on disk before the calls: some of one visitor, some before the look-back. */
const VISITS: Session[] = Array.from({ length: 9 }, (_, n) =>
  aSession({
    id: `session-${n}`,
    visitor: `visitor-${n % 4}`,
    site: n % 4 === 3 ? 'dacha' : 'shop',
    startedAt: NOON - n * 20 * HOUR,
    touchpoint: aTouchpoint({ source: SOURCES[n % 3] ?? '', campaign: n % 2 === 0 ? 'brand' : null }),
    page: { url: `https://shop.example.ru/page-${n % 2}?visit=${n}`, title: null },
    place: { country: 'RU', region: n % 3 === 0 ? null : 'RU-MOW', city: null },
  }),
);
/** The last one is not on disk any more. */
const FORGOTTEN = VISITS.length - 1;

const attribution: fc.Arbitrary<Attribution> = fc
  .record({
    winner: fc.option(fc.nat(VISITS.length - 1)),
    others: fc.uniqueArray(fc.nat(VISITS.length - 1), { maxLength: 3 }),
    probability: fc.integer({ min: 1, max: 300 }),
    first: fc.option(fc.constantFrom(...SOURCES)),
  })
  .map(({ winner, others, probability, first }) => {
    const candidates = others.map((n, place) => ({
      site: VISITS[n]?.site ?? '',
      lease: null,
      session: `session-${n}`,
      visitor: '',
      probability: (probability * (place + 1)) / 1_000,
      source: 'known',
      campaign: null,
    }));
    const visit = winner === null ? undefined : VISITS[winner];
    const named = {
      site: visit?.site ?? null,
      session: visit?.id ?? null,
      visitor: visit?.visitor ?? null,
      touchpoint: visit?.touchpoint ?? null,
      page: visit?.page ?? null,
      region: visit?.place.region ?? null,
    };
    const firstTouch = first === null ? null : aTouchpoint({ source: first });
    return anAttribution({ ...named, lease: 'token-1', candidates, firstTouch, lastNonDirectTouch: null });
  });

const record: fc.Arbitrary<CallRecord> = fc
  .record({
    id: fc.nat(11),
    offset: fc.nat(SPAN - 1),
    attribution,
    answered: fc.boolean(),
    ended: fc.boolean(),
    caller: fc.option(fc.nat(3)),
    did: fc.constantFrom(...DIDS),
    value: fc.option(fc.integer({ min: -50, max: 5_000 })),
    target: fc.option(fc.boolean()),
    agents: fc.array(fc.constantFrom('PJSIP/101', 'PJSIP/102'), { maxLength: 2 }),
  })
  .map(({ id, offset, attribution, answered, ended, caller, did, value, target, agents }) => {
    // The same call always begins at the same time, but for a correction.
    const startedAt = NOON + (((offset >> 4) * 16 + id) % SPAN);
    return aCallRecord({
      call: aCall({
        id: `office-${id}`,
        did: e164(did),
        caller: caller === null ? null : e164(`+7916000000${caller}`),
        startedAt,
        answeredAt: answered ? startedAt + 3_000 : null,
        endedAt: ended ? startedAt + 60_000 : null,
        outcome: ended ? (answered ? 'answered' : 'missed') : null,
        agents,
      }),
      attribution,
      annotations: { tags: [], note: null, value, target },
    });
  });

const step = fc.oneof(
  { weight: 6, arbitrary: record.map((saved) => ({ kind: 'save', saved }) as const) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('annotate'),
      id: fc.nat(11),
      value: fc.nat(100),
      target: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('forget'), before: fc.integer({ min: 0, max: SPAN / 2 }) }),
  },
);

const period = fc
  .tuple(fc.nat(SPAN), fc.nat(SPAN))
  .map(([one, two]) => ({ from: NOON + Math.min(one, two), to: NOON + Math.max(one, two) + 1 }));

const query = fc.record({
  by: fc.uniqueArray(fc.constantFrom(...REPORT_DIMENSIONS), { minLength: 1, maxLength: 2 }),
  model: fc.constantFrom(...ATTRIBUTION_MODELS),
  site: fc.option(fc.constantFrom('shop', 'dacha')),
  sites: fc.option(fc.constantFrom(['shop'], ['shop', 'dacha'])),
  period,
});

interface NaiveRow {
  calls: number;
  missed: number;
  target: number;
  value: number;
  shares: Map<string, number>;
}

it('agree with a naive count, for every model and dimension', { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(query, { minLength: 4, maxLength: 8 }),
      async (steps, queries) => {
        const bed = new StorageBed();
        try {
          bed.pools.set('+74951230002', 'petersburg');
          await bed.journal.granted(aLease(), aSession());
          for (const visit of VISITS.slice(0, FORGOTTEN)) await bed.journal.visited(visit);
          for (const each of steps) {
            if (each.kind === 'save') await bed.calls.save(each.saved);
            else if (each.kind === 'annotate')
              bed.calls.annotate(`office-${each.id}`, { value: each.value, target: each.target });
            else bed.calls.forget(NOON + each.before);
          }
          const { records } = bed.calls.list({ limit: 1_000 });
          const reports = new SqliteCallReports(bed.database);
          for (const { by, model, site, sites, period } of queries) {
            const scope = { ...period, site, sites, zone: 'UTC' };
            const report = reports.answer('calls', { ...scope, by, model, compared: null, limit: 1_000 });
            const seen = new Map(report.rows.map(({ keys, figures }) => [JSON.stringify(keys), figures]));
            const expected = naive(
              records.filter(({ call }) => call.startedAt >= period.from && call.startedAt < period.to),
              by,
              model,
              site,
              sites,
            );
            expect([...seen.keys()].sort()).toEqual([...expected.keys()].sort());
            for (const [keys, row] of expected) {
              const figures = seen.get(keys);
              expect(figures?.calls).toBeCloseTo(row.calls, 6);
              expect(figures?.missed).toBeCloseTo(row.missed, 6);
              expect(figures?.target).toBeCloseTo(row.target, 6);
              expect(figures?.value).toBeCloseTo(row.value, 4);
              expect(figures?.unique).toBeCloseTo(uniqueOf(row), 6);
            }
          }
        } finally {
          bed.remove();
        }
      },
    ),
    { numRuns: 25 },
  );
});

function naive(
  records: readonly CallRecord[],
  by: readonly ReportDimension[],
  model: AttributionModel,
  site: string | null,
  sites: readonly string[] | null,
): Map<string, NaiveRow> {
  const rows = new Map<string, NaiveRow>();
  for (const record of records) {
    const facts = factsOf(record);
    for (const { keys, weight } of creditsOf(model, evidenceOf(record))) {
      if (site !== null && keys.site !== site) continue;
      if (sites !== null && !sites.includes(keys.site ?? '')) continue;
      const name = JSON.stringify(by.map((dimension) => keyOf(dimension, keys, record)));
      const row = rows.get(name) ?? { calls: 0, missed: 0, target: 0, value: 0, shares: new Map() };
      rows.set(name, row);
      row.calls += weight;
      row.missed += facts.missed ? weight : 0;
      row.target += facts.target ? weight : 0;
      row.value += weight * facts.value;
      const caller = facts.caller ?? `withheld ${record.call.id}`;
      row.shares.set(caller, (row.shares.get(caller) ?? 0) + weight);
    }
  }
  return rows;
}

function keyOf(
  dimension: ReportDimension,
  keys: CreditKeys,
  { call, attribution }: CallRecord,
): string | null {
  switch (dimension) {
    case 'did':
      return call.did;
    case 'agent':
      return call.answeredAt === null ? null : (call.agents[0] ?? null);
    case 'pool':
      return attribution.lease === null ? null : 'moscow';
    default:
      return keys[dimension];
  }
}

function evidenceOf({ attribution, call }: CallRecord) {
  const known = VISITS.slice(0, FORGOTTEN);
  const visits = known.filter(
    ({ visitor, site, startedAt }) =>
      visitor === attribution.visitor &&
      site === attribution.site &&
      startedAt <= call.startedAt &&
      startedAt >= call.startedAt - LOOK_BACK,
  );
  return { attribution, visits, candidates: new Map(known.map((visit) => [visit.id, visit])) };
}

function uniqueOf({ shares }: NaiveRow): number {
  return [...shares.values()].reduce((sum, share) => sum + Math.min(1, share), 0);
}
