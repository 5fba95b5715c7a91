// Forgets what the owner no longer wants kept.
import type { Millis } from '../core/millis.ts';
import type { CallBacks } from '../ports/call-backs.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { Logger } from '../ports/logger.ts';
import type { Schedule } from '../ports/schedule.ts';

export interface RetentionOptions {
  /** Cron expression. */
  readonly when: string;
  /** Ended leases and visits older than this go; null keeps them for ever. */
  readonly leases: Millis | null;
  readonly calls: Millis | null;
  readonly journal: LeaseJournal;
  readonly repository: CallRepository;
  readonly callBacks: Pick<CallBacks, 'forget'>;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Between two pieces of the work. */
const PASS_EVERY: Millis = 200;

export class Retention {
  readonly #options: RetentionOptions;
  #stop: (() => void) | null = null;
  #pause: (() => void) | null = null;
  #forgotten = { calls: 0, visits: 0 };

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    const { schedule, when } = this.#options;
    this.#stop = schedule.when(when, () => this.#begin());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
    this.#pause?.();
  }

  #begin(): void {
    this.#pause?.();
    this.#forgotten = { calls: 0, visits: 0 };
    this.#pass();
  }

  /**
   * One bounded piece of the work, so that visitors hardly wait; then again until nothing is left to forget. Calls go
   * first: a visit that a call refers to stays as long as the call.
   */
  #pass(): void {
    const { leases, calls, journal, repository, callBacks, clock, log } = this.#options;
    const now = clock.now();
    const gone = {
      calls: calls === null ? 0 : repository.forget(now - calls) + callBacks.forget(now - calls),
      visits: leases === null ? 0 : journal.forget(now - leases),
    };
    this.#forgotten.calls += gone.calls;
    this.#forgotten.visits += gone.visits;
    if (gone.calls + gone.visits > 0) {
      this.#pause = clock.after(PASS_EVERY, () => this.#pass());
      return;
    }
    log.info({ id: 'RETENTION', ...this.#forgotten }, 'Old calls and visits were forgotten.');
  }
}
