// The owner's numbers and sites as a plan, and a numbering in force made of parts.
import type { DidCatalogue } from '../../src/core/did-catalogue.ts';
import type { NumberPool } from '../../src/core/number-pool.ts';
import { ANY_SOURCE } from '../../src/core/source-rule.ts';
import type { SnippetBehaviour } from '../../src/ports/site-directory.ts';
import type { NumberPlan, PlannedPool } from '../../src/services/live-numbering.ts';
import type { NumberingSource } from '../../src/services/numbering.ts';
import { e164 } from './builders.ts';
import { MINUTE, POLICY } from './lease-policy.ts';

/** What the swap script does unless told otherwise. */
export const PLAIN_SNIPPET: SnippetBehaviour = {
  consent: 'full',
  honourGpc: true,
  messengers: false,
  publish: [],
  selectors: [],
};

export function aPlannedPool(
  id: string,
  dids: readonly string[],
  overrides: Partial<PlannedPool> = {},
): PlannedPool {
  return {
    id,
    regions: ['*'],
    neighbours: [],
    only: ANY_SOURCE,
    dids: dids.map(e164),
    disabled: [],
    overflow: null,
    ...overrides,
  };
}

/** A shop that lends from the given pools. */
export function aPlan(pools: readonly PlannedPool[], overrides: Partial<NumberPlan> = {}): NumberPlan {
  return {
    country: 'RU',
    pools,
    channels: [],
    sites: [
      {
        id: 'shop',
        origins: ['https://shop.example.ru'],
        replace: [e164('+74951112233'), e164('+78121112233')],
        pools: pools.map(({ id }) => id),
        moreNumbers: [],
        snippet: PLAIN_SNIPPET,
      },
    ],
    policy: POLICY,
    lookBack: 24 * 60 * MINUTE,
    heartbeat: 30_000,
    defer: 5_000,
    atOncePerAddress: null,
    ...overrides,
  };
}

/** One pool in force, of the shop. */
export function aNumbering(pool: NumberPool, catalogue: DidCatalogue): NumberingSource {
  const assigned = { ...aPlannedPool(pool.id, []), pool };
  const { heartbeat, defer, atOncePerAddress, sites } = aPlan([assigned]);
  return {
    current: {
      catalogue,
      pools: new Map([[pool.id, assigned]]),
      retired: [],
      channels: [],
      sites: new Map(sites.map((site) => [site.id, site])),
      printed: new Map(
        sites.map(({ id, replace }) => [id, [{ numbers: replace, pools: [assigned], retired: [] }]]),
      ),
      sitesOfPool: new Map([[pool.id, ['shop']]]),
      heartbeat,
      defer,
      atOncePerAddress,
    },
  };
}
