// The owner's own program, which may choose where a call goes.
import type { CallRecord } from '../core/call-record.ts';

export interface RouteMatter {
  readonly record: CallRecord;
  /** Who talked with the caller last. */
  readonly lastAgent: string | null;
  /** Names that may be answered. */
  readonly destinations: readonly string[];
  /** What the rules would choose; null: the dialplan's default route. */
  readonly proposed: string | null;
}

/** `timeout`: no whole answer in time. `unreachable`: no connection. `refused`: an HTTP error. `garbled`: no such JSON. */
export type AdviceFailure = 'timeout' | 'unreachable' | 'refused' | 'garbled';

export type Advice =
  /** A destination's name; null leaves it to the rules. */
  | { readonly ok: true; readonly destination: string | null }
  | { readonly ok: false; readonly failure: AdviceFailure };

export interface RouteAdviser {
  /** Never rejects, and answers within its deadline. */
  advise(matter: RouteMatter): Promise<Advice>;
}
