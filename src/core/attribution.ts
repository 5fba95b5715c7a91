// Which visit a call came from, and how sure we are.
import type { Page } from './session.ts';
import type { Touchpoint } from './touchpoint.ts';

export const ATTRIBUTION_METHODS = [
  'lease',
  'late-call',
  'caller-history',
  'channel-number',
  'visit-code',
  'overflow',
  'none',
] as const;
export type AttributionMethod = (typeof ATTRIBUTION_METHODS)[number];

/** One visit the call may have come from. The probabilities of all candidates and "unknown" sum to 1. */
export interface Candidate {
  readonly site: string;
  readonly lease: string | null;
  readonly session: string;
  readonly visitor: string;
  readonly probability: number;
  readonly source: string;
  readonly campaign: string | null;
}

/** The answer for one call. `confidence` is the probability (0 to 1) that it is right. */
export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: number;
  /** Sentences an operator understands, strongest first. */
  readonly reasons: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly site: string | null;
  readonly lease: string | null;
  readonly session: string | null;
  readonly visitor: string | null;
  /** Of the visit itself: the visitor's last touch. */
  readonly touchpoint: Touchpoint | null;
  /** Of the visitor's earliest known visit; null when no visitor is named. */
  readonly firstTouch: Touchpoint | null;
  /** Of the visitor's latest visit, up to this one, that came from somewhere; null when all were direct. */
  readonly lastNonDirectTouch: Touchpoint | null;
  readonly page: Page | null;
  /** ISO 3166-2, the visitor's. */
  readonly region: string | null;
}
