// How many visits there were: those counted already (visit-tally.ts), and those since, counted one by one.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Period, PoolTraffic, ReportScope } from '../../core/report.ts';
import { BLOCK_SPAN } from './credit-block.ts';
import type { Database, Schema } from './database.ts';

/** Visits that are counted already are counted in the hour they began in, and so belong to a period or not by its beginning. */
export class VisitCounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param source only those; null for all */
  visits(scope: ReportScope, source: string | null): { visits: number; lent: number } {
    const { query } = this.#database;
    const { fn } = query;
    let counted = inSites(within(query.selectFrom('visit_tally'), scope), scope, 'visit_tally.site');
    let since = inSites(this.#sessionsSince(scope), scope, 'session.site');
    let lentSince = inSites(this.#leasesSince(scope), scope, 'lease.site');
    if (source !== null) {
      counted = counted.where('visit_tally.source', '=', source);
      since = since.where('session.source', '=', source);
      lentSince = lentSince
        .innerJoin('session', 'session.id', 'lease.session')
        .where('session.source', '=', source) as unknown as typeof lentSince;
    }
    const [tally] = this.#database.all(
      counted.select([
        fn.sum<number | null>('visits').as('visits'),
        fn.sum<number | null>('lent').as('lent'),
      ]),
    );
    const [visits] = this.#database.all(since.select(fn.countAll<number>().as('visits')));
    const [lent] = this.#database.all(
      lentSince.select(sql<number>`count(DISTINCT lease.session)`.as('lent')),
    );
    return {
      visits: (tally?.visits ?? 0) + (visits?.visits ?? 0),
      lent: (tally?.lent ?? 0) + (lent?.lent ?? 0),
    };
  }

  /** Visits by the pool that lent them a number. */
  lent(scope: ReportScope): Map<string, number> {
    const { query } = this.#database;
    const counted = within(query.selectFrom('lent_tally'), scope)
      .select(['pool', query.fn.sum<number>('visits').as('visits')])
      .groupBy('pool');
    const since = this.#leasesSince(scope)
      .select(['pool', sql<number>`count(DISTINCT session)`.as('visits')])
      .groupBy('pool');
    return added([...this.#database.all(counted), ...this.#database.all(since)], ({ pool }) => pool);
  }

  turnedAway(scope: ReportScope): PoolTraffic['turnedAway'] {
    const { query } = this.#database;
    const counted = inSites(
      within(query.selectFrom('turned_away_tally'), scope),
      scope,
      'turned_away_tally.site',
    )
      .select(['site', 'country', 'region', query.fn.sum<number>('visits').as('visits')])
      .groupBy(['site', 'country', 'region']);
    const since = inSites(this.#sessionsSince(scope), scope, 'session.site')
      .where('turned_away', '=', 1)
      .select(['site', sql<string>`coalesce(country, '')`.as('country')])
      .select([sql<string>`coalesce(region, '')`.as('region'), query.fn.countAll<number>().as('visits')])
      .groupBy(['site', 'country', 'region']);
    const sums = added([...this.#database.all(counted), ...this.#database.all(since)], (place) =>
      JSON.stringify([place.site, place.country, place.region]),
    );
    return [...sums].map(([place, visits]) => {
      const [site, country, region] = JSON.parse(place) as [string, string, string];
      return { site, country: country || null, region: region || null, visits };
    });
  }

  #sessionsSince({ from, to }: Period) {
    return this.#database.query
      .selectFrom('session')
      .where(sql<boolean>`session.rowid > ${this.#counted('sessions')}`)
      .where('session.started_at', '>=', from)
      .where('session.started_at', '<', to);
  }

  #leasesSince({ from, to }: Period) {
    return this.#database.query
      .selectFrom('lease')
      .where(sql<boolean>`lease.rowid > ${this.#counted('leases')}`)
      .where('lease.granted_at', '>=', from)
      .where('lease.granted_at', '<', to);
  }

  #counted(name: string): number {
    const [progress] = this.#database.all(
      this.#database.query.selectFrom('report_progress').select('last_row').where('name', '=', name),
    );
    return progress?.last_row ?? 0;
  }
}

type Tally = 'visit_tally' | 'lent_tally' | 'turned_away_tally';

function within<Table extends Tally>(
  rows: SelectQueryBuilder<Schema, Table, object>,
  { from, to }: Period,
): SelectQueryBuilder<Schema, Table, object> {
  return rows
    .where(sql<boolean>`hour >= ${Math.ceil(from / BLOCK_SPAN)}`)
    .where(sql<boolean>`hour < ${Math.ceil(to / BLOCK_SPAN)}`);
}

function inSites<Table extends keyof Schema>(
  rows: SelectQueryBuilder<Schema, Table, object>,
  { site, sites }: ReportScope,
  column: string,
): SelectQueryBuilder<Schema, Table, object> {
  const wanted = [...(site === null ? [] : [[site]]), ...(sites === null ? [] : [sites])];
  return wanted.reduce(
    (left, names) => left.where(sql<boolean>`${sql.ref(column)} IN (${sql.join(names)})`),
    rows,
  );
}

function added<Row extends { visits: number }>(
  rows: Row[],
  keyOf: (row: Row) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.visits);
  return sums;
}
