// One transaction, and so one fsync, for all writes of an event-loop turn.
import type { Millis } from '../../core/millis.ts';
import type { Clock } from '../../ports/clock.ts';
import { BatchTransaction } from './batch-transaction.ts';
import type { Database } from './database.ts';
import { type LazyWrite, LazyWrites } from './lazy-writes.ts';
import { StorageFailure } from './storage-failure.ts';

export interface GroupCommitOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** How long a lazy write waits for a commit to go with. */
  readonly lazyFor?: Millis;
  /** Lazy writes kept while the disk fails; beyond, the oldest are dropped. */
  readonly lazyAtMost?: number;
  /** Called once when writing begins to fail, and once when something is written again. */
  readonly onTrouble: (failure: StorageFailure) => void;
  readonly onRecovered: () => void;
}

interface Write {
  readonly run: () => void;
  readonly done: () => void;
  readonly failed: (failure: StorageFailure) => void;
}

/** 2 ms of statements: what a commit that visitors wait for may carry besides. */
const LAZY_PER_COMMIT = 500;

/** A lazy write that is itself at fault will not get better. */
const LAZY_ATTEMPTS = 3;

/**
 * Writes are synchronous functions that run prepared statements. A batch that fails because of one of them is run again
 * with each in a savepoint of its own, so a write may run twice: it must do the same again. Measured: FIELD-NOTES,
 * "one commit an event-loop turn".
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #batch: BatchTransaction;
  #writes: Write[] = [];
  /** Committed since the sync under way began. */
  #committed: Write[] = [];
  /** Committed before it. Null: no sync is under way. */
  #syncing: Write[] | null = null;
  /** A sync failed: nothing that follows in the log counts until the database file is written anew. */
  #holed = false;
  readonly #lazy: LazyWrites;
  /** Changes nothing, but commits a page: a service that nobody asks for its trouble must still see the trouble end. */
  readonly #probe: Write;
  #turn: NodeJS.Immediate | null = null;
  #cancelTimer: (() => void) | null = null;
  /** The lazy writes' time is up: commit until none is left. */
  #draining = false;
  #troubled = false;
  #closed = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    const { sqlite } = options.database;
    this.#batch = new BatchTransaction(sqlite);
    this.#lazy = new LazyWrites(options.lazyAtMost ?? 200_000);
    const version = sqlite.pragma('user_version', { simple: true });
    this.#probe = {
      run: () => sqlite.pragma(`user_version = ${version}`),
      done: () => {},
      failed: () => {},
    };
  }

  /**
   * Resolves when `run`'s changes are on disk; rejects with a StorageFailure when they are not (when it was the sync that
   * failed, they may yet get there).
   * @param supersedes keys of lazy writes whose state is older than what `run` writes
   */
  write(run: () => void, supersedes: readonly string[] = []): Promise<void> {
    if (this.#closed) return Promise.reject(this.#closedFailure());
    for (const key of supersedes) this.#lazy.delete(key);
    return new Promise((done, failed) => {
      this.#writes.push({ run, done, failed });
      // While the disk is busy nothing is won by a commit: those who come meanwhile share the next one.
      if (!this.#syncing) this.#schedule();
    });
  }

  /** Runs `run` with a commit soon; of several with one key only the last runs. Tried again while the disk fails. */
  later(key: string, run: () => void): void {
    if (this.#closed) return;
    if (this.#lazy.set(key, run)) this.#trouble(this.#lostFailure(null));
    this.#armTimer();
  }

  /** Writes everything noted so far, now. */
  flush(): void {
    let left = this.#lazy.size;
    do {
      this.#runTurn();
      left -= LAZY_PER_COMMIT;
    } while (left > 0);
    const committed = [...(this.#syncing ?? []), ...this.#committed];
    this.#syncing = null;
    this.#committed = [];
    try {
      this.#options.database.syncNow();
      for (const { done } of committed) done();
    } catch (error) {
      this.#syncFailed(committed, error);
    }
  }

  /** Flushes; later writes are refused. The database stays open: whoever opened it closes it. */
  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    if (this.#turn) clearImmediate(this.#turn);
    this.#cancelTimer?.();
  }

  #schedule(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = null;
      this.#runTurn();
    });
  }

  #armTimer(): void {
    this.#cancelTimer ??= this.#options.clock.after(this.#options.lazyFor ?? 2_000, () => {
      this.#cancelTimer = null;
      this.#draining = true;
      this.#schedule();
    });
  }

  #runTurn(): void {
    const writes = this.#writes;
    this.#writes = [];
    for (const [key, lazy] of this.#lazy.take(LAZY_PER_COMMIT)) writes.push(this.#lazyJob(key, lazy));
    if (writes.length === 0 && this.#troubled) writes.push(this.#probe);
    if (writes.length > 0) this.#writeBatch(writes);
    this.#draining &&= this.#lazy.size > 0 && !this.#troubled;
    if (this.#draining) this.#schedule();
    else if (this.#lazy.size > 0 || this.#troubled) this.#armTimer();
  }

  #writeBatch(writes: readonly Write[]): void {
    try {
      if (this.#holed) this.#options.database.rewrite();
      this.#holed = false;
      const failures = this.#batch.run(writes);
      if (failures.size < writes.length) this.#recovered();
      for (const write of writes) if (!failures.has(write)) this.#committed.push(write);
      if (!this.#syncing) this.#sync();
      for (const [write, error] of failures) write.failed(this.#failure(error));
    } catch (error) {
      this.#failedAll(writes, error);
    }
  }

  /** One sync at a time; the next commit is made and on its way to the disk before those of this one are told. */
  #sync(): void {
    const writes = this.#committed;
    this.#committed = [];
    this.#syncing = writes;
    this.#options.database.sync((failure) => {
      // flush() was faster.
      if (this.#syncing !== writes) return;
      this.#syncing = null;
      if (failure) {
        this.#syncFailed(writes, failure);
        if (this.#writes.length > 0) this.#schedule();
        return;
      }
      if (this.#writes.length > 0) this.#runTurn();
      if (!this.#syncing && this.#committed.length > 0) this.#sync();
      for (const { done } of writes) done();
    });
  }

  /** What was committed meanwhile lies behind the hole. */
  #syncFailed(writes: readonly Write[], error: unknown): void {
    this.#holed = true;
    const behind = this.#committed;
    this.#committed = [];
    this.#failedAll([...writes, ...behind], error);
  }

  #failedAll(writes: readonly Write[], error: unknown): void {
    const failure = this.#failure(error);
    if (!StorageFailure.isFaultOfWrite(error)) this.#trouble(failure);
    for (const { failed } of writes) failed(failure);
  }

  #lazyJob(key: string, { run, attempts }: LazyWrite): Write {
    return {
      run,
      done: () => {},
      failed: (failure) => {
        const failed = attempts + (StorageFailure.isFaultOfWrite(failure.cause) ? 1 : 0);
        if (failed < LAZY_ATTEMPTS) this.#lazy.putBack(key, { run, attempts: failed });
        else this.#trouble(this.#lostFailure(failure));
      },
    };
  }

  #recovered(): void {
    if (!this.#troubled) return;
    this.#troubled = false;
    this.#options.onRecovered();
  }

  #trouble(failure: StorageFailure): void {
    if (this.#troubled) return;
    this.#troubled = true;
    this.#options.onTrouble(failure);
    this.#armTimer();
  }

  #failure(error: unknown): StorageFailure {
    return StorageFailure.of(error, this.#options.database.path);
  }

  #lostFailure(cause: StorageFailure | null): StorageFailure {
    const { path } = this.#options.database;
    const reason = cause ? cause.message : 'too many wait for the disk';
    return new StorageFailure(
      `Database ${path}: a change of a lease or session was lost: ${reason}`,
      null,
      cause,
    );
  }

  #closedFailure(): StorageFailure {
    return new StorageFailure(
      `Database ${this.#options.database.path}: closed, the service is stopping`,
      null,
    );
  }
}
