// Tens of thousands of random steps on the real pool and on its naive twin: the same answers, the same states.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { E164 } from '../../src/core/e164.ts';
import { ENGAGEMENTS, type Engagement } from '../../src/core/engagement.ts';
import { INTERESTS } from '../../src/core/interest.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import { leaseToken } from '../../src/core/lease-token.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { LateCalls } from '../../src/core/slot-index.ts';
import { MINUTE, POLICY, SECOND } from '../support/lease-policy.ts';
import { type NaiveDid, NaivePool } from '../support/naive-pool.ts';

const OPERATIONS = 10_000;
const VISITORS = 30;
const KINDS = ['acquire', 'renew', 'release', 'revoke', 'call', 'hang-up', 'reconfigure', 'wait'] as const;

interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly visit: number;
  readonly did: number;
  readonly engagement: Engagement;
  readonly wait: number;
  /** What the owner sets for each DID. */
  readonly settings: readonly ('lent' | 'disabled' | 'removed')[];
  readonly policy: number;
}

const weighted = (weight: number, ...kinds: Step['kind'][]) => ({
  weight,
  arbitrary: fc.constantFrom(...kinds),
});

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    weighted(50, 'acquire'),
    weighted(50, 'renew'),
    weighted(12, 'release', 'revoke', 'call', 'hang-up'),
    weighted(1, 'reconfigure'),
    weighted(30, 'wait'),
  ),
  who: fc.nat(VISITORS - 1),
  visit: fc.nat(1),
  did: fc.nat(99),
  engagement: fc.constantFrom(...ENGAGEMENTS),
  // Mostly short, sometimes exactly one of the policies' boundaries, sometimes long.
  wait: fc.oneof(
    fc.nat(20_000),
    fc.constantFrom(0, 1, 44_999, 45_000, 59_999, 60_000, 60_001, 300_000, 600_000),
    fc.nat(3_000_000),
  ),
  settings: fc.array(fc.constantFrom('lent', 'lent', 'lent', 'disabled', 'removed'), {
    minLength: 12,
    maxLength: 12,
  }),
  policy: fc.nat(1),
});

const TIGHT: LeasePolicy = { ...POLICY, pressure: { threshold: 0.4, shrink: 0.1 } };
const BRIEF: LeasePolicy = {
  ...TIGHT,
  ttl: { ...POLICY.ttl, engaged: 2 * MINUTE, visible: 61 * SECOND },
  linger: MINUTE,
  cooldown: 10 * MINUTE,
};

/** The keener, the likelier to phone; ever less so. */
const lateCalls: LateCalls = ({ interest }, silence) =>
  (INTERESTS.indexOf(interest) + 1) / (silence + 10 * MINUTE);

interface Bed {
  readonly title: string;
  readonly dids: number;
  /** Among which the owner changes. */
  readonly policies: readonly LeasePolicy[];
  /** Whether every DID is brought up to date before each step. */
  readonly swept: boolean;
}

/**
 * Swept or not, the pool and its twin choose among the same DIDs; but unswept under two conditions. One acquire settles
 * 16 steps at most before it chooses: five DIDs never have more due. And leases of a former policy may end behind newer
 * ones that end sooner, until somebody asks for them: so the policy stays.
 */
const BEDS: readonly Bed[] = [
  { title: 'swept before each', dids: 12, policies: [TIGHT, BRIEF], swept: true },
  { title: 'swept by use only', dids: 5, policies: [TIGHT], swept: false },
];

class Run {
  readonly dids: readonly E164[];
  readonly pool: NumberPool;
  readonly twin: NaivePool;
  now = 1_000_000;
  #serial = 0;
  readonly #bed: Bed;
  readonly #tokens = new Map<number, string>();
  readonly #calls: { did: E164; id: string }[] = [];

  constructor(bed: Bed) {
    this.#bed = bed;
    const [policy = TIGHT] = bed.policies;
    this.dids = Array.from({ length: bed.dids }, (_, i) => `+749512300${String(i).padStart(2, '0')}` as E164);
    this.pool = new NumberPool({ id: 'p', regions: [], dids: this.dids, policy, lateCalls });
    this.twin = new NaivePool(this.dids, policy, lateCalls);
  }

