// How much came when, from SQLite.
import { sql } from 'kysely';
import type { Millis } from '../../core/millis.ts';
import type { TrafficCounts } from '../../ports/traffic-counts.ts';
import type { Database } from './database.ts';

export class SqliteTrafficCounts implements TrafficCounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  calls(from: Millis, to: Millis): number {
    const rows = this.#database.query
      .selectFrom('call')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('started_at', '>=', from)
      .where('started_at', '<', to);
    return this.#database.all(rows)[0]?.count ?? 0;
  }

  /** By rowid, which is the order of arrival: an index on the time would cost every lease. */
  visits(from: Millis, to: Millis): number {
    const rows = this.#database.query
      .selectFrom('session')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(sql<boolean>`rowid >= ${this.#rowAt(from)} AND rowid < ${this.#rowAt(to)}`);
    return this.#database.all(rows)[0]?.count ?? 0;
  }

  since(): Millis | null {
    const first = this.#database.query.selectFrom('call').select('started_at').orderBy('started_at').limit(1);
    const visit = this.#database.query
      .selectFrom('session')
      .select('started_at')
      .orderBy(sql`rowid`)
      .limit(1);
    const begins = [...this.#database.all(first), ...this.#database.all(visit)];
    return begins.length === 0 ? null : Math.min(...begins.map(({ started_at }) => started_at));
  }

  /** The first row whose visit began at `at` or later, by halving. */
  #rowAt(at: Millis): number {
    let low = 0;
    let high = this.#lastRow() + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const next = this.#rowFrom(middle);
      if (next === null || next.startedAt >= at) high = middle;
      else low = next.row + 1;
    }
    return low;
  }

  #lastRow(): number {
    const rows = this.#database.query
      .selectFrom('session')
      .select(sql<number>`coalesce(max(rowid), 0)`.as('row'));
    return this.#database.all(rows)[0]?.row ?? 0;
  }

  #rowFrom(row: number): { row: number; startedAt: Millis } | null {
    const rows = this.#database.query
      .selectFrom('session')
      .select([sql<number>`rowid`.as('row'), 'started_at'])
      .where(sql<boolean>`rowid >= ${row}`)
      .orderBy(sql`rowid`)
      .limit(1);
    const [next] = this.#database.all(rows);
    return next ? { row: next.row, startedAt: next.started_at } : null;
  }
}
