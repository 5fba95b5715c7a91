// How much came when.
import type { Millis } from '../core/millis.ts';

export interface TrafficCounts {
  /** Calls begun at or after `from` and before `to`. */
  calls(from: Millis, to: Millis): number;
  /** Visits begun then. */
  visits(from: Millis, to: Millis): number;
  /** When the first visit or call on record began; null when there is none. */
  since(): Millis | null;
}
