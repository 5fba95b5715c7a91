// Accounts made in the monitor, and what is kept of every user, in SQLite.
import type { Millis } from '../../core/millis.ts';
import type { OperatorRole } from '../../core/operator-role.ts';
import type { SecondFactor, StoredUser, UserStore } from '../../ports/user-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { excluded, prepareWrite } from './prepared-write.ts';
import type { UserAccountRow, UserStateRow } from './user-schema.ts';

const NO_FACTOR = { totp_secret: null, totp_confirmed: 0, totp_last_step: 0 };

export class SqliteUserStore implements UserStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: UserAccountRow) => number;
  readonly #seen: (row: UserStateRow) => number;
  readonly #putFactor: (row: UserStateRow) => number;
  readonly #remove: readonly ((row: { name: string }) => number)[];

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    const { query } = database;
    this.#put = prepareWrite(database, (row) =>
      query
        .insertInto('user_account')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(excluded(row))),
    );
    // What one of them writes the other leaves alone.
    this.#seen = prepareWrite(database, (row) =>
      query
        .insertInto('user_state')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet(excluded({ last_seen_at: row.last_seen_at })),
        ),
    );
    this.#putFactor = prepareWrite(database, ({ last_seen_at, ...factor }) =>
      query
        .insertInto('user_state')
        .values({ last_seen_at, ...factor })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(excluded(factor))),
    );
    this.#remove = [
      prepareWrite(database, ({ name }) => query.deleteFrom('user_account').where('name', '=', name)),
      prepareWrite(database, ({ name }) => query.deleteFrom('user_state').where('name', '=', name)),
      prepareWrite(database, ({ name }) => query.deleteFrom('user_session').where('name', '=', name)),
      prepareWrite(database, ({ name }) => query.deleteFrom('user_token').where('owner', '=', name)),
      prepareWrite(database, ({ name }) => query.deleteFrom('one_time_link').where('name', '=', name)),
    ];
  }

  users(): StoredUser[] {
    const rows = this.#database.query.selectFrom('user_account').selectAll().orderBy('name');
    return this.#database.all(rows).map(fromRow);
  }

  user(name: string): StoredUser | null {
    const rows = this.#database.query.selectFrom('user_account').selectAll().where('name', '=', name);
    const [row] = this.#database.all(rows);
    return row ? fromRow(row) : null;
  }

  put(user: StoredUser): Promise<void> {
    const row = {
      name: user.name,
      role: user.role,
      sites: user.sites && JSON.stringify(user.sites),
      caller_numbers: user.callerNumbers === null ? null : Number(user.callerNumbers),
      disabled: Number(user.disabled),
      password_hash: user.passwordHash,
      created_at: user.createdAt,
    };
    return this.#commits.write(() => {
      this.#put(row);
    });
  }

  remove(name: string): Promise<void> {
    return this.#commits.write(() => {
      for (const remove of this.#remove) remove({ name });
    }, seenKey(name));
  }

  lastSeen(name: string): Millis | null {
    return this.#state(name)?.last_seen_at ?? null;
  }

  seen(name: string, at: Millis): void {
    this.#commits.later(seenKey(name), () => {
      this.#seen({ name, last_seen_at: at, ...NO_FACTOR });
    });
  }

  secondFactor(name: string): SecondFactor | null {
    const state = this.#state(name);
    if (!state || state.totp_secret === null) return null;
    return {
      secret: state.totp_secret,
      confirmed: state.totp_confirmed === 1,
      lastStep: state.totp_last_step,
    };
  }

  putSecondFactor(name: string, factor: SecondFactor | null): Promise<void> {
    const columns = factor
      ? {
          totp_secret: factor.secret,
          totp_confirmed: Number(factor.confirmed),
          totp_last_step: factor.lastStep,
        }
      : NO_FACTOR;
    return this.#commits.write(() => {
      this.#putFactor({ name, last_seen_at: null, ...columns });
    });
  }

  #state(name: string): UserStateRow | undefined {
    const rows = this.#database.query.selectFrom('user_state').selectAll().where('name', '=', name);
    return this.#database.all(rows)[0];
  }
}

function seenKey(name: string): string {
  return `user seen ${name}`;
}

function fromRow(row: UserAccountRow): StoredUser {
  return {
    name: row.name,
    role: row.role as OperatorRole,
    sites: row.sites === null ? null : (JSON.parse(row.sites) as string[]),
    callerNumbers: row.caller_numbers === null ? null : row.caller_numbers === 1,
    disabled: row.disabled === 1,
    passwordHash: row.password_hash,
    createdAt: row.created_at,
  };
}
