// Recorded traffic, to be replayed and measured.
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { Recorded } from '../core/recorded-traffic.ts';

/** From `from` on and before `to`. */
export interface TimeRange {
  readonly from: Millis;
  readonly to: Millis;
}

/** A pool as its recorded leases show it. */
export interface RecordedPool {
  readonly id: string;
  /** Every DID that was lent. */
  readonly dids: readonly E164[];
  readonly leases: number;
  /** The places it lent most of their visitors' DIDs to: a site, and a region (ISO 3166-2) or null for unknown. */
  readonly serves: readonly { readonly site: string; readonly region: string | null }[];
}

export interface TrafficArchive {
  /** From the first recorded visit to the last; null when there is none. */
  span(): TimeRange | null;
  pools(range: TimeRange): RecordedPool[];
  /** Sessions that calls of the range name, with when each was named last. */
  calledSessions(range: TimeRange): ReadonlyMap<string, Millis>;
  /** All visits and calls of the range in order of time, read as they are taken. */
  traffic(range: TimeRange): Iterable<Recorded>;
  close(): void;
}
