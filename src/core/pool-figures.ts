// A pool in numbers, for the monitor, /v1/pools and /metrics.
import type { PoolSizing } from './sizing.ts';

/** How many DIDs of a pool are in which state right now; the first five sum to `size`. */
export interface PoolFigures {
  readonly id: string;
  readonly regions: readonly string[];
  readonly size: number;
  readonly free: number;
  readonly leased: number;
  readonly lingering: number;
  readonly cooling: number;
  readonly disabled: number;
  /** DIDs kept because a call is or was just live on them; each is also counted in its state. */
  readonly held: number;
  /** Share of the DIDs that are leased, lingering or held: 0 to 1. */
  readonly utilisation: number;
  /** Leases granted since start. */
  readonly granted: number;
  /** Visitors who got the overflow DID since start because the pool was exhausted. */
  readonly overflowed: number;
}

/** What operators see of a pool. */
export interface PoolReport extends PoolFigures {
  /** Null until its traffic is measured (core/pool-load.ts says how much is enough). */
  readonly sizing: PoolSizing | null;
}
