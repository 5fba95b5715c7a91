// What the owner's configuration says about numbers and sites: one immutable whole, which a reload replaces at once.
import type { DidCatalogue } from '../core/did-catalogue.ts';
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { ChannelNumber, OfferedPool } from '../core/number-offer.ts';
import type { NumberPool } from '../core/number-pool.ts';
import type { SiteDirectory } from '../ports/site-directory.ts';

/** A pool with what decides who is sent to it. The pool itself lives on over reloads. */
export interface AssignedPool extends OfferedPool {
  readonly pool: NumberPool;
  /** Shown when the pool is exhausted; null: the page keeps its printed number. */
  readonly overflow: E164 | null;
}

/** Printed numbers that one lease stands for. */
export interface PrintedNumbers {
  readonly numbers: readonly E164[];
  /** In the owner's order of preference. */
  readonly pools: readonly AssignedPool[];
  /** Pools no longer configured, whose visitors keep their numbers. */
  readonly retired: readonly AssignedPool[];
}

export interface Numbering {
  /** Every DID with what it is for; of one that drains still what it was for. */
  readonly catalogue: DidCatalogue;
  /** By id; with those that are no longer configured, whose last leases run out. */
  readonly pools: ReadonlyMap<string, AssignedPool>;
  /** Pools no longer configured. */
  readonly retired: readonly AssignedPool[];
  readonly channels: readonly ChannelNumber[];
  readonly sites: SiteDirectory;
  /** The printed numbers of a site by where numbers in their place come from, the site's own pools first; by site id. */
  readonly printed: ReadonlyMap<string, readonly PrintedNumbers[]>;
  /** Ids of the sites that lend from a pool, by pool id. */
  readonly sitesOfPool: ReadonlyMap<string, readonly string[]>;
  /** How often a visible page should report. */
  readonly heartbeat: Millis;
  /** How long a page that is only looked at waits before it asks. */
  readonly defer: Millis;
  /** Running leases one address may hold; null for no limit. */
  readonly atOncePerAddress: number | null;
}

/** Where to ask for the numbering of this moment: keep the source, never the answer. */
export interface NumberingSource {
  readonly current: Numbering;
}
