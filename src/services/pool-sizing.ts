// Measures each pool's load from the journal, piece by piece, and says how many numbers it needs.
import type { Millis } from '../core/millis.ts';
import type { PoolFigures } from '../core/pool-figures.ts';
import { PoolLoad } from '../core/pool-load.ts';
import { SESSION_BREAK } from '../core/session-book.ts';
import { type PoolSizing, sizePool } from '../core/sizing.ts';
import type { Clock } from '../ports/clock.ts';
import type { LoadJournal, ReadUpTo, TurnedAway } from '../ports/load-journal.ts';
import type { Logger } from '../ports/logger.ts';

/** Where others read what is known so far. */
export interface PoolSizings {
  /** Null until enough was measured. */
  of(pool: string): PoolSizing | null;
}

export interface PoolSizingServiceOptions {
  /** Of the pools that are configured now. */
  readonly figures: () => readonly PoolFigures[];
  readonly journal: LoadJournal;
  /** The pool a visitor who got none would have been lent from; null when there is none. */
  readonly poolFor: (visit: TurnedAway) => string | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Four weeks: each day of the week counts the same. */
const WINDOW: Millis = 28 * 24 * 3_600_000;
/** What a lease's end needs to reach the disk, and more. */
const ON_DISK_AFTER: Millis = 60_000;
/** A visit seen lately may still get a lease. */
const VISIT_OVER_AFTER: Millis = SESSION_BREAK + ON_DISK_AFTER;
const LOOK_EVERY: Millis = 10 * 60_000;
/** Visitors wait while a piece is read, some 3 ms; four weeks of 10,000 visits a day are caught up within five minutes. */
const ROWS_A_PIECE = 500;
const PIECE_EVERY: Millis = 200;

export class PoolSizingService implements PoolSizings {
  readonly #options: PoolSizingServiceOptions;
  readonly #loads = new Map<string, PoolLoad>();
  readonly #sizings = new Map<string, PoolSizing>();
  #holds: ReadUpTo = { at: 0, id: '' };
  #visits: ReadUpTo = { at: 0, id: '' };
  #pause: (() => void) | null = null;

  constructor(options: PoolSizingServiceOptions) {
    this.#options = options;
  }

  of(pool: string): PoolSizing | null {
    return this.#sizings.get(pool) ?? null;
  }

  /** Begins a while later: first the visitors who waited for the start. */
  start(): void {
    this.#holds = { at: this.#options.clock.now() - WINDOW, id: '' };
    this.#visits = this.#holds;
    this.#later(ON_DISK_AFTER);
  }

  stop(): void {
    this.#pause?.();
    this.#pause = null;
  }

  #later(delay: Millis): void {
    this.#pause = this.#options.clock.after(delay, () => this.#look());
  }

  #look(): void {
    try {
      this.#later(this.#readPiece() ? PIECE_EVERY : LOOK_EVERY);
    } catch (error) {
      this.#options.log.warn(
        { id: 'SIZING_UNREADABLE', error: String(error) },
        'The journal cannot be read: how many numbers the pools need is not measured for now.',
      );
      this.#later(LOOK_EVERY);
    }
  }

  /** Answers whether more is to be read at once. */
  #readPiece(): boolean {
    const { journal, clock } = this.#options;
    const now = clock.now();
    const holds = journal.endedHolds(this.#holds, now - ON_DISK_AFTER, ROWS_A_PIECE);
    this.#holds = holds.next;
    for (const hold of holds.items) this.#load(hold.pool).lent(hold);
    if (holds.more) return true;
    const visits = journal.turnedAway(this.#visits, now - VISIT_OVER_AFTER, ROWS_A_PIECE);
    this.#visits = visits.next;
    for (const visit of visits.items) this.#turnAway(visit);
    if (!visits.more) this.#size(now);
    return visits.more;
  }

  #turnAway(visit: TurnedAway): void {
    const pool = this.#options.poolFor(visit);
    if (pool !== null) this.#load(pool).turnedAway(visit.at);
  }

  #size(now: Millis): void {
    this.#sizings.clear();
    for (const { id, size, disabled } of this.#options.figures()) {
      const load = this.#loads.get(id);
      load?.forget(now - WINDOW);
      const measured = load?.measure(now);
      if (measured) this.#sizings.set(id, sizePool(id, size - disabled, measured));
    }
  }

  /** A pool that is no longer configured has one, too: it may come back. */
  #load(pool: string): PoolLoad {
    let load = this.#loads.get(pool);
    if (!load) {
      load = new PoolLoad();
      this.#loads.set(pool, load);
    }
    return load;
  }
}
