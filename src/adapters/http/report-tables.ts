// Each report as a table to download.
import { WEEKDAYS } from '../../core/local-time.ts';
import type {
  WireAgentReport,
  WireCallReport,
  WireFunnel,
  WireHeatmap,
  WirePoolReport,
  WireReportFigures,
  WireTrend,
} from '../../wire/report.ts';
import { CSV_MARK, type CsvCell, csvLine } from './csv-line.ts';

const FIGURES = [
  'calls',
  'unique',
  'answered',
  'missed',
  'target',
  'wait_s',
  'talk_s',
  'value',
  'spend',
  'cost_per_call',
  'cost_per_target',
  'return',
] as const satisfies readonly (keyof WireReportFigures)[];

/** Columns of the period compared with begin with `previous_`. */
export function callTable({ by, rows, compared }: WireCallReport): string {
  const previous = compared ? FIGURES.map((figure) => `previous_${figure}`) : [];
  const lines = rows.map((row) => [
    ...row.keys,
    ...FIGURES.map((figure) => row[figure]),
    ...(compared ? FIGURES.map((figure) => row.previous?.[figure] ?? null) : []),
  ]);
  return table([...by, ...FIGURES, ...previous], lines);
}

/** Series are columns of their own, named by their keys. */
export function trendTable({ times, calls, missed, target, series }: WireTrend): string {
  const names = series.map(({ key, rest }) => (rest ? '(other)' : (key ?? '(unknown)')));
  const lines = times.map((time, n) => [
    time,
    ...[calls, missed, target, ...series.map((each) => each.calls)].map((figures) => figures[n] ?? 0),
  ]);
  return table(['time', 'calls', 'missed', 'target', ...names], lines);
}

export function heatmapTable({ calls, missed }: WireHeatmap): string {
  const lines = calls.map((count, cell) => [
    WEEKDAYS[Math.floor(cell / 24)] ?? null,
    cell % 24,
    count,
    missed[cell] ?? 0,
  ]);
  return table(['weekday', 'hour', 'calls', 'missed'], lines);
}

export function funnelTable(funnel: WireFunnel): string {
  return records(['visits', 'lent', 'called', 'calls', 'answered', 'target', 'sales', 'value'], [funnel]);
}

export function agentTable({ rows }: WireAgentReport): string {
  return records(['agent', 'answered', 'talk_s', 'wait_s', 'target', 'value', 'called_back'], rows);
}

export function poolTable({ rows }: WirePoolReport): string {
  return records(
    ['pool', 'size', 'lent', 'calls', 'turned_away', 'turned_away_share', 'numbers_needed', 'advice'],
    rows,
  );
}

function records<Row extends Record<Column, CsvCell>, Column extends string>(
  columns: readonly Column[],
  rows: readonly Row[],
): string {
  return table(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
}

function table(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return CSV_MARK + [columns, ...rows].map(csvLine).join('');
}
