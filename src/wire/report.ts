// Reports over calls, as `GET /v1/reports/{name}` answers them. Shares are 0 to 1, times seconds, money the owner's own currency.
import type { AttributionModel } from '../core/attribution-model.ts';
import { toDayText } from '../core/calendar-day.ts';
import type { PoolReport } from '../core/pool-figures.ts';
import type {
  AgentFigures,
  CallReport,
  CallReportQuery,
  Funnel,
  Heatmap,
  PoolTraffic,
  ReportFigures,
  Trend,
  TrendQuery,
} from '../core/report.ts';
import type { ReportDimension } from '../core/report-dimension.ts';
import { iso } from './wire-time.ts';

export { ATTRIBUTION_MODELS, type AttributionModel } from '../core/attribution-model.ts';
export { REPORT_DIMENSIONS, type ReportDimension } from '../core/report-dimension.ts';

/** Counts may be fractions under `linear` and `probability`. */
export interface WireReportFigures {
  calls: number;
  /**
   * Callers, each counted once within the row; withheld numbers count each. A caller whose calls are shared out counts as far as
   * they are counted here.
   */
  unique: number;
  answered: number;
  missed: number;
  /** Marked as target calls. */
  target: number;
  /** Mean until answered or given up; null without calls. */
  wait_s: number | null;
  /** Mean talk of the answered; null without any. */
  talk_s: number | null;
  /** Sum of the sales values. */
  value: number;
  /** Null where no spend is known. */
  spend: number | null;
  cost_per_call: number | null;
  cost_per_target: number | null;
  /** (value - spend) / spend */
  return: number | null;
}

export interface WireReportRow extends WireReportFigures {
  /** One for each of `by`; null for calls of which it is unknown. */
  keys: (string | null)[];
  /** The same row in the period compared with; null when there is none, or it was not asked for. */
  previous: WireReportFigures | null;
}

/** `GET /v1/reports/calls?from&to&by=source,campaign&model=last&site&compare=previous|year` */
export interface WireCallReport {
  from: string;
  to: string;
  by: ReportDimension[];
  model: AttributionModel;
  /** The period compared with. */
  compared: { from: string; to: string } | null;
  /** Most calls first, at most 1,000. */
  rows: WireReportRow[];
  /** Rows that there are beyond those sent. */
  more_rows: number;
  total: WireReportFigures & { previous: WireReportFigures | null };
}

/** `GET /v1/reports/trend?from&to&step=hour|day|week|month&tz&by&model&site`: what came when, the largest keys apart. */
export interface WireTrend {
  step: 'hour' | 'day' | 'week' | 'month';
  time_zone: string;
  /** Begins of the steps, in local time: `2026-11-25T00:00`. */
  times: string[];
  calls: number[];
  missed: number[];
  target: number[];
  /** Calls by the dimension asked for: the five largest keys, then `rest: true`; empty when none was. */
  series: { key: string | null; rest: boolean; calls: number[] }[];
}

/** `GET /v1/reports/heatmap?from&to&tz&site`: 168 cells, Monday 0 h first. */
export interface WireHeatmap {
  time_zone: string;
  calls: number[];
  missed: number[];
}

/** `GET /v1/reports/funnel?from&to&site&source` */
export interface WireFunnel {
  visits: number;
  /** Visits that were lent a number of their own. */
  lent: number;
  /** Visits that a call is credited to. */
  called: number;
  calls: number;
  answered: number;
  target: number;
  /** Calls with a sales value above 0. */
  sales: number;
  value: number;
}

/** `GET /v1/reports/agents?from&to&site` */
export interface WireAgentReport {
  rows: {
    agent: string;
    answered: number;
    talk_s: number | null;
    wait_s: number | null;
    target: number;
    value: number;
    /** Callers they called back after a missed call. */
    called_back: number;
  }[];
}

/** `GET /v1/reports/pools?from&to`: what each pool lent, and how often it was exhausted. */
export interface WirePoolReport {
  rows: {
    pool: string;
    size: number;
    /** Visits with a lease of the pool. */
    lent: number;
    calls: number;
    /** Visits turned away for want of a number, on the pool's sites, and their share of all that asked. */
    turned_away: number;
    turned_away_share: number | null;
    numbers_needed: number | null;
    advice: string | null;
  }[];
}

