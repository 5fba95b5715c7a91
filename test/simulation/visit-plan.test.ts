// What visits do and when they phone, held against the scenario they are drawn from.
import { describe, expect, it } from 'vitest';
import { Person } from '../../src/simulation/person.ts';
import { PRINTED } from '../../src/simulation/policy.ts';
import { Random } from '../../src/simulation/random.ts';
import type { CallDelay, Scenario } from '../../src/simulation/scenario.ts';
import { planVisit, type VisitPlan } from '../../src/simulation/visit-plan.ts';
import { HOUR, SCENARIO } from '../support/scenario.ts';

const VISITS = 20_000;

function plans(scenario: Scenario, returning = false): VisitPlan[] {
  const random = new Random(1);
  return Array.from({ length: VISITS }, (_, id) => {
    const person = new Person(id, 0, { id, region: 0, did: PRINTED });
    return planVisit(scenario, random, HOUR, person, returning);
  });
}

function share<Item>(items: readonly Item[], has: (item: Item) => boolean): number {
  return items.filter(has).length / items.length;
}

const ALL_CALL: Scenario = {
  ...SCENARIO,
  bots: { ...SCENARIO.bots, share: 0 },
  calls: { ...SCENARIO.calls, probability: { bounced: 1, visible: 1, engaged: 1 } },
};

describe('a visit', () => {
  const visits = plans(SCENARIO);

  it('is a bot, a bounce or a reader by the shares of the scenario', () => {
    expect(share(visits, ({ kind }) => kind === 'bot')).toBeCloseTo(0.2, 1);
    expect(share(visits, ({ kind }) => kind === 'bounce')).toBeCloseTo(0.8 * 0.4, 1);
    const readers = visits.filter(({ kind }) => kind === 'reader');
    expect(share(readers, ({ returnsAt }) => returnsAt !== null)).toBeCloseTo(0.2, 1);
    expect(visits.some(({ kind, calls }) => kind === 'bot' && calls.length > 0)).toBe(false);
  });

  it('of somebody who returns is a reader', () => {
    expect(plans(SCENARIO, true).every(({ kind }) => kind === 'reader')).toBe(true);
  });

  it('begins with a view and tells its signs in order of time', () => {
    for (const { signs } of visits) {
      expect(signs[0]).toEqual({ at: HOUR, sign: 'view', tab: 0 });
      for (let n = 1; n < signs.length; n++)
        expect(signs[n]?.at).toBeGreaterThanOrEqual(signs[n - 1]?.at ?? 0);
    }
  });

  it('says it is engaged by the next heartbeat at the latest, and never after', () => {
    for (const { signs, lastEngagedAt } of visits) {
      const engaged = signs.filter(({ sign }) => sign === 'engaged' || sign === 'view').at(-1)?.at ?? 0;
      expect(engaged).toBeLessThanOrEqual(lastEngagedAt + SCENARIO.heartbeat);
    }
  });
});

describe('tabs', () => {
  const visits = plans({ ...SCENARIO, bots: { ...SCENARIO.bots, share: 0 } });

  it('are opened beside one another, and each begins with a view', () => {
    const several = visits.filter(({ tabs }) => tabs > 1);
    expect(several.length).toBeGreaterThan(VISITS / 20);
    for (const { signs, tabs } of several) {
      const first = Array.from({ length: tabs }, (_, tab) => signs.find((sign) => sign.tab === tab));
      expect(first.every((sign) => sign?.sign === 'view')).toBe(true);
    }
  });

  it('are in sight one at a time, and silent when they are not', () => {
    for (const { signs } of visits) {
      let inSight: number | null = null;
      for (const { sign, tab } of signs) {
        if (sign === 'view' || (sign === 'visible' && inSight === null)) inSight = tab;
        else if (sign === 'hidden') inSight = null;
        else if (sign === 'left') inSight = inSight === tab ? null : inSight;
        else expect(tab).toBe(inSight);
      }
    }
  });

  it('there is one of without them', () => {
    const readers = { ...SCENARIO.readers, tabs: 0 };
    expect(plans({ ...SCENARIO, readers }, true).every(({ tabs }) => tabs === 1)).toBe(true);
  });
});

