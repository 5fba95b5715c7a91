// What is counted, by who counts it. adapters/metrics turns each into Prometheus series.
import type { AttributionMethod } from '../core/attribution.ts';
import type { CallOutcome } from '../core/call.ts';
import type { RoutedBy } from '../core/call-route.ts';
import type { Millis } from '../core/millis.ts';
import type { AdviceFailure } from './route-adviser.ts';

/**
 * Why a visitor got the overflow number: none was free, no pool serves the region, their address holds too many, the
 * lease could not be written.
 */
export type OverflowReason = 'exhausted' | 'region' | 'capped' | 'storage';

/** Why a visitor was to get no number of their own: an agent that is no visitor, or no pool is for their source. */
export type RefusalReason = 'bot' | 'source';

export interface LeaseMetrics {
  granted(pool: string): void;
  overflowed(site: string, reason: OverflowReason): void;
  refused(reason: RefusalReason): void;
}

export interface CallMetrics {
  ended(outcome: CallOutcome, method: AttributionMethod): void;
  /** A call to one of our DIDs through a context that is not listed as a trunk's. */
  ignored(pbx: string): void;
  /** The link to a box came up or went down. */
  linked(pbx: string, up: boolean): void;
  /** A call could not be written; it is kept in memory and tried again. */
  unsaved(): void;
}

export interface RoutingMetrics {
  /** A question was answered. @param destination null for the dialplan's default route. @param took until the answer. */
  routed(pbx: string, destination: string | null, by: RoutedBy, took: Millis): void;
  /** The hook did not choose. */
  adviceFailed(reason: AdviceFailure): void;
}
