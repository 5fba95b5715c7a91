// Tens of thousands of random steps on the real pool and on its naive twin: the same answers, the same states.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { E164 } from '../../src/core/e164.ts';
import { ENGAGEMENTS, type Engagement } from '../../src/core/engagement.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { POLICY } from '../support/lease-policy.ts';
import { NaivePool } from '../support/naive-pool.ts';

const OPERATIONS = 10_000;
const DIDS = Array.from({ length: 12 }, (_, i) => `+749512300${String(i).padStart(2, '0')}` as E164);
const VISITORS = 30;

type Step = {
  kind: 'acquire' | 'renew' | 'release' | 'revoke' | 'call' | 'hang-up' | 'wait';
  who: number;
  did: number;
  engagement: Engagement;
  wait: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant('acquire' as const) },
    { weight: 5, arbitrary: fc.constant('renew' as const) },
    { weight: 1, arbitrary: fc.constantFrom('release', 'revoke', 'call', 'hang-up') },
    { weight: 3, arbitrary: fc.constant('wait' as const) },
  ) as fc.Arbitrary<Step['kind']>,
  who: fc.nat(VISITORS - 1),
  did: fc.nat(DIDS.length - 1),
  engagement: fc.constantFrom(...ENGAGEMENTS),
  // Mostly short, sometimes exactly one of the policy's boundaries, sometimes long.
  wait: fc.oneof(
    fc.nat(20_000),
    fc.constantFrom(0, 1, 59_999, 60_000, 60_001, 300_000, 600_000),
    fc.nat(3_000_000),
  ),
});

class Run {
  readonly pool = new NumberPool({ id: 'p', regions: [], dids: DIDS, policy: POLICY });
  readonly twin = new NaivePool(DIDS, POLICY);
  now = 1_000_000;
  #serial = 0;
  readonly #tokens = new Map<number, string>();
  readonly #calls: { did: E164; id: string }[] = [];

  readonly #eager: boolean;

  /** @param eager whether all that is due is swept before each step, so that the order of rest is exact. */
  constructor(eager: boolean) {
    this.#eager = eager;
  }

  do(step: Step): void {
    this.twin.pass(this.now);
    if (this.#eager) this.pool.reclaim(this.now, Number.POSITIVE_INFINITY);
    switch (step.kind) {
      case 'acquire':
        this.#acquire(step);
        return;
      case 'renew': {
        const token = this.#tokens.get(step.who) ?? 'none';
        const lease = this.pool.renew(token, step.engagement, this.now);
        expect(lease !== null).toBe(this.twin.renew(token, step.engagement, this.now));
        if (lease) expect(lease.expiresAt).toBe(this.twin.byToken(token)?.until);
        return;
      }
      case 'release': {
        const token = this.#tokens.get(step.who) ?? 'none';
        this.pool.release(token, this.now);
        this.twin.release(token, this.now);
        return;
      }
      case 'revoke': {
        const token = this.#tokens.get(step.who) ?? 'none';
        this.pool.revoke(token, this.now);
        this.twin.revoke(token, this.now);
        return;
      }
      case 'call': {
        const did = DIDS[step.did] as E164;
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
      case 'wait':
        this.now += step.wait;
    }
  }

  #acquire({ who, engagement }: Step): void {
    const [visitor, session, token] = [`v${who}`, `s${who % 7}`, `t${++this.#serial}`];
    const own = this.twin.own(visitor);
    const lendable = this.twin.lendable(this.now);
    const result = this.pool.acquire({ token, site: 'shop', visitor, session, engagement }, this.now);
    if (result.kind === 'exhausted') {
      expect(own).toBeUndefined();
      expect(lendable).toEqual([]);
      return;
    }
    const { lease } = result;
    this.#tokens.set(who, lease.token);
    if (result.kind === 'kept') {
      expect(own).toMatchObject({ did: lease.did, phase: 'leased', session, token: lease.token });
      this.twin.renew(lease.token, engagement, this.now);
      return;
    }
    if (own) expect(lease.did).toBe(own.did);
    else this.#checkChoice(lease.did, lendable);
    const did = this.twin.dids.find((each) => each.did === lease.did);
    if (did) this.twin.grant(did, token, visitor, session, engagement, this.now);
  }

  /** Never one that is leased, lingering or held; the longest-rested when all that is due has been reclaimed. */
  #checkChoice(did: E164, lendable: NaivePool['dids']): void {
    const chosen = lendable.find((each) => each.did === did);
    expect(chosen, `${did} was not to be lent`).toBeDefined();
    if (this.#eager && chosen?.phase === 'free') {
      expect(chosen.freeSince).toBe(Math.min(...lendable.map(({ freeSince }) => freeSince)));
    }
  }

  check(): void {
    this.twin.pass(this.now);
    this.pool.reclaim(this.now, Number.POSITIVE_INFINITY);
    const figures = this.pool.figures(this.now);
    const count = (phase: string) => this.twin.dids.filter((did) => did.phase === phase).length;
    expect(figures).toMatchObject({
      free: count('free'),
      leased: count('leased'),
      lingering: count('lingering'),
      cooling: count('cooling'),
      held: this.twin.dids.filter((did) => did.calls.size > 0 || this.now < did.holdUntil).length,
    });
    for (const did of this.twin.dids) {
      const holders = this.pool.holders(did.did, this.now).filter(({ endedAt }) => endedAt === null);
      expect(holders.map(({ token }) => token)).toEqual(did.phase === 'leased' ? [did.token] : []);
    }
  }
}

describe('NumberPool beside its naive twin', () => {
  for (const eager of [true, false]) {
    it(`agrees over ${OPERATIONS} operations a run, ${eager ? 'swept before each' : 'swept by use only'}`, () => {
      // The steps come from a seed, so that a failure prints one number and not ten thousand steps.
      const runOf = fc
        .integer()
        .map((seed) => ({ seed, steps: () => fc.sample(step, { seed, numRuns: OPERATIONS }) }));
      fc.assert(
        fc.property(runOf, ({ steps }) => {
          const run = new Run(eager);
          for (const [index, each] of steps().entries()) {
            run.do(each);
            if (index % 10 === 0) run.check();
          }
          run.check();
        }),
        { numRuns: 5, endOnFailure: true },
      );
    }, 120_000);
  }
});
