// Reads what advertising cost within a period.
import type { ReportScope } from '../../core/report.ts';
import { type DaySpan, type Spend, type SpendKeys, spendWithin } from '../../core/spend.ts';
import type { Database } from './database.ts';
import type { SpendRow } from './report-schema.ts';

/**
 * By source, medium, campaign and site; the same may come more than once. Spend of no named site is for all of them: a
 * report about one site cannot tell its part, and leaves it out.
 */
export function readSpend(
  database: Database,
  days: DaySpan,
  { site, sites }: ReportScope,
): (SpendKeys & { readonly amount: number })[] {
  let rows = database.query
    .selectFrom('spend')
    .where('last_day', '>', days.from - 1)
    .where('first_day', '<', days.to);
  if (site !== null) rows = rows.where('site', '=', site);
  if (sites !== null) rows = rows.where('site', 'in', sites);
  const whole = rows.where('first_day', '>=', days.from).where('last_day', '<=', days.to - 1);
  const cut = rows.where(({ eb, or }) =>
    or([eb('first_day', '<', days.from), eb('last_day', '>', days.to - 1)]),
  );
  const keys = ['source', 'medium', 'campaign', 'site'] as const;
  const sum = database.query.fn.sum<number>('amount').as('amount');
  return [
    // Thousands of days and campaigns: SQLite adds them up.
    ...database.all(whole.groupBy(keys).select([...keys, sum])),
    ...database
      .all(cut.selectAll())
      .map(fromSpendRow)
      .map((spend) => ({ ...spend, amount: spendWithin(spend, days) })),
  ];
}

export function fromSpendRow({ first_day, last_day, ...rest }: SpendRow): Spend & { id: string } {
  return { ...rest, firstDay: first_day, lastDay: last_day };
}
