// The comparison as lines of text, in columns.
import type { Comparison, Spread } from './compare.ts';
import { OUTCOMES } from './tally.ts';

const COLUMNS = [
  'numbers',
  'policy',
  ...OUTCOMES.map((outcome) => `${outcome} %`),
  'strangers named %',
  'sure and right %',
  'ECE %',
];
const WIDTHS = [7, 26, 17, 17, 17, 17, 17, 17, 17];

export function tableHead(): string {
  return line(COLUMNS);
}

/** Median over the seeds, and from the least to the most in brackets. */
export function tableRow(row: Comparison): string {
  return line([
    String(row.poolSize),
    row.policy,
    ...OUTCOMES.map((outcome) => percent(row.outcomes[outcome])),
    percent(row.strangersNamed),
    percent(row.sureAndRight),
    percent(row.calibrationError),
  ]);
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index === 1 ? cell.padEnd(WIDTHS[1] ?? 0) : cell.padStart(WIDTHS[index] ?? 0)))
    .join('  ')
    .trimEnd();
}

function percent(spread: Spread | null): string {
  if (spread === null) return '-';
  const figures = [spread.median, spread.least, spread.most].map((share) => (share * 100).toFixed(1));
  return `${figures[0]} (${figures[1]}-${figures[2]})`;
}
