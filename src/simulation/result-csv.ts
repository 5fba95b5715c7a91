// The comparison as CSV (RFC 4180): a line a policy and pool size.
import type { Comparison } from './compare.ts';
import { OUTCOMES } from './tally.ts';

const HEAD = [
  'pool_size',
  'policy',
  'calls',
  ...OUTCOMES,
  ...OUTCOMES.flatMap((outcome) => [`${outcome}_median`, `${outcome}_least`, `${outcome}_most`]),
  'strangers',
  'strangers_named',
  'overlapping',
  'sure_answers',
  'sure_right',
  'calibration_error',
  'calibration_error_by_chance',
];

/** Counts over all seeds; shares from 0 to 1. A figure that there is none of is empty. */
export function resultCsv(rows: readonly Comparison[]): string {
  const lines = rows.map((row) => [
    row.poolSize,
    row.policy,
    row.calls,
    ...OUTCOMES.map((outcome) => row.outcomes[outcome]),
    ...OUTCOMES.flatMap((outcome) => {
      const share = row.shares[outcome];
      return [share?.median, share?.least, share?.most];
    }),
    row.strangers.calls,
    row.strangers.named,
    row.simultaneous,
    row.reliability?.sure.answers,
    row.reliability?.sure.right,
    row.reliability?.error,
    row.reliability?.noise,
  ]);
  return [HEAD, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6);
  const text = value ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
