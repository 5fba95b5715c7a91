// Reports over calls, as `GET /v1/reports/{name}` answers them. Shares are 0 to 1, times seconds, money the owner's own currency.

/** What a report may be broken down by; at most two at once. */
export const REPORT_DIMENSIONS = [
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'page',
  'region',
  'pool',
  'agent',
  'did',
  'site',
] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/**
 * Which touch of the visitor is credited with the call: that of the visit itself, the earliest known, the latest not direct, all
 * of the visitor's visits alike, or every candidate by its probability (a call of 0.6 confidence counts 0.6; the rest
 * is nobody's).
 */
export const ATTRIBUTION_MODELS = ['last', 'first', 'last-non-direct', 'linear', 'probability'] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/** Counts may be fractions under `linear` and `probability`. */
export interface WireReportFigures {
  calls: number;
  /** Callers, each counted once within the report; withheld numbers count each. */
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
