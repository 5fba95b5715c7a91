// One-time links in SQLite.
import type { LinkPurpose, LinkStore, OneTimeLink } from '../../ports/link-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { prepareWrite } from './prepared-write.ts';
import type { OneTimeLinkRow } from './user-schema.ts';

export class SqliteLinkStore implements LinkStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #add: (row: OneTimeLinkRow) => number;
  readonly #remove: (row: { digest: string }) => number;
  readonly #removeEarlier: (row: { name: string | null }) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    const { query } = database;
    this.#add = prepareWrite(database, (row) => query.insertInto('one_time_link').values(row));
    this.#remove = prepareWrite(database, ({ digest }) =>
      query.deleteFrom('one_time_link').where('digest', '=', digest),
    );
    this.#removeEarlier = prepareWrite(database, ({ name }) =>
      query.deleteFrom('one_time_link').where('name', 'is', name),
    );
  }

  link(digest: string): OneTimeLink | null {
    const rows = this.#database.query.selectFrom('one_time_link').selectAll().where('digest', '=', digest);
    const [row] = this.#database.all(rows);
    if (!row) return null;
    return { digest, purpose: row.purpose as LinkPurpose, name: row.name, expiresAt: row.expires_at };
  }

  put({ digest, purpose, name, expiresAt }: OneTimeLink): Promise<void> {
    return this.#commits.write(() => {
      this.#removeEarlier({ name });
      this.#add({ digest, purpose, name, expires_at: expiresAt });
    });
  }

  remove(digest: string): Promise<void> {
    return this.#commits.write(() => {
      this.#remove({ digest });
    });
  }
}
