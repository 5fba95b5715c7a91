// The numbering in force: takes on a new plan while leases run, and finishes what drains.
import { DidCatalogue, type DidRole } from '../core/did-catalogue.ts';
import type { E164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { LeasePolicy } from '../core/lease-policy.ts';
import type { Millis } from '../core/millis.ts';
import type { ChannelNumber, OfferedPool } from '../core/number-offer.ts';
import type { NumberPool, PoolSettings } from '../core/number-pool.ts';
import type { PoolFigures } from '../core/pool-figures.ts';
import { ANY_SOURCE } from '../core/source-rule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Site } from '../ports/site-directory.ts';
import type { AssignedPool, Numbering, NumberingSource, PrintedNumbers } from './numbering.ts';

export interface PlannedPool extends OfferedPool {
  readonly dids: readonly E164[];
  /** Those of `dids` that are not to be lent. */
  readonly disabled: readonly E164[];
  readonly overflow: E164 | null;
}

/** What the owner wants, as written. */
export interface NumberPlan extends Pick<Numbering, 'heartbeat' | 'defer' | 'atOncePerAddress'> {
  /** ISO 3166-1 alpha-2: how trunks' numbers without a country code are read. */
  readonly country: string;
  readonly pools: readonly PlannedPool[];
  readonly channels: readonly ChannelNumber[];
  readonly sites: readonly Site[];
  readonly policy: LeasePolicy;
  /** So long after its end a lease may still be credited with a call. */
  readonly lookBack: Millis;
}

export interface LiveNumberingOptions {
  readonly plan: NumberPlan;
  readonly openPool: (id: string, settings: PoolSettings) => NumberPool;
  readonly clock: Clock;
}

/** A DID that is in `pool` though the plan wants it elsewhere, or nowhere. */
interface Draining {
  readonly did: E164;
  readonly pool: string;
}

/** How often it is seen whether something has drained: nobody waits for it to the second. */
const LOOK_EVERY: Millis = 5_000;

/**
 * No lease is touched by a reload. A DID that leaves its pool stays in it, lent to nobody new, until it is at rest;
 * then its new use begins, and another pool takes its history over. One without a new use stays for as long as calls
 * are credited to its last holder.
 */
export class LiveNumbering implements NumberingSource {
  readonly #clock: Clock;
  readonly #openPool: LiveNumberingOptions['openPool'];
  /** For ever: a pool that comes back goes on where it was. */
  readonly #pools = new Map<string, NumberPool>();
  #plan: NumberPlan;
  #draining: readonly Draining[] = [];
  #current: Numbering;
  #stop: (() => void) | null = null;

  constructor({ plan, openPool, clock }: LiveNumberingOptions) {
    this.#clock = clock;
    this.#openPool = openPool;
    this.#plan = plan;
    this.#current = this.#carryOut(plan, []);
  }

  get current(): Numbering {
    return this.#current;
  }

  /** Of every pool but those that are no longer configured and have drained. */
  figures(): PoolFigures[] {
    const { pools, retired } = this.#current;
    const now = this.#clock.now();
    const figures = (assigned: Iterable<AssignedPool>) => [...assigned].map(({ pool }) => pool.figures(now));
    const gone = new Set(figures(retired).flatMap(({ id, size }) => (size === 0 ? id : [])));
    return figures(pools.values()).filter(({ id }) => !gone.has(id));
  }

  /** How many DIDs the plan wants elsewhere or nowhere while they still are where they were. */
  get draining(): number {
    return this.#draining.length;
  }

  start(): void {
    this.#stop = this.#clock.every(LOOK_EVERY, () => this.#finishDrained());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** At start: what was lent within the look-back, but is no longer configured, drains as after a reload. */
  drain(leases: readonly Lease[]): void {
    const orphans = new Map<E164, Draining>();
    for (const { did, pool } of leases) {
      if (this.#current.catalogue.role(did) === undefined) orphans.set(did, { did, pool });
    }
    if (orphans.size > 0) this.#current = this.#carryOut(this.#plan, [...orphans.values()]);
  }

  replace(plan: NumberPlan): void {
    this.#plan = plan;
    const { catalogue } = this.#current;
    const uses = usesOf(plan);
    const leaving: Draining[] = [];
    for (const did of catalogue.dids) {
      const role = catalogue.role(did);
      const use = uses.get(did);
      if (role?.kind === 'pool' && (use?.kind !== 'pool' || use.pool !== role.pool)) {
        leaving.push({ did, pool: role.pool });
      }
    }
    const staying: Draining[] = [];
    const histories: Lease[] = [];
    for (const each of leaving) {
      if (this.#mustStay(each, uses.has(each.did))) staying.push(each);
      else histories.push(...this.#holders(each));
    }
    this.#current = this.#carryOut(plan, staying);
    for (const lease of histories) {
      const role = this.#current.catalogue.role(lease.did);
      if (role?.kind === 'pool') this.#takeOver(lease, role.pool);
    }
  }

  #finishDrained(): void {
    if (this.#draining.length === 0) return;
    const uses = usesOf(this.#plan);
    const done = this.#draining.some((each) => !this.#mustStay(each, uses.has(each.did)));
    if (done) this.replace(this.#plan);
  }

  #takeOver(lease: Lease, pool: string): void {
    // A DID that comes back to a pool finds its earlier leases there.
    const isKnown = this.#holders({ did: lease.did, pool }).some(({ token }) => token === lease.token);
    if (!isKnown) this.#pools.get(pool)?.restore({ ...lease, pool });
  }

  #mustStay(each: Draining, isWanted: boolean): boolean {
    const now = this.#clock.now();
    if (!this.#pools.get(each.pool)?.isAtRest(each.did, now)) return true;
    const since = now - this.#plan.lookBack;
    return !isWanted && this.#holders(each).some(({ endedAt }) => (endedAt ?? now) >= since);
  }

  #holders({ did, pool }: Draining): Lease[] {
    return this.#pools.get(pool)?.holders(did, this.#clock.now()) ?? [];
  }

  /** Makes pools what the plan says, but for what stays; answers the whole of it. */
  #carryOut(plan: NumberPlan, staying: readonly Draining[]): Numbering {
    this.#draining = staying;
    const stays = new Map(staying.map(({ did, pool }) => [did, pool]));
    const planned = plan.pools.map((each) => this.#carryOutPool(each, plan, stays));
    const configured = new Set(plan.pools.map(({ id }) => id));
    const retired = [...new Set([...this.#pools.keys(), ...stays.values()])]
      .filter((id) => !configured.has(id))
      .map((id) => this.#carryOutPool(retiredPool(id), plan, stays));
    const pools = new Map([...planned, ...retired].map((each) => [each.id, each]));
    const roles = usesOf(plan);
    for (const [did, pool] of stays) roles.set(did, { kind: 'pool', pool });
    return {
      catalogue: new DidCatalogue(plan.country, roles),
      pools,
      retired,
      channels: plan.channels.filter(({ did }) => !stays.has(did)),
      sites: new Map(plan.sites.map((site) => [site.id, site])),
      printed: new Map(plan.sites.map((site) => [site.id, printedOf(site, pools, retired)])),
      sitesOfPool: sitesOfPool(plan),
      heartbeat: plan.heartbeat,
      defer: plan.defer,
      atOncePerAddress: plan.atOncePerAddress,
    };
  }

  #carryOutPool(planned: PlannedPool, plan: NumberPlan, stays: ReadonlyMap<E164, string>): AssignedPool {
    const { id, regions, neighbours, only, overflow } = planned;
    const kept = [...stays].flatMap(([did, pool]) => (pool === id ? did : []));
    const settings = {
      regions,
      dids: [...planned.dids.filter((did) => !stays.has(did)), ...kept],
      disabled: new Set([...planned.disabled, ...kept]),
      policy: plan.policy,
    };
    const known = this.#pools.get(id);
    known?.reconfigure(settings, this.#clock.now());
    const pool = known ?? this.#openPool(id, settings);
    this.#pools.set(id, pool);
    const free = overflow !== null && !stays.has(overflow) ? overflow : null;
    return { id, regions, neighbours, only, overflow: free, pool };
  }
}

function retiredPool(id: string): PlannedPool {
  return { id, regions: [], neighbours: [], only: ANY_SOURCE, dids: [], disabled: [], overflow: null };
}

function usesOf({ pools, channels }: NumberPlan): Map<E164, DidRole> {
  const uses = new Map<E164, DidRole>();
  for (const { id, dids, overflow } of pools) {
    for (const did of dids) uses.set(did, { kind: 'pool', pool: id });
    if (overflow) uses.set(overflow, { kind: 'overflow', pool: id });
  }
  for (const { did, touchpoint } of channels) uses.set(did, { kind: 'channel', touchpoint });
  return uses;
}

function printedOf(
  { replace, pools, moreNumbers }: Site,
  byId: ReadonlyMap<string, AssignedPool>,
  retired: readonly AssignedPool[],
): PrintedNumbers[] {
  const assigned = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const more = moreNumbers.map(({ number, pools }) => ({
    numbers: [number],
    pools: assigned(pools),
    retired: [],
  }));
  return [{ numbers: replace, pools: assigned(pools), retired }, ...more];
}

function sitesOfPool({ pools, sites }: NumberPlan): ReadonlyMap<string, readonly string[]> {
  const lends = (pool: string) => (site: Site) =>
    [site, ...site.moreNumbers].some(({ pools }) => pools.includes(pool));
  return new Map(pools.map(({ id }) => [id, sites.filter(lends(id)).map((site) => site.id)]));
}
