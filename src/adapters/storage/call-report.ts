// Calls by up to two dimensions, with what advertising cost, for one period and the one compared with.
import { dayPosition } from '../../core/local-time.ts';
import type { CallReport, CallReportQuery, Period } from '../../core/report.ts';
import { spendKeys, spendWithin } from '../../core/spend.ts';
import { INT } from './credit-block.ts';
import type { CreditReader } from './credit-reader.ts';
import { CreditSums } from './credit-sums.ts';
import type { Database } from './database.ts';
import { readSpend } from './spend-reader.ts';

interface Row {
  readonly keys: readonly (string | null)[];
  readonly sums: CreditSums;
}

interface Grouped {
  readonly total: CreditSums;
  /** By their keys as JSON. */
  readonly rows: Map<string, Row>;
}

/** Two name ids make one number: both are far below this. */
const SECOND_KEY = 2 ** 26;

export function callReport(credits: CreditReader, database: Database, query: CallReportQuery): CallReport {
  const now = grouped(credits, database, query, query);
  const before = query.compared && grouped(credits, database, query, query.compared);
  // What there was before and is no more is a row, too.
  for (const [name, { keys }] of before?.rows ?? [])
    if (!now.rows.has(name)) now.rows.set(name, { keys, sums: new CreditSums() });
  const rows = [...now.rows].sort(([, a], [, b]) => mostCallsFirst(a, b));
  return {
    rows: rows.slice(0, query.limit).map(([name, { keys, sums }]) => ({
      keys,
      figures: sums.figures(),
      previous: before?.rows.get(name)?.sums.figures() ?? null,
    })),
    moreRows: Math.max(0, rows.length - query.limit),
    total: now.total.figures(),
    previousTotal: before?.total.figures() ?? null,
  };
}

function grouped(credits: CreditReader, database: Database, query: CallReportQuery, period: Period): Grouped {
  const { by, model } = query;
  const total = new CreditSums();
  const [first, second] = by.map((dimension) => INT[dimension]);
  const byIds = new Map<number, CreditSums>();
  credits.each(model, period, query, (ints, doubles, start) => {
    total.add(ints, doubles, start);
    if (first === undefined) return;
    const key =
      (ints[start + first] as number) * SECOND_KEY +
      (second === undefined ? 0 : (ints[start + second] as number));
    let sums = byIds.get(key);
    if (!sums) {
      sums = new CreditSums();
      byIds.set(key, sums);
    }
    sums.add(ints, doubles, start);
  });
  const rows = new Map<string, Row>();
  for (const [key, sums] of byIds) {
    const ids = [Math.floor(key / SECOND_KEY), key % SECOND_KEY].slice(0, by.length);
    const keys = ids.map((id) => credits.name(id));
    rows.set(JSON.stringify(keys), { keys, sums });
  }
  addSpend(database, query, period, total, rows);
  return { total, rows };
}

/** What cost money and brought no call is a row as well. */
function addSpend(
  database: Database,
  query: CallReportQuery,
  period: Period,
  total: CreditSums,
  rows: Map<string, Row>,
): void {
  const { by, zone } = query;
  const days = { from: dayPosition(period.from, zone), to: dayPosition(period.to, zone) };
  for (const spend of readSpend(database, days, query)) {
    const amount = spendWithin(spend, days);
    total.addSpend(amount);
    const keys = spendKeys(spend, by);
    if (keys === null || keys.length === 0) continue;
    const name = JSON.stringify(keys);
    const row = rows.get(name) ?? { keys, sums: new CreditSums() };
    rows.set(name, row);
    row.sums.addSpend(amount);
  }
}

function mostCallsFirst(a: Row, b: Row): number {
  return (
    b.sums.calls - a.sums.calls ||
    (b.sums.spend ?? 0) - (a.sums.spend ?? 0) ||
    (JSON.stringify(a.keys) < JSON.stringify(b.keys) ? -1 : 1)
  );
}
