// The load of the pools as the journal has it, a bounded piece at a time.

import type { Millis } from '../core/millis.ts';
import type { Hold } from '../core/pool-load.ts';

/** Where reading stopped: rows later in time, or of the same time with a greater id, were not read yet. */
export interface ReadUpTo {
  readonly at: Millis;
  readonly id: string;
}

export interface EndedHold extends Hold {
  readonly pool: string;
}

/** A visit that was shown the overflow DID. */
export interface TurnedAway {
  readonly at: Millis;
  readonly site: string;
  readonly country: string | null;
  readonly region: string | null;
}

export interface Piece<Item> {
  readonly items: readonly Item[];
  /** From where to go on, now or later. */
  readonly next: ReadUpTo;
  /** Whether there is more to read at once. */
  readonly more: boolean;
}

export interface LoadJournal {
  /** Leases that ended after `after` and before `before`, by when they ended; looks at `limit` rows at most. */
  endedHolds(after: ReadUpTo, before: Millis, limit: number): Piece<EndedHold>;
  /** Visits last seen after `after` and before `before` that never had a lease; looks at `limit` visits at most. */
  turnedAway(after: ReadUpTo, before: Millis, limit: number): Piece<TurnedAway>;
}
