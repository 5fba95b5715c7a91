// Whole runs: the same by seed, every call counted once, no number with two visitors, and right where nobody is in the way.
import { describe, expect, it } from 'vitest';
import { contenders } from '../../src/simulation/contenders.ts';
import { HashPolicy } from '../../src/simulation/hash-policy.ts';
import type { Answer, Contender, IncomingCall, Page, Policy } from '../../src/simulation/policy.ts';
import { run } from '../../src/simulation/run.ts';
import type { Scenario } from '../../src/simulation/scenario.ts';
import type { Sign } from '../../src/simulation/sign.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';
import { DAY, LEASELINE, lognormal, SCENARIO } from '../support/scenario.ts';
import { type Promised, WatchedPolicy } from '../support/watched-policy.ts';

const SIZE = 8;
const ALL = contenders(LEASELINE);
const EXCLUSIVE = ALL.filter(({ name }) => !name.startsWith('hash'));

function named(name: string): Contender {
  const found = ALL.find((contender) => contender.name === name);
  if (!found) throw new Error(`no policy ${name}`);
  return found;
}

describe.each(ALL)('$name', ({ build }) => {
  it('gives the same by the same seed, and something else by another', () => {
    const tally = (seed: number) => run(SCENARIO, build(SIZE), SIZE, seed);
    expect(tally(1)).toEqual(tally(1));
    expect(tally(2).outcomes).not.toEqual(tally(1).outcomes);
  });

  it('has every call counted once', () => {
    const watched = new WatchedPolicy(build(SIZE), () => null);
    const tally = run(SCENARIO, watched, SIZE, 1);
    const { right, wrong, unattributed, overflow } = tally.outcomes;
    expect(right + wrong + unattributed + overflow).toBe(tally.calls);
    // Whoever dials the overflow or printed number is no question to the policy; all others are, once.
    expect(watched.calls).toBeGreaterThanOrEqual(right + wrong + tally.strangers.calls);
    expect(watched.calls).toBeLessThanOrEqual(tally.calls - overflow + tally.strangers.calls);
    expect(watched.callsEnded).toBeLessThanOrEqual(watched.calls);
    expect(watched.calls - watched.callsEnded).toBeLessThan(10);
  });

  it('meets the same visits and calls as all others', () => {
    const { visits, calls, strangers } = run(SCENARIO, build(SIZE), SIZE, 1);
    const twin = run(SCENARIO, named('20 min, late').build(SIZE), SIZE, 1);
    expect([visits, calls, strangers.calls]).toEqual([twin.visits, twin.calls, twin.strangers.calls]);
    expect(calls).toBeGreaterThan(100);
  });
});

describe('one visitor at a time', () => {
  const lonely: Scenario = {
    ...SCENARIO,
    days: 200,
    visitsADay: 1,
    bots: { ...SCENARIO.bots, share: 0 },
    bounces: { ...SCENARIO.bounces, share: 0 },
    readers: { ...SCENARIO.readers, engaged: 1, firstTouch: lognormal(SECOND, 0.1), hides: 0 },
    calls: {
      ...SCENARIO.calls,
      probability: { bounced: 1, visible: 1, engaged: 1 },
      delays: [{ shape: 'exponential', median: 8 * SECOND, spread: 1, share: 1, pageOpen: true }],
      again: { share: 0, after: lognormal(DAY) },
    },
    returns: { share: 0, after: lognormal(DAY), otherDevice: 0 },
    strangersEvery: 1e9 * DAY,
  };

  // Twenty numbers: one cools for a week with one of the policies.
  it.each(EXCLUSIVE)('is always right: $name', ({ build }) => {
    const { calls, outcomes } = run(lonely, build(20), 20, 1);
    expect(calls).toBeGreaterThan(150);
    expect(outcomes).toEqual({ right: calls, wrong: 0, unattributed: 0, overflow: 0 });
  });
});

