// Keeps what reports read up to date in the background, in pieces that no visitor notices.
import type { Millis } from '../../core/millis.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { CreditBackfill } from './credit-backfill.ts';
import type { VisitTally } from './visit-tally.ts';

export interface ReportUpkeepOptions {
  readonly backfill: CreditBackfill;
  readonly tally: VisitTally;
  readonly clock: Clock;
  readonly log: Logger;
}

/** About 3 ms each of the thread that lends numbers. */
const CALLS_A_PIECE = 20;
const VISITS_A_PIECE = 300;
const PIECE_EVERY: Millis = 100;
const LOOK_EVERY: Millis = 60_000;
/** First the visitors who waited for the start. */
const FIRST_AFTER: Millis = 5_000;

export class ReportUpkeep {
  readonly #options: ReportUpkeepOptions;
  #pause: (() => void) | null = null;
  #stopped = false;

  constructor(options: ReportUpkeepOptions) {
    this.#options = options;
  }

  start(): void {
    this.#later(FIRST_AFTER);
  }

  stop(): void {
    this.#stopped = true;
    this.#pause?.();
  }

  #later(delay: Millis): void {
    if (!this.#stopped) this.#pause = this.#options.clock.after(delay, () => void this.#piece());
  }

  async #piece(): Promise<void> {
    const { backfill, tally, clock, log } = this.#options;
    try {
      const more = (await backfill.piece(CALLS_A_PIECE)) || (await tally.piece(clock.now(), VISITS_A_PIECE));
      this.#later(more ? PIECE_EVERY : LOOK_EVERY);
    } catch (error) {
      if (this.#stopped) return;
      log.warn(
        { id: 'REPORTS_NOT_KEPT_UP', error: String(error) },
        'What reports read cannot be brought up to date; trying again.',
      );
      this.#later(LOOK_EVERY);
    }
  }
}
