// What a visitor's page asks for and gets, between the HTTP adapter and number assignment.
import type { E164 } from '../core/e164.ts';
import type { Engagement } from '../core/engagement.ts';
import type { VisitorIds } from '../core/session.ts';

/** A page as sent by the browser, with what led there. */
export interface PageSeen {
  readonly url: string;
  readonly title: string | null;
  readonly referrer: string | null;
}

export interface LeaseDemand {
  /** Id of a configured site; the caller has checked it and the origin. */
  readonly site: string;
  readonly visitor: string | null;
  readonly session: string | null;
  readonly page: PageSeen;
  readonly ids: VisitorIds;
  readonly engagement: Engagement;
  /** The visitor asked not to be known. */
  readonly anonymous: boolean;
  /** Printed numbers as the page wrote them; null for all of the site's. */
  readonly numbers: readonly string[] | null;
  /** The visitor's address. */
  readonly address: string;
  /** Whose leases are counted together (lease.at_once): an IPv4 address or IPv6 /64. Null: not counted. */
  readonly subscriber: string | null;
  /** No visitor but a program that reads pages: it gets no number. */
  readonly crawler: boolean;
}

export interface NumberOnPage {
  readonly replace: E164;
  readonly did: E164;
  readonly national: string;
  readonly international: string;
}

export type LeaseAnswer =
  | {
      readonly kind: 'numbers';
      readonly token: string;
      readonly session: string;
      readonly visitor: string;
      readonly numbers: readonly NumberOnPage[];
      readonly pool: string | null;
      readonly region: string | null;
      readonly expiresInS: number;
      readonly heartbeatS: number;
      readonly overflow: boolean;
      readonly visitCode: string;
    }
  /** None of the numbers asked for is printed on this site. */
  | { readonly kind: 'no-such-number' };

export interface ActivityReport {
  readonly engagement: Engagement;
  readonly page: PageSeen | null;
}

export type ActivityAnswer =
  | { readonly kind: 'renewed'; readonly expiresInS: number; readonly heartbeatS: number }
  /** Unknown, expired or released: the page should ask for a lease again. */
  | { readonly kind: 'gone' };

/** The three visitor calls, as the HTTP adapter needs them. `NumberAssignment` implements it. */
export interface VisitorCalls {
  /** Resolves when the lease is on disk; never rejects for want of storage or numbers (that gives overflow). */
  lease(demand: LeaseDemand): Promise<LeaseAnswer>;
  activity(token: string, report: ActivityReport): ActivityAnswer;
  /** Releasing what is gone already is no fault. */
  release(token: string): void;
}
