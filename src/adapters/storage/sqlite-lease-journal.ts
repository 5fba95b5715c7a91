// Leases and sessions in SQLite.
import { sql } from 'kysely';
import type { Lease } from '../../core/lease.ts';
import type { Millis } from '../../core/millis.ts';
import type { Session } from '../../core/session.ts';
import type { LeaseJournal } from '../../ports/lease-journal.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import {
  fromLeaseValues,
  fromSessionValues,
  LEASE_COLUMNS,
  type LeaseRow,
  type LeaseValues,
  SESSION_COLUMNS,
  type SessionRow,
  toLeaseRow,
  toSessionRow,
} from './lease-schema.ts';
import { excluded, prepareWrite } from './prepared-write.ts';

/** Rows of each table dropped in one go: about 20 ms during which visitors wait. */
const FORGET_CHUNK = 2_000;

/** What may change in a lease once it is granted. */
type LeaseProgress = Omit<LeaseRow, 'pool' | 'did' | 'site' | 'visitor' | 'session' | 'granted_at'>;

/** `session()` and `load()` see what is on disk: changes noted in the last seconds may be missing. */
export class SqliteLeaseJournal implements LeaseJournal {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #putLease: (row: LeaseRow) => number;
  readonly #changeLease: (progress: LeaseProgress) => number;
  readonly #putSession: (row: SessionRow) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#putLease = prepareWrite(database, (row) =>
      database.query
        .insertInto('lease')
        .values(row)
        .onConflict((conflict) => conflict.column('token').doUpdateSet(excluded(row))),
    );
    this.#changeLease = prepareWrite(database, ({ token, ...progress }) =>
      database.query.updateTable('lease').set(progress).where('token', '=', token),
    );
    this.#putSession = prepareWrite(database, (row) =>
      database.query
        .insertInto('session')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row))),
    );
  }

  granted(lease: Lease, session: Session): Promise<void> {
    return this.#commits.write(() => {
      this.#putSession(toSessionRow(session));
      this.#putLease(toLeaseRow(lease));
    }, [leaseKey(lease), sessionKey(session)]);
  }

  visited(session: Session): Promise<void> {
    return this.#commits.write(() => {
      this.#putSession(toSessionRow(session));
    }, [sessionKey(session)]);
  }

  leaseChanged(lease: Lease): void {
    this.#commits.later(leaseKey(lease), () => {
      this.#changeLease(toProgress(lease));
    });
  }

  sessionChanged(session: Session): void {
    this.#commits.later(sessionKey(session), () => {
      this.#putSession(toSessionRow(session));
    });
  }

  load(since: Millis): { leases: Lease[]; sessions: Session[] } {
    const running = this.#database.query.selectFrom('lease').where('ended_at', 'is', null);
    const ended = this.#database.query.selectFrom('lease').where('ended_at', '>=', since);
    // Two index ranges each; one OR would make SQLite read the whole table.
    const row = sql<number>`rowid`.as('row');
    const wanted = running.select([...LEASE_COLUMNS, row]).unionAll(ended.select([...LEASE_COLUMNS, row]));
    // In the order of writing: the times tell another one when the clock was set back between two grants.
    const leases = this.#database
      .allValues(wanted, (values: [...LeaseValues, row: number]) => ({
        lease: fromLeaseValues(values),
        row: values.at(-1) as number,
      }))
      .sort((a, b) => a.row - b.row)
      .map(({ lease }) => lease);
    const theirs = running.select('session').unionAll(ended.select('session'));
    const sessions = this.#sessions().where('id', 'in', theirs);
    return { leases, sessions: this.#database.allValues(sessions, fromSessionValues) };
  }

  session(id: string): Session | null {
    return this.#database.allValues(this.#sessions().where('id', '=', id), fromSessionValues)[0] ?? null;
  }

  /** Drops a bounded number, so as not to stall the service: call it again, in a later turn, until it answers 0. */
  forget(before: Millis): number {
    const { query } = this.#database;
    const leases = query
      .selectFrom('lease')
      .where('referred', '=', 0)
      .where('ended_at', 'is not', null)
      .where('ended_at', '<', before)
      .orderBy('ended_at')
      .limit(FORGET_CHUNK);
    const sessions = query
      .selectFrom('session')
      .where('referred', '=', 0)
      .where('last_seen_at', '<', before)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('lease').whereRef('lease.session', '=', 'session.id').select('token'))),
      )
      .orderBy('last_seen_at')
      .limit(FORGET_CHUNK);
    const gone = this.#database.run(query.deleteFrom('lease').where('token', 'in', leases.select('token')));
    return gone + this.#database.run(query.deleteFrom('session').where('id', 'in', sessions.select('id')));
  }

  #sessions() {
    return this.#database.query.selectFrom('session').select(SESSION_COLUMNS);
  }
}

function leaseKey(lease: Lease): string {
  return `lease ${lease.token}`;
}

function sessionKey(session: Session): string {
  return `session ${session.id}`;
}

function toProgress(lease: Lease): LeaseProgress {
  const { pool: _pool, did: _did, site: _site, visitor: _visitor, ...rest } = toLeaseRow(lease);
  const { session: _session, granted_at: _grantedAt, ...progress } = rest;
  return progress;
}
