// Counts visits by the hour they began in, a piece at a time, so that a report need not read a year of them.
import type { Statement } from 'better-sqlite3';
import type { Millis } from '../../core/millis.ts';
import { RecentMap } from '../../core/recent-map.ts';
import { hourOf } from './credit-block.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';

/** Whether a visit was turned away may change while it goes on: it is counted this long after it began. */
const SETTLED_AFTER: Millis = 3_600_000;
/** Sessions whose leases are remembered, so that a visit that was lent to twice counts once. */
const REMEMBERED = 20_000;

interface Progress {
  readonly last_row: number;
  readonly id: string;
  readonly at: number;
}

type Counted = readonly [row: number, id: string, at: number];
type SessionRow = readonly [
  ...Counted,
  site: string,
  source: string,
  turnedAway: number,
  country: string | null,
  region: string | null,
];
type LeaseRow = readonly [...Counted, site: string, pool: string, session: string, source: string | null];

/**
 * Rows are read in the order of their numbers, which is that of arrival. What was counted stays counted when the visits are
 * forgotten. A visit lent to more than once, hours or a restart apart, may count as lent twice.
 */
export class VisitTally {
  readonly #commits: GroupCommit;
  readonly #progress: Statement;
  readonly #setProgress: Statement;
  readonly #sessions: Statement;
  readonly #leases: Statement;
  readonly #addVisit: Statement;
  readonly #addLent: Statement;
  readonly #addLentByPool: Statement;
  readonly #addTurnedAway: Statement;
  readonly #positions: Record<'sessions' | 'leases', { byId: Statement; idAt: Statement; byTime: Statement }>;
  #lentTo = new RecentMap<string, readonly string[]>(REMEMBERED);

  constructor({ sqlite }: Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#progress = sqlite.prepare('SELECT last_row, id, at FROM report_progress WHERE name = ?');
    this.#setProgress = sqlite.prepare(
      'INSERT OR REPLACE INTO report_progress (name, last_row, id, at) VALUES (?, ?, ?, ?)',
    );
    this.#sessions = sqlite
      .prepare(
        `SELECT rowid, id, started_at, site, source, turned_away, country, region FROM session
         WHERE rowid > ? ORDER BY rowid LIMIT ?`,
      )
      .raw();
    this.#leases = sqlite
      .prepare(
        `SELECT lease.rowid, token, granted_at, lease.site, pool, session, source
         FROM lease LEFT JOIN session ON session.id = lease.session
         WHERE lease.rowid > ? ORDER BY lease.rowid LIMIT ?`,
      )
      .raw();
    this.#addVisit = sqlite.prepare(
      `INSERT INTO visit_tally (hour, site, source, visits) VALUES (?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET visits = visits + 1`,
    );
    this.#addLent = sqlite.prepare(
      `INSERT INTO visit_tally (hour, site, source, lent) VALUES (?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET lent = lent + 1`,
    );
    this.#addLentByPool = sqlite.prepare(
      `INSERT INTO lent_tally (hour, pool, visits) VALUES (?, ?, 1)
       ON CONFLICT DO UPDATE SET visits = visits + 1`,
    );
    this.#addTurnedAway = sqlite.prepare(
      `INSERT INTO turned_away_tally (hour, site, country, region, visits) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET visits = visits + 1`,
    );
    const positions = (table: string, id: string, at: string) => ({
      byId: sqlite.prepare(`SELECT rowid FROM ${table} WHERE ${id} = ?`).pluck(),
      idAt: sqlite.prepare(`SELECT ${id} FROM ${table} WHERE rowid = ?`).pluck(),
      byTime: sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${table} WHERE ${at} <= ?`).pluck(),
    });
    this.#positions = {
      sessions: positions('session', 'id', 'started_at'),
      leases: positions('lease', 'token', 'granted_at'),
    };
  }

  /** Counts `limit` sessions and leases at most. Resolves, when that is on disk, to whether more are to be counted at once. */
  async piece(now: Millis, limit: number): Promise<boolean> {
    const leases = this.#leases.all(this.#after('leases'), limit) as LeaseRow[];
    const read = this.#sessions.all(this.#after('sessions'), limit) as SessionRow[];
    const young = read.findIndex(([, , at]) => at > now - SETTLED_AFTER);
    const sessions = young < 0 ? read : read.slice(0, young);
    if (leases.length + sessions.length === 0) return false;
    const lent = leases.map((lease) => ({ lease, ...this.#isNew(lease) }));
    const written = this.#commits.write(() => {
      for (const session of sessions) this.#countVisit(session);
      for (const { lease, visit, pool } of lent) this.#countLease(lease, visit, pool);
      this.#save('sessions', sessions.at(-1));
      this.#save('leases', leases.at(-1));
    });
    await written.catch((error: unknown) => {
      // What was remembered is not on disk.
      this.#lentTo = new RecentMap(REMEMBERED);
      throw error;
    });
    return leases.length === limit || sessions.length === limit;
  }

  #countVisit([, , at, site, source, turnedAway, country, region]: SessionRow): void {
    this.#addVisit.run(hourOf(at), site, source);
    if (turnedAway === 1) this.#addTurnedAway.run(hourOf(at), site, country ?? '', region ?? '');
  }

  #countLease([, , at, site, pool, , source]: LeaseRow, isNewVisit: boolean, isNewPool: boolean): void {
    if (isNewVisit) this.#addLent.run(hourOf(at), site, source ?? '');
    if (isNewPool) this.#addLentByPool.run(hourOf(at), pool);
  }

  /** Whether the visit has had no lease yet, and none of this pool. */
  #isNew([, , , , pool, session]: LeaseRow): { visit: boolean; pool: boolean } {
    const pools = this.#lentTo.get(session) ?? [];
    const isNewPool = !pools.includes(pool);
    if (isNewPool) this.#lentTo.set(session, [...pools, pool]);
    return { visit: pools.length === 0, pool: isNewPool };
  }

  /**
   * The number of the last row counted. VACUUM may number rows anew, and an emptied table begins again at 1: the row is known
   * by its id, and when that was forgotten, by its time.
   */
  #after(name: 'sessions' | 'leases'): number {
    const progress = this.#progress.get(name) as Progress | undefined;
    if (!progress) return 0;
    const { byId, idAt, byTime } = this.#positions[name];
    if (idAt.get(progress.last_row) === progress.id) return progress.last_row;
    return Number(byId.get(progress.id) ?? byTime.get(progress.at));
  }

  #save(name: 'sessions' | 'leases', last: readonly [...Counted, ...unknown[]] | undefined): void {
    if (last) this.#setProgress.run(name, last[0], last[1], last[2]);
  }
}
