// Leases and sessions in SQLite.
import { setImmediate as nextTurn } from 'node:timers/promises';
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
  type SessionValues,
  toLeaseValues,
  toSessionValues,
} from './lease-schema.ts';
import { excluded, prepareValues, prepareWrite } from './prepared-write.ts';

/** Rows of each table dropped in one go: about 20 ms during which visitors wait. */
const FORGET_CHUNK = 2_000;

/** Visits looked through for a code in one go: about 5 ms. */
const CODE_CHUNK = 5_000;
/** A visit that began earlier than this before a time was not seen at that time. */
const LONGEST_VISIT: Millis = 24 * 3_600_000;

/** What may change in a lease once it is granted, by its token. */
type LeaseProgress = Omit<LeaseRow, 'pool' | 'did' | 'site' | 'visitor' | 'session' | 'granted_at'>;

/**
 * A lease ends up to its hard maximum, or a long call, after its visitor was last seen: sessions are kept so much longer
 * than leases that none loses its session before it goes itself.
 */
const SESSIONS_LONGER: Millis = 24 * 3_600_000;

/** `session()` and `load()` see what is on disk: changes noted in the last seconds may be missing. */
export class SqliteLeaseJournal implements LeaseJournal {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #putLease: (values: LeaseValues) => void;
  readonly #changeLease: (progress: LeaseProgress) => number;
  readonly #putSession: (values: SessionValues) => void;
  readonly #putLentSession: (values: SessionValues) => void;
  readonly #putTurnedAwaySession: (values: SessionValues) => void;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#putLease = prepareValues<LeaseRow, LeaseValues>(database, LEASE_COLUMNS, (row) =>
      database.query
        .insertInto('lease')
        .values(row)
        .onConflict((conflict) => conflict.column('token').doUpdateSet(excluded(row))),
    );
    this.#changeLease = prepareWrite(database, ({ token, ...progress }) =>
      database.query.updateTable('lease').set(progress).where('token', '=', token),
    );
    this.#putSession = prepareValues<SessionRow, SessionValues>(database, SESSION_COLUMNS, (row) =>
      database.query
        .insertInto('session')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row))),
    );
    const [no, yes] = [sql.lit(0), sql.lit(1)];
    this.#putLentSession = prepareValues<SessionRow, SessionValues>(database, SESSION_COLUMNS, (row) =>
      database.query
        .insertInto('session')
        .values({ ...row, turned_away: no })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...excluded(row), turned_away: no })),
    );
    // Only a visit without a row can have been turned away: one that is known had a lease, or is marked already.
    this.#putTurnedAwaySession = prepareValues<SessionRow, SessionValues>(database, SESSION_COLUMNS, (row) =>
      database.query
        .insertInto('session')
        .values({ ...row, turned_away: yes })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row))),
    );
  }

  granted(lease: Lease, session: Session): Promise<void> {
    return this.#commits.write(() => {
      this.#putLentSession(toSessionValues(session));
      this.#putLease(toLeaseValues(lease));
    }, sessionKey(session));
  }

  visited(session: Session, turnedAway = true): Promise<void> {
    const put = turnedAway ? this.#putTurnedAwaySession : this.#putSession;
    return this.#commits.write(() => put(toSessionValues(session)), sessionKey(session));
  }

  leaseChanged(lease: Lease): void {
    this.#commits.later(leaseKey(lease), () => {
      this.#changeLease(toProgress(lease));
    });
  }

  sessionChanged(session: Session): void {
    this.#commits.later(sessionKey(session), () => {
      this.#putSession(toSessionValues(session));
    });
  }

  load(since: Millis): { leases: Lease[]; sessions: Session[] } {
    const running = this.#database.query.selectFrom('lease').where('ended_at', 'is', null);
    const ended = this.#database.query
      .selectFrom('lease')
      .where('referred', 'in', [0, 1])
      .where('ended_at', '>=', since);
    // Index ranges each; one OR would make SQLite read the whole table.
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

  visitsOf(site: string, visitor: string, until: Millis, limit: number): Session[] {
    const visits = this.#sessions()
      .where('visitor', '=', visitor)
      .where('started_at', '<=', until)
      .where('site', '=', site)
      .orderBy('started_at', 'desc')
      .limit(limit);
    return this.#database.allValues(visits, fromSessionValues);
  }

  /** Backwards by rowid, which is the order of arrival: an index on the code would cost every lease. */
  async visitsWithCode(code: string, from: Millis, to: Millis): Promise<Session[]> {
    const found: Session[] = [];
    let [below] = this.#database.all(
      this.#database.query.selectFrom('session').select(sql<number>`coalesce(max(rowid), 0) + 1`.as('row')),
    );
    while (below) {
      const piece = this.#sessions()
        .where(sql<boolean>`rowid < ${below.row} AND rowid >= ${below.row - CODE_CHUNK}`)
        .where('visit_code', '=', code)
        .where('last_seen_at', '>=', from)
        .where('started_at', '<=', to);
      found.push(...this.#database.allValues(piece, fromSessionValues));
      below = this.#before(below.row - CODE_CHUNK, from - LONGEST_VISIT);
      await nextTurn();
    }
    return found;
  }

  /** Where to read on below `row`, or nothing when the visits there began before `from`. */
  #before(row: number, from: Millis): { row: number } | undefined {
    const [next] = this.#database.all(
      this.#database.query
        .selectFrom('session')
        .where(sql<boolean>`rowid < ${row}`)
        .orderBy(sql`rowid`, 'desc')
        .limit(1)
        .select([sql<number>`rowid + 1`.as('row'), 'started_at']),
    );
    return next && next.started_at >= from ? next : undefined;
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
    const running = query.selectFrom('lease').where('ended_at', 'is', null).select('session');
    const sessions = query
      .selectFrom('session')
      .where('referred', '=', 0)
      .where('last_seen_at', '<', before - SESSIONS_LONGER)
      .where('id', 'not in', running)
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
  return {
    token: lease.token,
    engagement: lease.engagement,
    last_activity_at: lease.lastActivityAt,
    engaged_at: lease.engagedAt,
    intent_at: lease.intentAt,
    page_views: lease.pageViews,
    expires_at: lease.expiresAt,
    ended_at: lease.endedAt,
    linger_until: lease.lingerUntil,
    cool_until: lease.coolUntil,
  };
}
