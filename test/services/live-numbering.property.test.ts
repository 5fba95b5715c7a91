// Whatever is reloaded, and whenever: no DID has two holders, and none is lent that a call is live on.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Lease } from '../../src/core/lease.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { LiveNumbering } from '../../src/services/live-numbering.ts';
import { aPlan, aPlannedPool } from '../support/a-plan.ts';
import { e164 } from '../support/builders.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { MINUTE } from '../support/lease-policy.ts';

const DIDS = ['+74951230001', '+74951230002', '+74951230003', '+74951230004'] as const;
const POOLS = ['moscow', 'piter'] as const;

/** Where each DID is to be; null: nowhere. */
const layout = fc.tuple(...DIDS.map(() => fc.constantFrom(...POOLS, null)));
type Layout = readonly ((typeof POOLS)[number] | null)[];

const step = fc.oneof(
  fc.record({ do: fc.constant('reload' as const), layout }),
  fc.record({ do: fc.constant('lend' as const), pool: fc.constantFrom(...POOLS), visitor: fc.nat(5) }),
  fc.record({ do: fc.constant('release' as const), nth: fc.nat(20) }),
  fc.record({ do: fc.constant('ring' as const), did: fc.constantFrom(...DIDS) }),
  fc.record({ do: fc.constant('hang up' as const), did: fc.constantFrom(...DIDS) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 20, 90) }),
);

function planOf(where: Layout) {
  const dids = (pool: string) => DIDS.filter((_, n) => where[n] === pool);
  return aPlan(POOLS.map((pool) => aPlannedPool(pool, dids(pool))));
}

describe('reloads', () => {
  it('never give a DID a second holder, nor lend one with a live call to somebody new', () => {
    fc.assert(
      fc.property(layout, fc.array(step, { maxLength: 60 }), (first, steps) => {
        const clock = new FakeClock();
        const numbering = new LiveNumbering({
          plan: planOf(first),
          openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls: () => 0 }),
          clock,
        });
        numbering.start();
        const granted: Lease[] = [];
        const ringing = new Set<string>();
        const pools = () => [...numbering.current.pools.values()].map(({ pool }) => pool);
        const home = (did: string) => {
          const role = numbering.current.catalogue.role(e164(did));
          return role?.kind === 'pool' ? numbering.current.pools.get(role.pool)?.pool : undefined;
        };
        const act = {
          reload: (each: { layout: Layout }) => numbering.replace(planOf(each.layout)),
          lend: (each: { pool: string; visitor: number }) => {
            const applicant = {
              nonce: `n${granted.length}`,
              site: 'shop',
              visitor: `v${each.visitor}`,
              session: `s${granted.length}`,
              engagement: 'visible',
            } as const;
            const before = holdersNow();
            const pool = numbering.current.pools.get(each.pool)?.pool;
            const acquired = pool?.acquire(applicant, clock.now());
            if (acquired?.kind !== 'granted') return;
            granted.push(acquired.lease);
            const holder = before.get(acquired.lease.did);
            if (holder !== undefined && holder !== applicant.visitor)
              throw new Error('lent while it was lent');
            const earlier = holdersOf(acquired.lease.did).at(-2)?.visitor;
            if (ringing.has(acquired.lease.did) && earlier !== applicant.visitor) {
              throw new Error('lent while a call was live on it');
            }
          },
          release: (each: { nth: number }) => {
            const lease = granted[each.nth];
            if (lease) for (const pool of pools()) pool.release(lease.token, clock.now());
          },
          ring: ({ did }: { did: string }) => {
            if (!home(did)) return;
            home(did)?.callStarted(e164(did), did, clock.now());
            ringing.add(did);
          },
          'hang up': ({ did }: { did: string }) => {
            home(did)?.callEnded(e164(did), did, clock.now());
            ringing.delete(did);
          },
          wait: (each: { minutes: number }) => clock.advance(each.minutes * MINUTE),
        };
        const holdersOf = (did: string) => pools().flatMap((pool) => pool.holders(e164(did), clock.now()));
        /** Who holds each DID now. @throws when two do. */
        function holdersNow(): Map<string, string> {
          const now = new Map<string, string>();
          for (const did of DIDS) {
            const running = pools().flatMap((pool) =>
              pool.holders(e164(did), clock.now()).filter(({ endedAt }) => endedAt === null),
            );
            if (running.length > 1) throw new Error(`${did} has ${running.length} holders`);
            if (running[0]) now.set(did, running[0].visitor);
          }
          return now;
        }
        for (const each of steps) {
          (act[each.do] as (step: typeof each) => void)(each);
          holdersNow();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('end as the last plan says, once everything is at rest and nothing can be credited any more', () => {
    fc.assert(
      fc.property(layout, layout, layout, fc.constantFrom(...POOLS), (first, second, third, pool) => {
        const clock = new FakeClock();
        const numbering = new LiveNumbering({
          plan: planOf(first),
          openPool: (id, settings) => new NumberPool({ id, ...settings, lateCalls: () => 0 }),
          clock,
        });
        numbering.start();
        const applicant = {
          nonce: 'n',
          site: 'shop',
          visitor: 'v',
          session: 's',
          engagement: 'visible',
        } as const;
        numbering.current.pools.get(pool)?.pool.acquire(applicant, clock.now());
        numbering.replace(planOf(second));
        clock.advance(20 * MINUTE);
        numbering.replace(planOf(third));
        clock.advance(48 * 60 * MINUTE);
        if (numbering.draining > 0) throw new Error('something never drains');
        DIDS.forEach((did, n) => {
          const role = numbering.current.catalogue.role(e164(did));
          const is = role?.kind === 'pool' ? role.pool : null;
          if (is !== third[n]) throw new Error(`${did} is in ${is}, not in ${third[n]}`);
        });
        for (const id of POOLS) {
          const size = numbering.current.pools.get(id)?.pool.figures(clock.now()).size;
          const wanted = third.filter((each) => each === id).length;
          if (size !== wanted) throw new Error(`${id} has ${size} numbers, not ${wanted}`);
        }
      }),
      { numRuns: 200 },
    );
  });
});
