// Reports over everything recorded, worked out elsewhere than where leases are lent.
import type {
  AgentFigures,
  CallReport,
  CallReportQuery,
  Funnel,
  FunnelQuery,
  Heatmap,
  PoolTraffic,
  ReportScope,
  Trend,
  TrendQuery,
} from '../core/report.ts';

/** What each report is asked, and answers. */
export interface ReportKinds {
  calls: { query: CallReportQuery; answer: CallReport };
  trend: { query: TrendQuery; answer: Trend };
  heatmap: { query: ReportScope; answer: Heatmap };
  funnel: { query: FunnelQuery; answer: Funnel };
  agents: { query: ReportScope; answer: AgentFigures[] };
  pools: { query: ReportScope; answer: PoolTraffic };
}
export type ReportKind = keyof ReportKinds;

export interface CallReports {
  /** Rejects with a `ReportsBusy`, or with what went wrong. */
  ask<Kind extends ReportKind>(
    kind: Kind,
    query: ReportKinds[Kind]['query'],
  ): Promise<ReportKinds[Kind]['answer']>;
}

/** Too many reports wait already, or this one took too long. */
export class ReportsBusy extends Error {
  override readonly name = 'ReportsBusy';
}
