// Numbers come, go and move while visitors hold them.
import { describe, expect, it } from 'vitest';
import type { DidRole } from '../../src/core/did-catalogue.ts';
import { leaseToken } from '../../src/core/lease-token.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { LiveNumbering, type NumberPlan } from '../../src/services/live-numbering.ts';
import { aPlan, aPlannedPool } from '../support/a-plan.ts';
import { aLease, aTouchpoint, e164 } from '../support/builders.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { MINUTE, POLICY } from '../support/lease-policy.ts';

const [ONE, TWO, THREE] = ['+74951230001', '+74951230002', '+74951230003'] as const;
const HOUR = 60 * MINUTE;

class Numbers {
  readonly clock = new FakeClock();
  readonly numbering: LiveNumbering;
  #serial = 0;

  constructor(plan: NumberPlan) {
    this.numbering = new LiveNumbering({
      plan,
      openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls: () => 0 }),
      clock: this.clock,
    });
    this.numbering.start();
  }

  pool(id: string): NumberPool {
    const assigned = this.numbering.current.pools.get(id);
    if (!assigned) throw new Error(`there is no pool ${id}`);
    return assigned.pool;
  }

  lend(pool: string, visitor = `v-${++this.#serial}`) {
    const applicant = {
      nonce: `t-${++this.#serial}`,
      site: 'shop',
      visitor,
      session: `s-${visitor}`,
      engagement: 'visible',
    } as const;
    const acquired = this.pool(pool).acquire(applicant, this.clock.now());
    return acquired.kind === 'exhausted' ? null : acquired.lease;
  }

  role(did: string): DidRole | undefined {
    return this.numbering.current.catalogue.role(e164(did));
  }

  holders(pool: string, did: string): string[] {
    return this.pool(pool)
      .holders(e164(did), this.clock.now())
      .map(({ visitor }) => visitor);
  }
}

describe('a number that is added', () => {
  it('is lent at once, and the leases there are go on', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE])]));
    const ann = numbers.lend('moscow', 'ann');
    expect(numbers.lend('moscow')).toBeNull();
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    expect(numbers.lend('moscow')?.did).toBe(TWO);
    expect(numbers.lend('moscow', 'ann')).toMatchObject({ token: ann?.token, did: ONE });
    expect(numbers.role(TWO)).toEqual({ kind: 'pool', pool: 'moscow' });
  });

  it('makes a pool that was not there', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE])]));
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE]), aPlannedPool('piter', [TWO])]));
    expect(numbers.lend('piter')?.did).toBe(TWO);
    expect(numbers.numbering.current.sites.get('shop')?.pools).toEqual(['moscow', 'piter']);
    expect(numbers.numbering.current.sitesOfPool.get('piter')).toEqual(['shop']);
  });
});

describe('a number that is taken out', () => {
  it('drains: its lease runs on, nobody new gets it, and calls to it are ours for as long as they can be credited', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO])], { lookBack: 2 * HOUR }));
    const ann = numbers.lend('moscow', 'ann');
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [TWO])], { lookBack: 2 * HOUR }));
    expect(numbers.numbering.draining).toBe(1);
    expect(numbers.role(ONE)).toEqual({ kind: 'pool', pool: 'moscow' });
    expect(numbers.pool('moscow').renew(ann?.token ?? '', 'engaged', numbers.clock.now())).not.toBeNull();
    expect(numbers.lend('moscow', 'ann')?.did).toBe(ONE);
    expect(numbers.lend('moscow')?.did).toBe(TWO);
    expect(numbers.lend('moscow')).toBeNull();
    numbers.clock.advance(HOUR);
    expect(numbers.lend('moscow', 'zoe')?.did).toBe(TWO);
    expect(numbers.holders('moscow', ONE)).toEqual(['ann']);
    expect(numbers.role(ONE)).toBeDefined();
    numbers.clock.advance(2 * HOUR);
    expect(numbers.role(ONE)).toBeUndefined();
    expect(numbers.numbering.draining).toBe(0);
    expect(numbers.pool('moscow').figures(numbers.clock.now()).size).toBe(1);
  });

  it('and that nobody ever held goes at once', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [TWO])]));
    expect(numbers.role(ONE)).toBeUndefined();
    expect(numbers.pool('moscow').figures(numbers.clock.now()).size).toBe(1);
  });

  it('stays while a call is live on it', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO])], { lookBack: MINUTE }));
    numbers.pool('moscow').callStarted(e164(ONE), 'call', numbers.clock.now());
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [TWO])], { lookBack: MINUTE }));
    numbers.clock.advance(5 * HOUR);
    expect(numbers.role(ONE)).toBeDefined();
    numbers.pool('moscow').callEnded(e164(ONE), 'call', numbers.clock.now());
    numbers.clock.advance(HOUR);
    expect(numbers.role(ONE)).toBeUndefined();
  });

  it('is lent again when it comes back', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE])]));
    numbers.lend('moscow', 'ann');
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [TWO])]));
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    expect(numbers.numbering.draining).toBe(0);
    numbers.clock.advance(HOUR);
    expect([numbers.lend('moscow')?.did, numbers.lend('moscow')?.did].sort()).toEqual([ONE, TWO]);
  });

  it('is disabled and enabled the same way', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    const disabled = [e164(TWO)];
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE, TWO], { disabled })]));
    expect([numbers.lend('moscow')?.did, numbers.lend('moscow')]).toEqual([ONE, null]);
    expect(numbers.role(TWO)).toEqual({ kind: 'pool', pool: 'moscow' });
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    expect(numbers.lend('moscow')?.did).toBe(TWO);
  });
});

