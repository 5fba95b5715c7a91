// How much came when, from SQLite.
import { sql } from 'kysely';
import type { Millis } from '../../core/millis.ts';
import type { TrafficCounts } from '../../ports/traffic-counts.ts';
import type { Database } from './database.ts';
import { VisitCounts } from './visit-counts.ts';

export class SqliteTrafficCounts implements TrafficCounts {
  readonly #database: Database;
  readonly #visits: VisitCounts;

  constructor(database: Database) {
    this.#database = database;
    this.#visits = new VisitCounts(database);
  }

  calls(from: Millis, to: Millis): number {
    const rows = this.#database.query
      .selectFrom('call')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('started_at', '>=', from)
      .where('started_at', '<', to);
    return this.#database.all(rows)[0]?.count ?? 0;
  }

  visits(from: Millis, to: Millis): number {
    return this.#visits.visits({ from, to, site: null, sites: null, zone: 'UTC' }, null).visits;
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
}
