// A call with everything known about it: what is stored, listed and shown.
import type { Attribution } from './attribution.ts';
import type { Call } from './call.ts';
import type { CallRoute } from './call-route.ts';
import type { Millis } from './millis.ts';

/** What people add to a call afterwards. */
export interface CallAnnotations {
  readonly tags: readonly string[];
  readonly note: string | null;
  /** Sale value in the owner's currency. */
  readonly value: number | null;
  /** Whether it was a wanted call; null until somebody says. */
  readonly target: boolean | null;
}

/** One answer of several that a call was given over time. */
export interface AttributionVersion {
  /** 1, 2 ...: the highest one is believed. */
  readonly version: number;
  readonly at: Millis;
  readonly attribution: Attribution;
}

export interface CallRecord {
  readonly call: Call;
  readonly attribution: Attribution;
  /** When this attribution was made. */
  readonly attributedAt: Millis;
  /** Whether this caller has called before. */
  readonly repeat: boolean;
  readonly annotations: CallAnnotations;
  /** Where the dialplan was told to send it; null when it did not ask. */
  readonly route: CallRoute | null;
}
