// The one loop that sweeps expired leases, forgets ended visits, and shows the pools' figures.
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { NumberPool } from '../core/number-pool.ts';
import { SESSION_BREAK, type SessionBook } from '../core/session-book.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { NumberingSource } from './numbering.ts';
import type { PoolSizings } from './pool-sizing.ts';

export interface LeaseReclaimerOptions {
  readonly numbering: NumberingSource;
  readonly sessions: SessionBook;
  readonly journal: LeaseJournal;
  readonly feed: LiveFeed;
  readonly sizings: PoolSizings;
  readonly clock: Clock;
  /** Is told of each lease that ended. */
  readonly onEnded: (lease: Lease) => void;
}

const PASS_EVERY: Millis = 250;
/** Bounds one pass to a few milliseconds; what is left over is due again in the next. */
const SLOTS_PER_PASS = 2_000;
/** Ended visits stay in memory so long after the session break: calls about them read no disk. */
const FORGET_AFTER: Millis = 2 * SESSION_BREAK;

export class LeaseReclaimer {
  readonly #options: LeaseReclaimerOptions;
  readonly #shown = new Map<string, string>();
  #stop: (() => void) | null = null;

  constructor(options: LeaseReclaimerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#pass();
    this.#stop = this.#options.clock.every(PASS_EVERY, () => this.#pass());
  }

  /** Hands what has ended since the last pass to the journal. */
  stop(): void {
    if (this.#stop) this.#pass();
    this.#stop?.();
    this.#stop = null;
  }

  #pass(): void {
    const { numbering, sessions, journal, clock, onEnded } = this.#options;
    const now = clock.now();
    for (const { pool } of numbering.current.pools.values()) {
      pool.reclaim(now, SLOTS_PER_PASS);
      for (const lease of pool.takeEnded()) {
        journal.leaseChanged(lease);
        onEnded(lease);
      }
      this.#show(pool, now);
    }
    sessions.forget(now - FORGET_AFTER, SLOTS_PER_PASS);
  }

  #show(pool: NumberPool, now: Millis): void {
    const report = { ...pool.figures(now), sizing: this.#options.sizings.of(pool.id) };
    const text = JSON.stringify(report);
    if (this.#shown.get(pool.id) === text) return;
    this.#shown.set(pool.id, text);
    this.#options.feed.publish({ type: 'pool', pool: report });
  }
}
