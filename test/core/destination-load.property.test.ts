// Caps are never exceeded and shares come out as asked, whatever comes and goes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DestinationLoad } from '../../src/core/destination-load.ts';
import { localTime } from '../../src/core/local-time.ts';
import { decideRoute } from '../../src/core/routing-decision.ts';
import type { Destination } from '../../src/core/routing-plan.ts';
import { aDestination, aRoutingPlan, aRule, someFacts } from '../support/a-routing-plan.ts';
import { NOON } from '../support/fake-clock.ts';

const ZONE = 'Europe/Berlin';
/** A week from four days before the clocks go back. */
const START = Date.UTC(2026, 9, 21, 12);

const aCap = fc.option(fc.record({ calls: fc.integer({ min: 1, max: 6 }), per: fc.constantFrom('hour', 'day') }));
const someDestinations = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 1, max: 5 }),
      priority: fc.integer({ min: 1, max: 2 }),
      cap: aCap,
      atOnce: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.map((each, index) => aDestination(`d${index}`, each as Partial<Destination>)));
const someCalls = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 3 * 3_600_000 }),
    lasts: fc.integer({ min: 1, max: 4 * 3_600_000 }),
    wish: fc.option(fc.constantFrom('d0', 'd1', 'd4')),
  }),
  { maxLength: 120 },
);

describe('destinations', () => {
  test('never get more than their caps, nor more at once than they may', () => {
    fc.assert(
      fc.property(someDestinations, someCalls, (destinations, calls) => {
        const going: { name: string; until: number }[] = [];
        let now = START;
        const atOnce = (name: string) => going.filter((call) => call.name === name && call.until > now).length;
        const load = new DestinationLoad(ZONE, atOnce);
        const names = destinations.map(({ name }) => name);
        const plan = aRoutingPlan(destinations, [aRule(names)], { timeZone: ZONE });
        const given = new Map<string, number>();
        for (const { after, lasts, wish } of calls) {
          now += after;
          const { destination, sharing } = decideRoute(plan, someFacts(), load, now, wish);
          if (!destination) continue;
          load.given(destination.name, sharing, now);
          going.push({ name: destination.name, until: now + lasts });
          const { date, minute } = localTime(now, ZONE);
          const period = destination.cap?.per === 'hour' ? `${date} ${Math.floor(minute / 60)}` : date;
          const key = `${destination.name} ${period}`;
          given.set(key, (given.get(key) ?? 0) + 1);
          expect(given.get(key)).toBeLessThanOrEqual(destination.cap?.calls ?? Number.POSITIVE_INFINITY);
          expect(atOnce(destination.name)).toBeLessThanOrEqual(destination.atOnce ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('get their share: after every whole round exactly, and never more than a round off', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 8 }), (all, rounds) => {
        const destinations = all.map((weight, index) => aDestination(`d${index}`, { weight }));
        const load = new DestinationLoad('UTC', () => 0);
        const total = all.reduce((sum, weight) => sum + weight, 0);
        const got = new Map<string, number>();
        for (let call = 1; call <= total * rounds; call++) {
          const { name } = load.next(destinations);
          load.given(name, destinations, NOON);
          got.set(name, (got.get(name) ?? 0) + 1);
          for (const { name: each, weight } of destinations) {
            expect(Math.abs((got.get(each) ?? 0) - (call * weight) / total)).toBeLessThan(all.length);
          }
        }
        expect(destinations.map(({ name }) => got.get(name))).toEqual(all.map((weight) => weight * rounds));
      }),
      { numRuns: 100 },
    );
  });

  test('count again from the next hour and the next day', () => {
    const hourly = aDestination('h', { cap: { calls: 1, per: 'hour' } });
    const daily = aDestination('d', { cap: { calls: 1, per: 'day' } });
    const load = new DestinationLoad('Europe/Moscow', () => 0);
    const at = Date.parse('2026-01-15T20:30:00Z');
    for (const name of ['h', 'd']) load.given(name, [], at);
    expect([load.isFull(hourly, at), load.isFull(daily, at)]).toEqual([true, true]);
    const midnight = Date.parse('2026-01-15T21:00:00Z');
    expect([load.isFull(hourly, midnight - 1), load.isFull(daily, midnight - 1)]).toEqual([true, true]);
    expect([load.isFull(hourly, midnight), load.isFull(daily, midnight)]).toEqual([false, false]);
  });
});
