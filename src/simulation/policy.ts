// What is compared: a way of lending numbers and of saying who called.
import type { Millis } from '../core/millis.ts';
import type { Sign } from './sign.ts';

/** What a page shows: the index of a DID, or one of the two below. */
export type Shown = number;
/** The number printed on the page: no other was asked for yet. */
export const PRINTED: Shown = -1;
/** The number everybody is shown who finds the pool empty. */
export const OVERFLOW: Shown = -2;

/** A browser, over all its visits. `did` is what its cookie remembers. */
export interface Visitor {
  readonly id: number;
  /** By GeoIP, as an index: sometimes wrong; null where it tells nothing. */
  readonly region: number | null;
  did: Shown;
}

/**
 * A tab as a policy sees it, over all its pages; the tabs of a visit share `visit` and `visitor`. `shown` and `token` are
 * the policy's to set.
 */
export interface Page {
  readonly visit: number;
  readonly visitor: Visitor;
  shown: Shown;
  /** The lease's secret, where a policy has one. */
  token: string | null;
}

export interface IncomingCall {
  readonly id: number;
  /** The index of a DID. */
  readonly did: number;
  /** The caller's number, as an id, null when withheld; the visitor it truly is stays unknown. */
  readonly caller: number | null;
  /** What the caller's number tells, as an index; null where it tells nothing. */
  readonly region: number | null;
}

export interface Answer {
  /** The visit named; null: nobody. */
  readonly visit: number | null;
  /** 0 to 1; null where the policy does not say. */
  readonly confidence: number | null;
}

export interface Policy {
  /** The page tells something: lends, renews, changes what the page shows. */
  sign(page: Page, sign: Sign, now: Millis): void;
  /** A call begins. */
  call(call: IncomingCall, now: Millis): Answer;
  callEnded(call: IncomingCall, now: Millis): void;
  /** The caller read out the code of their visit, while the call goes on. Too late for the answer given: that counts. */
  told?(call: IncomingCall, visit: number, now: Millis): void;
}

/** A policy to be built afresh for each run. */
export interface Contender {
  readonly name: string;
  build(poolSize: number): Policy;
}