describe('a pool that is taken out', () => {
  it('is shown until it has drained, and none of its numbers is lent', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE]), aPlannedPool('piter', [TWO, THREE])]));
    const ann = numbers.lend('piter', 'ann');
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [ONE])]));
    const { current } = numbers.numbering;
    expect(current.retired.map(({ id }) => id)).toEqual(['piter']);
    expect(current.sites.get('shop')?.pools).toEqual(['moscow']);
    expect(numbers.lend('piter')).toBeNull();
    expect(numbers.pool('piter').renew(ann?.token ?? '', 'visible', numbers.clock.now())).not.toBeNull();
    expect(numbers.numbering.figures()).toMatchObject([
      { id: 'moscow' },
      { id: 'piter', size: 1, leased: 1 },
    ]);
    numbers.clock.advance(26 * HOUR);
    expect(numbers.numbering.figures().map(({ id }) => id)).toEqual(['moscow']);
    expect(numbers.role(TWO)).toBeUndefined();
  });
});

describe('a number that moves', () => {
  it('to another pool is lent there only when it is at rest here, and takes its history along', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO]), aPlannedPool('piter', [THREE])]));
    numbers.lend('moscow', 'ann');
    numbers.numbering.replace(aPlan([aPlannedPool('moscow', [TWO]), aPlannedPool('piter', [THREE, ONE])]));
    expect(numbers.role(ONE)).toEqual({ kind: 'pool', pool: 'moscow' });
    expect(numbers.lend('piter')?.did).toBe(THREE);
    expect(numbers.lend('piter')).toBeNull();
    numbers.clock.advance(30 * MINUTE);
    expect(numbers.role(ONE)).toEqual({ kind: 'pool', pool: 'moscow' });
    numbers.clock.advance(10 * MINUTE);
    expect(numbers.role(ONE)).toEqual({ kind: 'pool', pool: 'piter' });
    expect(numbers.holders('piter', ONE)).toEqual(['ann']);
    expect([numbers.lend('piter')?.did, numbers.lend('piter')?.did].sort()).toEqual([ONE, THREE]);
    expect(numbers.pool('moscow').figures(numbers.clock.now()).size).toBe(1);
  });

  it('to a channel, or to be the overflow, begins that when it is at rest', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO, THREE])]));
    numbers.lend('moscow');
    numbers.lend('moscow');
    const channels = [{ did: e164(ONE), touchpoint: aTouchpoint(), sites: [] }];
    numbers.numbering.replace(
      aPlan([aPlannedPool('moscow', [THREE], { overflow: e164(TWO) })], { channels }),
    );
    expect([numbers.role(ONE)?.kind, numbers.role(TWO)?.kind]).toEqual(['pool', 'pool']);
    expect(numbers.numbering.current.channels).toEqual([]);
    expect(numbers.numbering.current.pools.get('moscow')?.overflow).toBeNull();
    numbers.clock.advance(HOUR);
    expect([numbers.role(ONE)?.kind, numbers.role(TWO)?.kind]).toEqual(['channel', 'overflow']);
    expect(numbers.numbering.current.channels).toEqual(channels);
    expect(numbers.numbering.current.pools.get('moscow')?.overflow).toBe(TWO);
  });
});

describe('a start', () => {
  it('lets numbers drain that were taken out of the file meanwhile, into whichever pool they were lent from', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [TWO])]));
    const token = leaseToken('t', e164(ONE));
    const running = aLease({ token, did: e164(ONE), expiresAt: numbers.clock.now() + MINUTE });
    const elsewhere = aLease({ did: e164(THREE), pool: 'gone', token: 'other' });
    numbers.numbering.drain([running, elsewhere, aLease({ did: e164(TWO) })]);
    for (const lease of [running, elsewhere]) numbers.pool(lease.pool).restore(lease);
    expect([ONE, TWO, THREE].map((did) => numbers.role(did))).toEqual([
      { kind: 'pool', pool: 'moscow' },
      { kind: 'pool', pool: 'moscow' },
      { kind: 'pool', pool: 'gone' },
    ]);
    expect(numbers.pool('moscow').renew(running.token, 'visible', numbers.clock.now())).not.toBeNull();
    expect([numbers.lend('moscow')?.did, numbers.lend('moscow')]).toEqual([TWO, null]);
    numbers.clock.advance(26 * HOUR);
    expect([numbers.role(ONE), numbers.role(THREE)]).toEqual([undefined, undefined]);
  });
});

describe('new settings', () => {
  it('hold for all that comes after, and for a lease from its next sign of life', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE, TWO])]));
    const ann = numbers.lend('moscow', 'ann');
    const policy = { ...POLICY, ttl: { ...POLICY.ttl, visible: MINUTE } };
    numbers.numbering.replace(
      aPlan([aPlannedPool('moscow', [ONE, TWO])], {
        policy,
        heartbeat: 10_000,
        defer: 0,
        atOncePerAddress: 3,
      }),
    );
    const { current } = numbers.numbering;
    expect(current).toMatchObject({ heartbeat: 10_000, defer: 0, atOncePerAddress: 3 });
    numbers.clock.advance(2 * MINUTE);
    expect(numbers.pool('moscow').renew(ann?.token ?? '', 'visible', numbers.clock.now())).toMatchObject({
      expiresAt: numbers.clock.now() + MINUTE,
    });
  });

  it('stop nothing from draining, and a stop ends the looking', () => {
    const numbers = new Numbers(aPlan([aPlannedPool('moscow', [ONE])]));
    numbers.numbering.stop();
    expect(numbers.clock.pending).toBe(0);
  });
});
