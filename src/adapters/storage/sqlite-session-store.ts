// Sessions of logged-in browsers in SQLite.
import type { SessionStore, StoredSession } from '../../ports/session-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { excluded, prepareWrite } from './prepared-write.ts';
import type { UserSessionRow } from './user-schema.ts';

export class SqliteSessionStore implements SessionStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: UserSessionRow) => number;
  readonly #drop: (row: { digest: string }) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    const { query } = database;
    this.#put = prepareWrite(database, (row) =>
      query
        .insertInto('user_session')
        .values(row)
        .onConflict((conflict) => conflict.column('digest').doUpdateSet(excluded(row))),
    );
    this.#drop = prepareWrite(database, ({ digest }) =>
      query.deleteFrom('user_session').where('digest', '=', digest),
    );
  }

  sessions(): StoredSession[] {
    const rows = this.#database.query.selectFrom('user_session').selectAll().orderBy('last_used_at');
    return this.#database.all(rows).map((row) => ({
      digest: row.digest,
      name: row.name,
      address: row.address,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    }));
  }

  put({ digest, name, address, createdAt, lastUsedAt }: StoredSession): void {
    const row = { digest, name, address, created_at: createdAt, last_used_at: lastUsedAt };
    this.#commits.later(keyOf(digest), () => {
      this.#put(row);
    });
  }

  /** The same key as its writes: none of them comes after. */
  drop(digest: string): void {
    this.#commits.later(keyOf(digest), () => {
      this.#drop({ digest });
    });
  }
}

function keyOf(digest: string): string {
  return `user session ${digest}`;
}
