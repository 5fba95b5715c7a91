// Several writes in one transaction, and nobody pays for another's fault.
import type { Database as Sqlite, Statement } from 'better-sqlite3';
import { StorageFailure } from './storage-failure.ts';

export class BatchTransaction {
  readonly #sqlite: Sqlite;
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
    this.#begin = sqlite.prepare('BEGIN IMMEDIATE');
    this.#commit = sqlite.prepare('COMMIT');
    this.#rollback = sqlite.prepare('ROLLBACK');
  }

  /**
   * Commits the writes, save those at fault themselves, which it answers with what went wrong. A write may run twice.
   * @throws when nothing was committed
   */
  run<Write extends { readonly run: () => void }>(writes: readonly Write[]): ReadonlyMap<Write, unknown> {
    const failures = new Map<Write, unknown>();
    try {
      this.#transaction(() => {
        for (const write of writes) write.run();
      });
    } catch (error) {
      if (writes.length === 1 || !StorageFailure.isFaultOfWrite(error)) throw error;
      this.#transaction(() => {
        for (const write of writes) this.#runAlone(write, failures);
      });
    }
    return failures;
  }

  #runAlone<Write extends { readonly run: () => void }>(write: Write, failures: Map<Write, unknown>): void {
    try {
      // Inside a transaction better-sqlite3 makes this a savepoint.
      this.#sqlite.transaction(write.run)();
    } catch (error) {
      if (!StorageFailure.isFaultOfWrite(error)) throw error;
      failures.set(write, error);
    }
  }

  #transaction(work: () => void): void {
    this.#begin.run();
    try {
      work();
      this.#commit.run();
    } catch (error) {
      // SQLite has rolled back by itself after some errors (a full disk, for one).
      if (this.#sqlite.inTransaction) this.#rollback.run();
      throw error;
    }
  }
}