describe('no number is shown to two visitors at once', () => {
  /** What LEASELINE grants at least, under full pressure: half of its times, but no less than a visitor in use of the page. */
  const LINGER = 2.5 * MINUTE;
  const LEASES: Partial<Record<Sign, number>> = {
    view: 90 * SECOND,
    visible: 90 * SECOND,
    engaged: 5 * MINUTE,
    hidden: 60 * SECOND,
    left: 30 * SECOND,
    intent: 15 * MINUTE,
  };
  const leaseline = (sign: Sign): Promised | null => {
    const lease = LEASES[sign];
    return lease === undefined ? null : { lease, own: lease + LINGER };
  };
  const fixed =
    (life: number) =>
    (sign: Sign): Promised | null =>
      sign === 'settled' ? null : { lease: life, own: life };

  it.each([
    ['leaseline', leaseline],
    ['leaseline, at once', leaseline],
    ['visit + 2.5 min, late', fixed(150 * SECOND)],
    ['20 min, strict', fixed(20 * MINUTE)],
    ['30 min, late', fixed(30 * MINUTE)],
  ] as const)('by %s', (name, promise) => {
    const watched = new WatchedPolicy(named(name).build(SIZE), promise);
    run({ ...SCENARIO, visitsADay: 1_500 }, watched, SIZE, 1);
    expect(watched.breaches).toEqual([]);
  });

  it('but hashing does, and the watch sees it', () => {
    const watched = new WatchedPolicy(new HashPolicy('late', SIZE), fixed(150 * SECOND));
    run(SCENARIO, watched, SIZE, 1);
    expect(watched.breaches.length).toBeGreaterThan(100);
  });
});

/** Shows everybody the same number and notes all that happens. */
class Witness implements Policy {
  readonly pages = new Map<number, Set<Page>>();
  readonly calls: IncomingCall[] = [];
  readonly ended = new Set<number>();
  readonly codes: [call: number, visit: number][] = [];
  readonly regions = new Map<number, number | null>();
  #named: number | null = null;

  sign(page: Page, _: Sign, __: number): void {
    page.shown = 0;
    this.#named = page.visit;
    const pages = this.pages.get(page.visit);
    if (pages) pages.add(page);
    else this.pages.set(page.visit, new Set([page]));
    this.regions.set(page.visitor.id, page.visitor.region);
  }

