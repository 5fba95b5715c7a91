// Forgets what the owner no longer wants kept.
import type { Millis } from '../core/millis.ts';
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
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Retention {
  readonly #options: RetentionOptions;
  #stop: (() => void) | null = null;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stop = this.#options.schedule.when(this.#options.when, () => this.run());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Calls go first: a visit that a call refers to stays as long as the call. */
  run(): void {
    const { leases, calls, journal, repository, clock, log } = this.#options;
    const now = clock.now();
    const forgottenCalls = calls === null ? 0 : repository.forget(now - calls);
    const forgottenVisits = leases === null ? 0 : journal.forget(now - leases);
    log.info(
      { id: 'RETENTION', calls: forgottenCalls, visits: forgottenVisits },
      'Old calls and visits were forgotten.',
    );
  }
}
