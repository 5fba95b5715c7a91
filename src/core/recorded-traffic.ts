// Past visits and calls as the database kept them: what can be replayed.
import type { AttributionMethod } from './attribution.ts';
import type { E164 } from './e164.ts';
import type { Engagement } from './engagement.ts';
import type { Millis } from './millis.ts';

/** A lease's story. */
export interface RecordedLease {
  readonly pool: string;
  readonly did: E164;
  /** What the visitor did last. */
  readonly engagement: Engagement;
  readonly lastActivityAt: Millis;
  /** When they were last known to scroll, click or type; null when that is not known. */
  readonly engagedAt: Millis | null;
  readonly intentAt: Millis | null;
  /** Pages opened while it ran, 1 or more. */
  readonly pageViews: number;
  readonly expiresAt: Millis;
  /** Null while it runs. */
  readonly endedAt: Millis | null;
  /** When somebody else could get the DID; null while it runs. */
  readonly freeAt: Millis | null;
}

/** A visit that asked for a number at `at`. One visit may ask several times, once its lease was gone. */
export interface RecordedVisit {
  readonly kind: 'visit';
  readonly at: Millis;
  readonly session: string;
  readonly visitor: string;
  readonly site: string;
  /** ISO 3166-1 and 3166-2, as far as known. */
  readonly country: string | null;
  readonly region: string | null;
  /** Null: it was shown the overflow DID. */
  readonly lease: RecordedLease | null;
}

/** A call, with the answer that was given. */
export interface RecordedCall {
  readonly kind: 'call';
  /** When it began to ring. */
  readonly at: Millis;
  readonly id: string;
  readonly did: E164;
  readonly caller: E164 | null;
  readonly endedAt: Millis | null;
  readonly method: AttributionMethod;
  readonly confidence: number;
  readonly site: string | null;
  /** The visit named; null: nobody. */
  readonly session: string | null;
}

export type Recorded = RecordedVisit | RecordedCall;
