// A pool of a few DIDs, and visitors known by name who ask it for one.
import type { E164 } from '../../src/core/e164.ts';
import type { Engagement } from '../../src/core/engagement.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { LateCalls } from '../../src/core/slot-index.ts';
import { noLateCalls, POLICY } from './lease-policy.ts';

export const T0 = 1_000_000_000;
export const DID = (n: number) => `+7495123000${n}` as E164;

export function pool(
  size: number,
  policy: Partial<LeasePolicy> = {},
  disabled: E164[] = [],
  lateCalls: LateCalls = noLateCalls,
) {
  const dids = Array.from({ length: size }, (_, n) => DID(n));
  return new NumberPool({
    id: 'moscow',
    regions: [],
    dids,
    disabled: new Set(disabled),
    policy: { ...POLICY, ...policy },
    lateCalls,
  });
}

let serial = 0;
export function ask(
  from: NumberPool,
  visitor: string,
  now: number,
  engagement: Engagement = 'visible',
  session = visitor,
) {
  return from.acquire({ nonce: `t${++serial}`, site: 'shop', visitor, session, engagement }, now);
}

export function lend(from: NumberPool, visitor: string, now: number, engagement: Engagement = 'visible') {
  const acquired = ask(from, visitor, now, engagement);
  if (acquired.kind === 'exhausted') throw new Error(`nothing left for ${visitor}`);
  return acquired.lease;
}

export function phase(of: NumberPool, now: number) {
  of.reclaim(now, Number.POSITIVE_INFINITY);
  const figures = of.figures(now);
  const phases = ['free', 'leased', 'lingering', 'cooling', 'disabled'] as const;
  return phases.find((each) => figures[each] > 0);
}
