// Somebody who visits and phones, over all their browsers and numbers. No policy sees it.
import type { Visitor } from './policy.ts';
import type { Random } from './random.ts';
import { drawHome, drawTold } from './region-draw.ts';
import type { Scenario } from './scenario.ts';

/** What the called side learns of a caller. */
export interface CallerId {
  /** The caller's number, as an id. */
  readonly caller: number | null;
  /** The region it tells. */
  readonly region: number | null;
}

const WITHHELD: CallerId = { caller: null, region: null };

export class Person {
  readonly id: number;
  /** A region. */
  readonly home: number;
  /** The browser they use now. */
  browser: Visitor;
  /** Their usual number, then their second one; drawn at their first call. */
  #callerIds: readonly [CallerId, CallerId] | null = null;

  constructor(id: number, home: number, browser: Visitor) {
    this.id = id;
    this.home = home;
    this.browser = browser;
  }

  /** Who the called side sees: most often the usual number. */
  drawCallerId(scenario: Scenario, random: Random): CallerId {
    this.#callerIds ??= [
      drawCallerId(scenario, random, this.home, 2 * this.id),
      drawCallerId(scenario, random, this.home, 2 * this.id + 1),
    ];
    return this.#callerIds[random.chance(scenario.calls.secondNumber) ? 1 : 0];
  }
}

/** @param number as an id: nobody else's */
function drawCallerId({ calls, regions }: Scenario, random: Random, home: number, number: number): CallerId {
  if (random.chance(calls.withheld)) return WITHHELD;
  return { caller: number, region: drawTold(regions, regions.numbers, home, random) };
}

/** Of a person who never visited. */
export function drawStrangersId(scenario: Scenario, random: Random, number: number): CallerId {
  return drawCallerId(scenario, random, drawHome(scenario.regions, random), number);
}
