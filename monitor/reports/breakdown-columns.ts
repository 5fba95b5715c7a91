// The figures of a breakdown, column by column.
import type { WireReportFigures } from '../../src/wire/report.ts';
import { formatDuration } from '../format/duration.ts';
import { formatCount, formatMoney, formatShare, NONE } from '../format/figure.ts';

export interface BreakdownColumn {
  readonly name: keyof WireReportFigures;
  readonly of: (figures: WireReportFigures) => number | null;
  readonly show: (value: number | null, language: string) => string;
  readonly good: 'up' | 'down' | 'neither';
  /** Whether the change is worth its room. */
  readonly compared?: true;
  /** Left out where no row has it. */
  readonly optional?: true;
}

const seconds = (value: number | null) => (value === null ? NONE : formatDuration(value));

export const BREAKDOWN_COLUMNS: readonly BreakdownColumn[] = [
  { name: 'calls', of: ({ calls }) => calls, show: formatCount, good: 'up', compared: true },
  { name: 'unique', of: ({ unique }) => unique, show: formatCount, good: 'up' },
  {
    name: 'answered',
    of: ({ answered, calls }) => (calls === 0 ? null : answered / calls),
    show: (value, language) => formatShare(value, language),
    good: 'up',
  },
  { name: 'missed', of: ({ missed }) => missed, show: formatCount, good: 'down' },
  { name: 'target', of: ({ target }) => target, show: formatCount, good: 'up', compared: true },
  { name: 'wait_s', of: ({ wait_s }) => wait_s, show: seconds, good: 'down' },
  { name: 'talk_s', of: ({ talk_s }) => talk_s, show: seconds, good: 'up' },
  {
    name: 'value',
    of: ({ value }) => (value === 0 ? null : value),
    show: formatMoney,
    good: 'up',
    optional: true,
  },
  { name: 'spend', of: ({ spend }) => spend, show: formatMoney, good: 'neither', optional: true },
  { name: 'cost_per_call', of: (row) => row.cost_per_call, show: formatMoney, good: 'down', optional: true },
  {
    name: 'cost_per_target',
    of: (row) => row.cost_per_target,
    show: formatMoney,
    good: 'down',
    optional: true,
  },
  {
    name: 'return',
    of: (row) => row.return,
    show: (value, language) => formatShare(value, language),
    good: 'up',
    optional: true,
  },
];
