// Calls by up to two dimensions, with what advertising cost, for one period and the one compared with.
import { dayPosition } from '../../core/local-time.ts';
import type { CallReport, CallReportQuery, Period, ReportFigures } from '../../core/report.ts';
import { spendKeys } from '../../core/spend.ts';
import { INT } from './credit-block.ts';
import type { CreditReader } from './credit-reader.ts';
import { CreditSums } from './credit-sums.ts';
import type { Database } from './database.ts';
import { readSpend } from './spend-reader.ts';

interface Row {
  readonly keys: readonly (string | null)[];
  readonly figures: ReportFigures;
}

interface Grouped {
  readonly total: ReportFigures;
  /** By their keys as JSON. */
  readonly rows: Map<string, Row>;
}

/** Two name ids make one number: both are far below this. */
const SECOND_KEY = 2 ** 26;

const NOTHING: ReportFigures = {
  calls: 0,
  unique: 0,
  answered: 0,
  missed: 0,
  target: 0,
  wait: null,
  talk: null,
  value: 0,
  spend: null,
};

export function callReport(credits: CreditReader, database: Database, query: CallReportQuery): CallReport {
  const now = grouped(credits, database, query, query);
  const before = query.compared && grouped(credits, database, query, query.compared);
  // What there was before and is no more is a row, too.
  for (const [name, { keys }] of before?.rows ?? [])
    if (!now.rows.has(name)) now.rows.set(name, { keys, figures: NOTHING });
  const rows = [...now.rows].sort(mostCallsFirst);
  return {
    rows: rows.slice(0, query.limit).map(([name, { keys, figures }]) => ({
      keys,
      figures,
      previous: before?.rows.get(name)?.figures ?? null,
    })),
    moreRows: Math.max(0, rows.length - query.limit),
    total: now.total,
    previousTotal: before?.total ?? null,
  };
}

function grouped(credits: CreditReader, database: Database, query: CallReportQuery, period: Period): Grouped {
  const { by, model } = query;
  const sums = new CreditSums();
  const [first, second] = by.map((dimension) => INT[dimension]);
  credits.each(model, period, query, (ints, doubles, start) => {
    const one = first === undefined ? 0 : (ints[start + first] as number);
    const two = second === undefined ? 0 : (ints[start + second] as number);
    sums.add(one * SECOND_KEY + two, ints, doubles, start);
  });
  const rows = new Map<string, Row>();
  for (const [row, figures] of first === undefined ? [] : sums.figures()) {
    const ids = [Math.floor(row / SECOND_KEY), row % SECOND_KEY].slice(0, by.length);
    const keys = ids.map((id) => credits.name(id));
    rows.set(JSON.stringify(keys), { keys, figures });
  }
  return withSpend(database, query, period, { total: sums.total(), rows });
}

/** What cost money and brought no call is a row as well. */
function withSpend(database: Database, query: CallReportQuery, period: Period, grouped: Grouped): Grouped {
  const { by, zone } = query;
  const { rows } = grouped;
  const days = { from: dayPosition(period.from, zone), to: dayPosition(period.to, zone) };
  let total: number | null = null;
  for (const { amount, ...spend } of readSpend(database, days, query)) {
    total = (total ?? 0) + amount;
    const keys = spendKeys(spend, by);
    if (keys === null || keys.length === 0) continue;
    const name = JSON.stringify(keys);
    const { figures } = rows.get(name) ?? { figures: NOTHING };
    rows.set(name, { keys, figures: { ...figures, spend: (figures.spend ?? 0) + amount } });
  }
  return { total: { ...grouped.total, spend: total }, rows };
}

function mostCallsFirst([oneName, one]: [string, Row], [twoName, two]: [string, Row]): number {
  return (
    two.figures.calls - one.figures.calls ||
    (two.figures.spend ?? 0) - (one.figures.spend ?? 0) ||
    (oneName < twoName ? -1 : 1)
  );
}
