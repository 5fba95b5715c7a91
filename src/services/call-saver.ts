// Gets every call onto the disk, however long the disk refuses, and never an older state over a newer one.
import type { CallRecord } from '../core/call-record.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Logger } from '../ports/logger.ts';
import type { CallMetrics } from '../ports/metrics.ts';

export interface CallSaverOptions {
  readonly calls: CallRepository;
  readonly log: Logger;
  readonly metrics: CallMetrics;
}

export class CallSaver {
  readonly #options: CallSaverOptions;
  /** Records not on disk yet, by call, in their latest state: on their way there, or refused. */
  readonly #unsaved = new Map<string, CallRecord>();
  #isSaving = true;

  constructor(options: CallSaverOptions) {
    this.#options = options;
  }

  /** The call's latest state, if the disk does not have it yet. */
  pending(id: string): CallRecord | undefined {
    return this.#unsaved.get(id);
  }

  /** Resolves when the record is on disk, or was refused and will be tried again. */
  save(record: CallRecord): Promise<void> {
    const { id } = record.call;
    // Noted before the outcome is known: an earlier state that was refused must not be written over this one.
    this.#unsaved.set(id, record);
    return this.#options.calls.save(record).then(
      () => {
        this.#isSaving = true;
        if (this.#unsaved.get(id) === record) this.#unsaved.delete(id);
      },
      (error: unknown) => this.#refused(id, error),
    );
  }

  /** Tries again what was refused. */
  saveAgain(): void {
    for (const record of this.#unsaved.values()) void this.save(record);
  }

  #refused(call: string, error: unknown): void {
    const { log, metrics } = this.#options;
    metrics.unsaved();
    if (this.#isSaving) {
      log.error(
        { id: 'CALL_NOT_WRITTEN', call, error: String(error) },
        'Calls cannot be written; they are kept in memory and tried again. Check the disk that holds storage.path.',
      );
    }
    this.#isSaving = false;
  }
}
