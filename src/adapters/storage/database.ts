// The SQLite file: opened, set up and brought to the present schema.
import { closeSync, fdatasync, fdatasyncSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Compilable, Kysely, SqliteDialect } from 'kysely';
import type { Millis } from '../../core/millis.ts';
import type { AlertSchema } from './alert-schema.ts';
import type { CallSchema } from './call-schema.ts';
import type { LeaseSchema } from './lease-schema.ts';
import { checkSchema, migrate } from './migrations.ts';
import type { ModelSchema } from './model-schema.ts';
import type { OutboundSchema } from './outbound-schema.ts';
import type { ReportSchema } from './report-schema.ts';
import { StorageFailure } from './storage-failure.ts';
import type { UserSchema } from './user-schema.ts';
import type { VisitSchema } from './visit-schema.ts';

export type Schema = AlertSchema &
  LeaseSchema &
  CallSchema &
  ModelSchema &
  OutboundSchema &
  ReportSchema &
  UserSchema &
  VisitSchema;

/** How long a write waits for another process (a backup, the sqlite3 shell); meanwhile the whole service waits. */
const BUSY_TIMEOUT: Millis = 1_000;

/** 16 MB of log between checkpoints: fewer, and so a smoother p99, than SQLite's 1,000 (docs: Speed). */
const CHECKPOINT_PAGES = 4_000;

/**
 * Kysely writes the SQL and checks its types; better-sqlite3 runs it, synchronously and prepared once. Kysely's own
 * `.execute()` costs 26 to 33 us a statement, a prepared one 3 to 4.
 */
export class Database {
  readonly path: string;
  readonly sqlite: BetterSqlite3.Database;
  /** Builds queries; do not `.execute()` nor `.destroy()` it. */
  readonly query: Kysely<Schema>;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();
  /** The write-ahead log, to which SQLite appends what is committed; null in memory. */
  readonly #log: number | null;

  /**
   * Opens the file, making it and its folder when missing.
   * @throws StorageFailure with a message for the owner
   */
  static open(path: string): Database {
    let sqlite: BetterSqlite3.Database | undefined;
    try {
      createFile(path);
      sqlite = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT });
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      sqlite.pragma('foreign_keys = ON');
      sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      migrate(sqlite, path);
      // From here on SQLite itself syncs for checkpoints only, and commits are synced by us: see sync().
      sqlite.pragma('synchronous = NORMAL');
      return new Database(path, sqlite);
    } catch (error) {
      sqlite?.close();
      throw StorageFailure.of(error, path);
    }
  }

  /**
   * Opens an existing file to read it beside the service that writes it. Sorts spill to files, not to memory.
   * @throws StorageFailure with a message for the owner
   */
  static openToRead(path: string): Database {
    let sqlite: BetterSqlite3.Database | undefined;
    try {
      sqlite = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
      sqlite.pragma('temp_store = FILE');
      checkSchema(sqlite, path);
      return new Database(path, sqlite);
    } catch (error) {
      sqlite?.close();
      throw StorageFailure.of(error, path);
    }
  }

  private constructor(path: string, sqlite: BetterSqlite3.Database) {
    this.path = path;
    this.sqlite = sqlite;
    this.#log = openLog(path);
    this.query = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
  }

  /**
   * The rows of a query, at once.
   * @throws StorageFailure
   */
  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile();
    return this.#guard(() => this.#prepare(sql).all(parameters) as Row[]);
  }

  /**
   * The rows of a query as arrays, for reading many: give the columns' order in its `select`.
   * @throws StorageFailure
   */
  allValues<Values extends readonly unknown[], Result>(
    query: Compilable,
    read: (values: Values) => Result,
  ): Result[] {
    return [...this.eachValues(query, read)];
  }

  /**
   * The same one after the other, for more than memory should hold. Nothing may be written meanwhile.
   * @throws StorageFailure
   */
  *eachValues<Values extends readonly unknown[], Result>(
    query: Compilable,
    read: (values: Values) => Result,
  ): Generator<Result> {
    const { sql, parameters } = query.compile();
    const rows = this.#guard(() => this.sqlite.prepare(sql).raw().iterate(parameters));
    try {
      for (;;) {
        const row = this.#guard(() => rows.next());
        if (row.done) return;
        yield read(row.value as Values);
      }
    } finally {
      // Whoever stops early must not leave the connection busy.
      rows.return?.();
    }
  }

  /**
   * Runs a write in a transaction of its own, on disk when it returns; answers how many rows changed.
   * @throws StorageFailure
   */
  run(query: Compilable): number {
    const changes = this.change(query);
    this.syncNow();
    return changes;
  }

  /**
   * Runs a write as part of a transaction; answers how many rows changed.
   * @throws StorageFailure
   */
  change(query: Compilable): number {
    const { sql, parameters } = query.compile();
    return this.#guard(() => this.#prepare(sql).run(parameters).changes);
  }

  /**
   * Runs several writes in one transaction, on disk when it returns.
   * @throws StorageFailure when none of them was done
   */
  transaction<Result>(work: () => Result): Result {
    const result = this.#guard(() => this.sqlite.transaction(work).immediate());
    this.syncNow();
    return result;
  }

  /**
   * Brings to the disk what is committed, without holding up the event loop: what `synchronous = FULL` does within
   * COMMIT. A commit appends to the log file, and the sync of one descriptor is the sync of the file. After a failure
   * the log may have a hole: `rewrite()` before the next commit counts.
   */
  sync(done: (failure: StorageFailure | null) => void): void {
    if (this.#log === null) setImmediate(done, null);
    else fdatasync(this.#log, (error) => done(error && StorageFailure.of(error, this.path)));
  }

  /**
   * As `sync()`, at once.
   * @throws StorageFailure
   */
  syncNow(): void {
    const log = this.#log;
    if (log !== null) this.#guard(() => fdatasyncSync(log));
  }

  /**
   * Writes and syncs the database file from the log, so that nothing rests on the log any more.
   * @throws StorageFailure
   */
  rewrite(): void {
    this.#guard(() => {
      const [{ busy }] = this.sqlite.pragma('wal_checkpoint(RESTART)') as [{ busy: number }];
      if (busy !== 0) throw new BetterSqlite3.SqliteError('busy', 'SQLITE_BUSY');
    });
  }

  /** Closes the file; the last checkpoint folds the write-ahead log into it. */
  close(): void {
    this.sqlite.close();
    if (this.#log !== null) closeSync(this.#log);
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw StorageFailure.of(error, this.path);
    }
  }

  /** Queries are built anew but alike: as many texts as there are combinations of filters, all of our making. */
  #prepare(sql: string): BetterSqlite3.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** SQLite has made the log by now, but its name is on disk only when the folder is. */
function openLog(path: string): number | null {
  if (path === ':memory:') return null;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return openSync(`${path}-wal`, 'r+');
}

/** Callers' phone numbers are in it: only the service user may read it (its log files inherit the mode). */
function createFile(path: string): void {
  if (path === ':memory:') return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    // SQLite says better what is wrong with a file that exists.
    if (!(error instanceof Error && 'code' in error && error.code === 'EISDIR')) throw error;
  }
}
