// Reads what advertising cost within a period.

import type { ReportScope } from '../../core/report.ts';
import type { DaySpan, Spend } from '../../core/spend.ts';
import type { Database } from './database.ts';
import type { SpendRow } from './report-schema.ts';

/** Spend of no named site is for all of them: a report about one site cannot tell its part, and leaves it out. */
export function readSpend(database: Database, { from, to }: DaySpan, { site, sites }: ReportScope): Spend[] {
  let rows = database.query
    .selectFrom('spend')
    .selectAll()
    .where('last_day', '>', from - 1)
    .where('first_day', '<', to);
  if (site !== null) rows = rows.where('site', '=', site);
  if (sites !== null) rows = rows.where('site', 'in', sites);
  return database.all(rows).map(fromSpendRow);
}

export function fromSpendRow({ first_day, last_day, ...rest }: SpendRow): Spend & { id: string } {
  return { ...rest, firstDay: first_day, lastDay: last_day };
}
