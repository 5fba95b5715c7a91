// API tokens in SQLite.
import type { Millis } from '../../core/millis.ts';
import type { TokenScope } from '../../core/token-scope.ts';
import type { ApiToken, TokenStore } from '../../ports/token-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { prepareWrite } from './prepared-write.ts';
import type { UserTokenRow } from './user-schema.ts';

export class SqliteTokenStore implements TokenStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #add: (row: UserTokenRow) => number;
  readonly #remove: (row: { id: string }) => number;
  readonly #used: (row: { id: string; last_used_at: number }) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    const { query } = database;
    this.#add = prepareWrite(database, (row) => query.insertInto('user_token').values(row));
    this.#remove = prepareWrite(database, ({ id }) => query.deleteFrom('user_token').where('id', '=', id));
    this.#used = prepareWrite(database, ({ id, last_used_at }) =>
      query.updateTable('user_token').set({ last_used_at }).where('id', '=', id),
    );
  }

  tokens(): ApiToken[] {
    const rows = this.#database.query.selectFrom('user_token').selectAll();
    const newestFirst = rows.orderBy('created_at', 'desc').orderBy('id', 'desc');
    return this.#database.all(newestFirst).map(fromRow);
  }

  byDigest(digest: string): ApiToken | null {
    const rows = this.#database.query.selectFrom('user_token').selectAll().where('digest', '=', digest);
    const [row] = this.#database.all(rows);
    return row ? fromRow(row) : null;
  }

  add(token: ApiToken): Promise<void> {
    const row = {
      id: token.id,
      name: token.name,
      owner: token.owner,
      digest: token.digest,
      scopes: JSON.stringify(token.scopes),
      created_at: token.createdAt,
      last_used_at: token.lastUsedAt,
      expires_at: token.expiresAt,
    };
    return this.#commits.write(() => {
      this.#add(row);
    });
  }

  remove(id: string): Promise<void> {
    return this.#commits.write(() => {
      this.#remove({ id });
    });
  }

  used(id: string, at: Millis): void {
    this.#commits.later(`token used ${id}`, () => {
      this.#used({ id, last_used_at: at });
    });
  }
}

function fromRow(row: UserTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    owner: row.owner,
    digest: row.digest,
    scopes: JSON.parse(row.scopes) as TokenScope[],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
