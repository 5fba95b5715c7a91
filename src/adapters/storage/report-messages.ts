// What is said between the thread that works out reports and the one that asks.
import type { ReportKind, ReportKinds } from '../../ports/call-reports.ts';

export interface ReportWorkerSettings {
  /** Of the database. */
  readonly path: string;
}

export interface ReportQuestion<Kind extends ReportKind = ReportKind> {
  readonly id: number;
  readonly kind: Kind;
  readonly query: ReportKinds[Kind]['query'];
}

export type ReportReply =
  | { readonly id: number; readonly answer: ReportKinds[ReportKind]['answer'] }
  | { readonly id: number; readonly failure: string };