  call(call: IncomingCall): Answer {
    this.calls.push(call);
    return { visit: this.#named, confidence: null };
  }

  told({ id }: IncomingCall, visit: number): void {
    expect(this.ended.has(id)).toBe(false);
    this.codes.push([id, visit]);
  }

  callEnded({ id }: IncomingCall): void {
    this.ended.add(id);
  }
}

describe('a run', () => {
  const witness = new Witness();
  const tally = run({ ...SCENARIO, days: 10 }, witness, 1, 1);
  const callers = witness.calls.filter(({ caller }) => caller === null || caller > 0);

  it('gives the tabs of a visit pages of their own, of one visit and visitor', () => {
    const several = [...witness.pages.values()].filter((pages) => pages.size > 1);
    expect(several.length).toBeGreaterThan(100);
    for (const pages of several) {
      expect(new Set([...pages].map(({ visitor }) => visitor)).size).toBe(1);
    }
  });

  it('withholds some caller ids, of visitors and of strangers', () => {
    const withheld = callers.filter(({ caller }) => caller === null).length / callers.length;
    expect(withheld).toBeCloseTo(0.1, 1);
    expect(withheld).toBeGreaterThan(0);
    expect(tally.calls + tally.strangers.calls).toBe(witness.calls.length);
  });

  it('knows regions of most browsers and of some callers', () => {
    const regions = [...witness.regions.values()];
    expect(regions.filter((region) => region === null).length / regions.length).toBeCloseTo(0.1, 1);
    const told = callers.filter(({ region }) => region !== null).length / callers.length;
    expect(told).toBeCloseTo(0.9 * 0.6, 1);
  });

  it('has some callers read out the code of their visit, once and before the call ends', () => {
    expect(witness.codes.length).toBeGreaterThan(20);
    expect(new Set(witness.codes.map(([call]) => call)).size).toBe(witness.codes.length);
    expect(witness.codes.every(([, visit]) => visit > 0 && visit <= tally.visits)).toBe(true);
  });

  it('counts the calls that find another going on', () => {
    expect(tally.simultaneous).toBeGreaterThan(10);
    expect(tally.simultaneous).toBeLessThan(witness.calls.length);
    const roomy = run({ ...SCENARIO, days: 10 }, named('hash, late').build(1_000), 1_000, 1);
    expect(roomy.simultaneous).toBeLessThan(tally.simultaneous / 10);
  });
});

it('who phones again dials the number of the first time, whatever the page shows by then', () => {
  const dialled = new Map<number, Set<number>>();
  const restless: Policy = {
    sign: (page, _, now) => {
      page.shown = Math.floor(now) % SIZE;
    },
    call: ({ caller, did }) => {
      if (caller !== null && caller > 0) dialled.set(caller, (dialled.get(caller) ?? new Set()).add(did));
      return { visit: null, confidence: null };
    },
    callEnded: () => {},
  };
  const { calls, returns } = SCENARIO;
  const once = { ...returns, share: 0 };
  const tally = run(
    { ...SCENARIO, days: 10, returns: once, calls: { ...calls, withheld: 0 } },
    restless,
    SIZE,
    1,
  );
  expect(dialled.size).toBeLessThan(tally.calls - 50);
  expect([...dialled.values()].every((dids) => dids.size === 1)).toBe(true);
});

it('a warm-up is played and not counted', () => {
  const seen = { calls: 0 };
  const counting: Policy = {
    sign: (page) => {
      page.shown = 0;
    },
    call: () => {
      seen.calls += 1;
      return { visit: null, confidence: null };
    },
    callEnded: () => {},
  };
  const warm = run({ ...SCENARIO, warmUp: 3, days: 2 }, counting, 1, 1);
  const played = seen.calls;
  expect(warm.calls).toBeGreaterThan(100);
  expect(warm.calls).toBeLessThan(played / 2);
  // The days after a warm-up are the last ones of a longer run.
  const whole = run({ ...SCENARIO, days: 5 }, counting, 1, 1);
  const before = run({ ...SCENARIO, days: 3 }, counting, 1, 1);
  expect(warm.calls).toBe(whole.calls - before.calls);
  expect(warm.visits).toBe(whole.visits - before.visits);
});

it('a return on another device is a browser never seen', () => {
  const browsersOf = (otherDevice: number) => {
    const visitors = new Set<number>();
    const noting: Policy = {
      sign: ({ visitor }) => void visitors.add(visitor.id),
      call: () => ({ visit: null, confidence: null }),
      callEnded: () => {},
    };
    const { visits } = run({ ...SCENARIO, returns: { ...SCENARIO.returns, otherDevice } }, noting, 1, 1);
    return visits - visitors.size;
  };
  expect(browsersOf(0)).toBeGreaterThan(50);
  expect(browsersOf(1)).toBe(0);
});

describe('arrivals', () => {
  it('follow the hours of the day', () => {
    const profile = SCENARIO.hourlyProfile.map((_, hour) => (hour === 9 ? 3 : hour === 15 ? 1 : 0));
    const hours = new Array(24).fill(0);
    const counting = {
      sign: (_page: unknown, sign: Sign, now: number) => {
        if (sign === 'view') hours[Math.floor(now / (60 * MINUTE)) % 24] += 1;
      },
      call: () => ({ visit: null, confidence: null }),
      callEnded: () => {},
    };
    const short = { ...SCENARIO.bounces, stay: lognormal(SECOND), hides: 0, share: 1 };
    const scenario = {
      ...SCENARIO,
      days: 20,
      hourlyProfile: profile,
      bots: { ...short, share: 0 },
      bounces: short,
    };
    const { visits } = run(scenario, counting, 1, 1);
    expect(visits).toBe(hours[9] + hours[15]);
    expect(visits / (20 * 500)).toBeCloseTo(1, 1);
    expect(hours[9] / visits).toBeCloseTo(0.75, 1);
  });
});