export function toWireCallReport(query: CallReportQuery, report: CallReport): WireCallReport {
  const { rows, moreRows, total, previousTotal } = report;
  return {
    from: iso(query.from),
    to: iso(query.to),
    by: [...query.by],
    model: query.model,
    compared: query.compared && { from: iso(query.compared.from), to: iso(query.compared.to) },
    rows: rows.map(({ keys, figures, previous }) => ({
      keys: [...keys],
      ...toWireFigures(figures),
      previous: previous && toWireFigures(previous),
    })),
    more_rows: moreRows,
    total: { ...toWireFigures(total), previous: previousTotal && toWireFigures(previousTotal) },
  };
}

function toWireFigures(figures: ReportFigures): WireReportFigures {
  const { calls, target, value, spend } = figures;
  return {
    calls: rounded(calls, 3),
    unique: rounded(figures.unique, 3),
    answered: rounded(figures.answered, 3),
    missed: rounded(figures.missed, 3),
    target: rounded(target, 3),
    wait_s: seconds(figures.wait),
    talk_s: seconds(figures.talk),
    value: rounded(value, 2),
    spend: spend === null ? null : rounded(spend, 2),
    cost_per_call: share(spend, calls, 2),
    cost_per_target: share(spend, target, 2),
    return: spend === null ? null : share(value - spend, spend, 3),
  };
}

export function toWireTrend({ step, zone }: TrendQuery, trend: Trend): WireTrend {
  const thousandths = (figures: readonly number[]) => figures.map((figure) => rounded(figure, 3));
  return {
    step,
    time_zone: zone,
    times: trend.steps.map(({ day, hour }) => `${toDayText(day)}T${String(hour).padStart(2, '0')}:00`),
    calls: thousandths(trend.calls),
    missed: thousandths(trend.missed),
    target: thousandths(trend.target),
    series: trend.series.map(({ key, rest, calls }) => ({ key, rest, calls: thousandths(calls) })),
  };
}

export function toWireHeatmap(zone: string, { calls, missed }: Heatmap): WireHeatmap {
  return { time_zone: zone, calls: [...calls], missed: [...missed] };
}

export function toWireFunnel(funnel: Funnel): WireFunnel {
  return { ...funnel, value: rounded(funnel.value, 2) };
}

export function toWireAgentReport(agents: readonly AgentFigures[]): WireAgentReport {
  return {
    rows: agents.map(({ agent, answered, talk, wait, target, value, calledBack }) => ({
      agent,
      answered,
      talk_s: seconds(talk),
      wait_s: seconds(wait),
      target,
      value: rounded(value, 2),
      called_back: calledBack,
    })),
  };
}

/** @param turnedAway visits by the pool that they would have been lent from */
export function toWirePoolReport(
  { pools }: PoolTraffic,
  configured: readonly PoolReport[],
  turnedAway: ReadonlyMap<string, number>,
): WirePoolReport {
  const ids = new Set([...configured.map(({ id }) => id), ...pools.map(({ pool }) => pool)]);
  return {
    rows: [...ids].map((pool) => {
      const { size = 0, sizing = null } = configured.find(({ id }) => id === pool) ?? {};
      const { lent = 0, calls = 0 } = pools.find((each) => each.pool === pool) ?? {};
      const away = turnedAway.get(pool) ?? 0;
      return {
        pool,
        size,
        lent,
        calls,
        turned_away: away,
        turned_away_share: share(away, lent + away, 4),
        numbers_needed: sizing?.numbersNeeded ?? null,
        advice: sizing?.advice ?? null,
      };
    }),
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : rounded(ms / 1_000, 1);
}

function share(part: number | null, whole: number, digits: number): number | null {
  return part === null || whole === 0 ? null : rounded(part / whole, digits);
}

function rounded(figure: number, digits: number): number {
  return Math.round(figure * 10 ** digits) / 10 ** digits;
}