  do(step: Step): void {
    this.twin.pass(this.now);
    if (this.#bed.swept) for (const did of this.dids) this.pool.holders(did, this.now);
    const token = this.#tokens.get(step.who) ?? 'none';
    const did = this.dids[step.did % this.dids.length] as E164;
    switch (step.kind) {
      case 'acquire':
        this.#acquire(step);
        return;
      case 'renew': {
        const lease = this.pool.renew(token, step.engagement, this.now);
        expect(lease !== null).toBe(this.twin.renew(token, step.engagement, this.now));
        expect(lease?.expiresAt).toBe(this.twin.byToken(token)?.lease?.expiresAt);
        return;
      }
      case 'release':
      case 'revoke':
        this.pool[step.kind](token, this.now);
        this.twin[step.kind](token, this.now);
        return;
      case 'call': {
        const id = `call-${++this.#serial}`;
        this.#calls.push({ did, id });
        this.pool.callStarted(did, id, this.now);
        this.twin.callStarted(did, id, this.now);
        return;
      }
      case 'hang-up': {
        const call = this.#calls.shift();
        if (!call) return;
        this.pool.callEnded(call.did, call.id, this.now);
        this.twin.callEnded(call.did, call.id, this.now);
        return;
      }
      case 'reconfigure':
        this.#reconfigure(step);
        return;
      case 'wait':
        this.now += step.wait;
    }
  }

  #reconfigure({ settings, policy: chosen }: Step): void {
    const dids = this.dids.filter((_, at) => settings[at] !== 'removed');
    const disabled = new Set(this.dids.filter((_, at) => settings[at] === 'disabled'));
    const policy = this.#bed.policies[chosen % this.#bed.policies.length] as LeasePolicy;
    this.pool.reconfigure({ dids, disabled, regions: [], policy }, this.now);
    this.twin.reconfigure(dids, disabled, policy);
  }

  #acquire({ who, visit, engagement }: Step): void {
    const [visitor, session, nonce] = [`v${who}`, `v${who}-visit-${visit}`, `n${++this.#serial}`];
    const own = this.twin.own(visitor);
    const keeps = own?.lease?.session === session;
    const before = new Map(
      this.twin.dids.map((each) => [each.did, { ...each, held: each.isHeld(this.now) }]),
    );
    const choices = own ? [own] : this.twin.choices(this.now);
    const result = this.pool.acquire({ nonce, site: 'shop', visitor, session, engagement }, this.now);
    if (result.kind === 'exhausted') {
      expect(choices).toEqual([]);
      return;
    }
    const { lease } = result;
    this.#tokens.set(who, lease.token);
    expect(result.kind).toBe(keeps ? 'kept' : 'granted');
    expect(choices.map(({ did }) => did)).toContain(lease.did);
    if (keeps) {
      expect(lease.token).toBe(own?.lease?.token);
      this.twin.renew(lease.token, engagement, this.now, 1);
      return;
    }
    expect(lease.token).toBe(leaseToken(nonce, lease.did));
    const did = this.twin.find(lease.did) as NaiveDid;
    // Whatever pressure takes back: never a number of somebody who uses the page, nor one with a call.
    const was = before.get(lease.did);
    if (!own) expect(was?.held || ['engaged', 'intent'].includes(was?.lease?.engagement ?? '')).toBe(false);
    this.twin.grant(did, lease.token, visitor, session, engagement, this.now);
  }

  /** Plain comparisons, since they are made millions of times. */
  check(): void {
    this.twin.pass(this.now);
    const sessions = new Set<string>();
    const count = { free: 0, leased: 0, lingering: 0, cooling: 0, disabled: 0 };
    let held = 0;
    for (const did of this.twin.dids) {
      const running = this.pool.holders(did.did, this.now).filter(({ endedAt }) => endedAt === null);
      const [lease] = running;
      if (running.length > 1) this.#fail(`${did.did} has two holders`);
      if (lease?.token !== did.lease?.token)
        this.#fail(`${did.did}: ${lease?.token}, twin: ${did.lease?.token}`);
      if (lease && sessions.has(lease.session)) this.#fail(`${lease.session} holds two DIDs`);
      if (lease) sessions.add(lease.session);
      const isOver = lease && this.now >= lease.grantedAt + POLICY.maximum;
      if (isOver && !did.isHeld(this.now)) this.#fail(`${did.did} outlives the maximum`);
      if (did.inPool) count[did.phase] += 1;
      if (did.isHeld(this.now)) held += 1;
    }
    const figures = this.pool.figures(this.now);
    const { free, leased, lingering, cooling, disabled } = figures;
    if (free + leased + lingering + cooling + disabled !== figures.size)
      this.#fail('counts do not sum to size');
    const agree = Object.entries({ ...count, held }).every(([name, n]) => figures[name as 'held'] === n);
    if (!agree) expect(figures).toMatchObject({ ...count, held });
  }

  #fail(why: string): never {
    throw new Error(`${why} at ${this.now}`);
  }
}

describe('NumberPool beside its naive twin', () => {
  it.each(BEDS)(
    `agrees over ${OPERATIONS} operations a run, $title`,
    (bed) => {
      // The steps come from a seed, so that a failure prints one number and not ten thousand steps.
      const runOf = fc
        .integer()
        .map((seed) => ({ seed, steps: () => fc.sample(step, { seed, numRuns: OPERATIONS }) }));
      fc.assert(
        fc.property(runOf, ({ steps }) => {
          const run = new Run(bed);
          for (const each of steps()) {
            run.do(each);
            if (bed.swept || run.now % 7 === 0) run.check();
          }
          run.check();
        }),
        { numRuns: 5, endOnFailure: true },
      );
    },
    120_000,
  );
});
