// The period that a report is compared with.
import { DAY, yearBefore } from './calendar-day.ts';
import type { Millis } from './millis.ts';
import type { Period } from './report.ts';

export const COMPARISONS = ['previous', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `previous`: as long, and right before; `year`: the same days of the year before (UTC). */
export function periodBefore({ from, to }: Period, comparison: Comparison): Period {
  if (comparison === 'previous') return { from: from - (to - from), to: from };
  return { from: aYearBefore(from), to: aYearBefore(to) };
}

function aYearBefore(at: Millis): Millis {
  const day = Math.floor(at / DAY);
  return at - (day - yearBefore(day)) * DAY;
}
