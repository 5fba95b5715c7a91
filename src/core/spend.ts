// What advertising cost, and how much of it falls into a period.
import type { DayNumber } from './calendar-day.ts';
import type { ReportDimension } from './report-dimension.ts';

/** What it was spent on. */
export interface SpendKeys {
  readonly source: string;
  readonly medium: string | null;
  readonly campaign: string | null;
  /** Null: for all sites. */
  readonly site: string | null;
}

/** An amount for all days from the first to the last, alike for each. */
export interface Spend extends SpendKeys {
  readonly firstDay: DayNumber;
  /** Included. */
  readonly lastDay: DayNumber;
  readonly amount: number;
}

/** What spend is known by. A report broken down by anything else has it in its total only. */
const SPEND_DIMENSIONS = [
  'source',
  'medium',
  'campaign',
  'site',
] as const satisfies readonly ReportDimension[];
type SpendDimension = (typeof SPEND_DIMENSIONS)[number];

/** A stretch of days: 3.5 is noon of day 3, by the clock on the wall. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/** The part of the amount that falls into the span; a day that is cut counts as far as it lies inside. */
export function spendWithin({ firstDay, lastDay, amount }: Spend, { from, to }: DaySpan): number {
  const end = lastDay + 1;
  const days = Math.max(0, Math.min(to, end) - Math.max(from, firstDay));
  return (amount * days) / (end - firstDay);
}

/** The keys of the report's row that the spend belongs to; null when rows are no matter of spend. */
export function spendKeys(spend: SpendKeys, by: readonly ReportDimension[]): (string | null)[] | null {
  const keys: (string | null)[] = [];
  for (const dimension of by) {
    if (!isSpendDimension(dimension)) return null;
    keys.push(spend[dimension]);
  }
  return keys;
}

function isSpendDimension(dimension: ReportDimension): dimension is SpendDimension {
  return (SPEND_DIMENSIONS as readonly ReportDimension[]).includes(dimension);
}