describe('calls', () => {
  it('come after the last engagement by the mixture of the scenario', () => {
    const delays = plans(ALL_CALL)
      .map(({ calls, lastEngagedAt }) => (calls[0]?.at ?? 0) - lastEngagedAt)
      .sort((one, two) => one - two);
    expect(delays).toHaveLength(VISITS);
    // Kolmogorov and Smirnov: beyond this one sample in a hundred of the right distribution.
    const limit = 1.63 / Math.sqrt(VISITS);
    const distances = delays.map((delay, n) => Math.abs(shareBefore(delay) - (n + 0.5) / VISITS));
    expect(Math.max(...distances)).toBeLessThan(limit);
  });

  it('from a phone with the page open begin with a tap, as often as the scenario says', () => {
    const open = SCENARIO.calls.delays
      .filter(({ pageOpen }) => pageOpen)
      .map((delay) => ({ ...delay, share: 1 }));
    const phones = { ...ALL_CALL, mobile: 1, calls: { ...ALL_CALL.calls, delays: open } };
    const visits = plans(phones);
    expect(share(visits, ({ signs }) => signs.some(({ sign }) => sign === 'intent'))).toBeCloseTo(0.7, 1);
    expect(
      plans({ ...phones, mobile: 0 })
        .flatMap(({ signs }) => signs)
        .every(({ sign }) => sign !== 'intent'),
    ).toBe(true);
    for (const { signs, calls } of visits) {
      const tap = signs.find(({ sign }) => sign === 'intent');
      if (tap) expect((calls[0]?.at ?? 0) - tap.at).toBeLessThan(4_001);
    }
  });

  it('are put off by the delay factor', () => {
    const delayed = { ...ALL_CALL, calls: { ...ALL_CALL.calls, delayFactor: 2 } };
    const delays = plans(delayed).map(({ calls, lastEngagedAt }) => (calls[0]?.at ?? 0) - lastEngagedAt);
    const late = share(delays, (delay) => delay > 2 * 60 * 60_000);
    expect(late).toBeCloseTo(1 - shareBefore(60 * 60_000), 1);
  });

  it('have the code read out before they end', () => {
    const calls = plans(ALL_CALL).flatMap((visit) => visit.calls);
    const told = calls.filter(({ codeAfter }) => codeAfter !== null);
    expect(told.length / calls.length).toBeGreaterThan(0.15);
    expect(told.length / calls.length).toBeLessThan(0.2);
    expect(told.every(({ codeAfter, length }) => (codeAfter ?? 0) < length)).toBe(true);
  });

  it('come from the tab that was in sight last', () => {
    for (const { signs, callsFrom } of plans(ALL_CALL)) {
      const shown = signs.filter(({ sign }) => sign !== 'left' && sign !== 'hidden').at(-1);
      expect(shown?.tab).toBe(callsFrom);
    }
  });

  it('come again by the share of the scenario', () => {
    const calls = plans(ALL_CALL).map((visit) => visit.calls);
    expect(share(calls, ({ length }) => length > 1)).toBeCloseTo(0.2, 1);
    for (const [first, second] of calls) {
      if (first && second) expect(second.at).toBeGreaterThan(first.at + first.length);
    }
  });
});

function shareBefore(delay: number): number {
  return SCENARIO.calls.delays.reduce((sum, part) => sum + part.share * cumulative(part, delay), 0);
}

function cumulative({ shape, median, spread }: CallDelay, delay: number): number {
  if (delay <= 0) return 0;
  switch (shape) {
    case 'exponential':
      return 1 - 2 ** (-delay / median);
    case 'lognormal':
      return normalCumulative(Math.log(delay / median) / spread);
    case 'loglogistic':
      return 1 / (1 + (delay / median) ** -spread);
  }
}

/** Abramowitz and Stegun 26.2.17: off by less than 1e-7. */
function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}
