// Numbers and regions of people.
import { describe, expect, it } from 'vitest';
import { drawStrangersId, Person } from '../../src/simulation/person.ts';
import { PRINTED } from '../../src/simulation/policy.ts';
import { Random } from '../../src/simulation/random.ts';
import { drawHome, drawTold } from '../../src/simulation/region-draw.ts';
import type { Scenario } from '../../src/simulation/scenario.ts';
import { SCENARIO } from '../support/scenario.ts';

const PEOPLE = 20_000;

function callersOf(calls: Partial<Scenario['calls']>) {
  const scenario = { ...SCENARIO, calls: { ...SCENARIO.calls, ...calls } };
  const random = new Random(1);
  return Array.from({ length: PEOPLE }, (_, id) => {
    const person = new Person(id, 0, { id, region: null, did: PRINTED });
    return [person.drawCallerId(scenario, random), person.drawCallerId(scenario, random)] as const;
  });
}

function share<Item>(items: readonly Item[], has: (item: Item) => boolean): number {
  return items.filter(has).length / items.length;
}

describe('a caller', () => {
  it('withholds the number by the share of the scenario, and with it the region', () => {
    const callers = callersOf({ withheld: 0.3 }).map(([first]) => first);
    expect(share(callers, ({ caller }) => caller === null)).toBeCloseTo(0.3, 1);
    expect(callers.every(({ caller, region }) => caller !== null || region === null)).toBe(true);
  });

  it('has one number and one region, unless it is the second number', () => {
    const same = callersOf({ withheld: 0, secondNumber: 0 });
    expect(same.every(([first, second]) => first === second)).toBe(true);
    expect(new Set(same.map(([{ caller }]) => caller)).size).toBe(PEOPLE);
    const both = callersOf({ withheld: 0, secondNumber: 0.25 });
    expect(share(both, ([first, second]) => first.caller !== second.caller)).toBeCloseTo(2 * 0.25 * 0.75, 1);
    const numbers = both.flatMap(([first, second]) => [...new Set([first.caller, second.caller])]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('tells the region as often, and as often the right one, as the scenario says', () => {
    const callers = callersOf({ withheld: 0 }).map(([first]) => first);
    const telling = callers.filter(({ region }) => region !== null);
    expect(telling.length / PEOPLE).toBeCloseTo(0.6, 1);
    expect(share(telling, ({ region }) => region === 0)).toBeCloseTo(0.9, 1);
  });

  it('who never visited may withhold the number, too', () => {
    const random = new Random(1);
    const scenario = { ...SCENARIO, calls: { ...SCENARIO.calls, withheld: 0.3 } };
    const callers = Array.from({ length: PEOPLE }, (_, n) => drawStrangersId(scenario, random, -n - 1));
    expect(share(callers, ({ caller }) => caller === null)).toBeCloseTo(0.3, 1);
    expect(callers.every(({ caller }) => caller === null || caller < 0)).toBe(true);
  });
});

describe('regions', () => {
  it('are drawn by their shares, wrong ones like homes elsewhere', () => {
    const regions = { ...SCENARIO.regions, shares: [0.5, 0.3, 0.2] };
    const random = new Random(1);
    const homes = Array.from({ length: PEOPLE }, () => drawHome(regions, random));
    expect(share(homes, (home) => home === 1)).toBeCloseTo(0.3, 1);
    const wrong = Array.from({ length: PEOPLE }, () => drawTold(regions, { known: 1, right: 0 }, 0, random));
    expect(share(wrong, (region) => region === 1)).toBeCloseTo(0.6, 1);
    expect(wrong).not.toContain(0);
  });

  it('tell the only one there is', () => {
    const told = drawTold({ ...SCENARIO.regions, shares: [1] }, { known: 1, right: 0 }, 0, new Random(1));
    expect(told).toBe(0);
  });
});
