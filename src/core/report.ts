// What reports are asked, and what they answer. Counts are fractions under models that share calls out.
import type { AttributionModel } from './attribution-model.ts';
import type { DayNumber } from './calendar-day.ts';
import type { Millis } from './millis.ts';
import type { ReportDimension } from './report-dimension.ts';

/** From `from` on and before `to`. */
export interface Period {
  readonly from: Millis;
  readonly to: Millis;
}

/** Which calls and visits a report is about. */
export interface ReportScope extends Period {
  /** One site's only; null for all. */
  readonly site: string | null;
  /** Sites that whoever asks may see; null for all. What is of no known site they do not see either. */
  readonly sites: readonly string[] | null;
  /** IANA name: days and hours are those of its clocks. */
  readonly zone: string;
}

export interface ReportFigures {
  readonly calls: number;
  /** Callers, each counted once; withheld numbers count each. */
  readonly unique: number;
  readonly answered: number;
  readonly missed: number;
  readonly target: number;
  /** Mean, ms; null without calls. */
  readonly wait: number | null;
  /** Mean of the answered, ms; null without any. */
  readonly talk: number | null;
  readonly value: number;
  /** Null where none is known. */
  readonly spend: number | null;
}

export interface CallReportQuery extends ReportScope {
  /** At most two. */
  readonly by: readonly ReportDimension[];
  readonly model: AttributionModel;
  readonly compared: Period | null;
  /** Rows sent. */
  readonly limit: number;
}

export interface CallReportRow {
  /** One for each of `by`; null for unknown. */
  readonly keys: readonly (string | null)[];
  readonly figures: ReportFigures;
  /** Of the period compared with; null when it has no such row. */
  readonly previous: ReportFigures | null;
}

export interface CallReport {
  /** Most calls first. */
  readonly rows: readonly CallReportRow[];
  readonly moreRows: number;
  readonly total: ReportFigures;
  readonly previousTotal: ReportFigures | null;
}

export const TREND_STEPS = ['hour', 'day', 'week', 'month'] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

export interface TrendQuery extends ReportScope {
  readonly step: TrendStep;
  readonly by: ReportDimension | null;
  readonly model: AttributionModel;
}

/** A series has a figure for each step. */
export interface Trend {
  readonly steps: readonly { readonly day: DayNumber; readonly hour: number }[];
  readonly calls: readonly number[];
  readonly missed: readonly number[];
  readonly target: readonly number[];
  /** The largest keys, and what is left. */
  readonly series: readonly {
    readonly key: string | null;
    readonly rest: boolean;
    readonly calls: readonly number[];
  }[];
}

/** Cells by hour of the week, Monday 0 h first. */
export interface Heatmap {
  readonly calls: readonly number[];
  readonly missed: readonly number[];
}

export interface FunnelQuery extends ReportScope {
  readonly source: string | null;
}

export interface Funnel {
  readonly visits: number;
  readonly lent: number;
  readonly called: number;
  readonly calls: number;
  readonly answered: number;
  readonly target: number;
  readonly sales: number;
  readonly value: number;
}

export interface AgentFigures {
  readonly agent: string;
  readonly answered: number;
  readonly talk: Millis | null;
  readonly wait: Millis | null;
  readonly target: number;
  readonly value: number;
  /** Callers they phoned and reached within a week of a missed call. */
  readonly calledBack: number;
}

export interface PoolTraffic {
  readonly pools: readonly { readonly pool: string; readonly lent: number; readonly calls: number }[];
  /** Visits that got no number, by what their pool is found by. */
  readonly turnedAway: readonly {
    readonly site: string;
    readonly country: string | null;
    readonly region: string | null;
    readonly visits: number;
  }[];
}
