// The world a simulation plays: who visits, what they do, and how they phone. No policy sees any of it.
import type { Millis } from '../core/millis.ts';
import type { Length } from './length.ts';

export interface Scenario {
  /** One run each, of every policy and pool size. */
  readonly seeds: readonly number[];
  readonly days: number;
  readonly poolSizes: readonly number[];
  /** First visits a day, bots included; those who return come on top. */
  readonly visitsADay: number;
  /** Weights of the 24 hours of a day. */
  readonly hourlyProfile: readonly number[];
  /** Share of people on a phone. */
  readonly mobile: number;
  readonly bots: Browsing & { readonly share: number };
  /** People who look at one page and go; `share` is theirs among people. */
  readonly bounces: Browsing & { readonly share: number };
  readonly readers: Browsing;
  /** How often a page in sight reports. */
  readonly heartbeat: Millis;
  /** A page this long in sight counts as read, for policies that wait for it. */
  readonly settledAfter: Millis;
  readonly calls: Calling;
  /** Readers who come back for a visit of their own, so long after the last one ended. */
  readonly returns: { readonly share: number; readonly after: Length };
  /** Calls a DID gets from nobody who visited: mean time between two. */
  readonly strangersEvery: Millis;
}

/** How one sort of visitor goes through the site. */
export interface Browsing {
  /** Mean number of pages. */
  readonly pages: number;
  /** How long a page is in sight. */
  readonly stay: Length;
  /** Share of page views with scrolling, clicking or typing. */
  readonly engaged: number;
  /** How long after the page opened that begins. */
  readonly firstTouch: Length;
  /** Share of page views after which the page goes to the background for a while. */
  readonly hides: number;
  readonly hidden: Length;
  /** Share of visits that end with an open tab in the background instead of a closed page. */
  readonly keepsTab: number;
}

export interface Calling {
  /** Share of visits that phone, by what the visitor did. Bots never do. */
  readonly probability: {
    readonly bounced: number;
    /** A reader who never touched a page. */
    readonly visible: number;
    readonly engaged: number;
  };
  /** How long after the last engagement: one of these, by share. */
  readonly delays: readonly CallDelay[];
  /** Share of calls from a phone, with the page open, that begin with a tap on the number. */
  readonly intent: number;
  readonly length: Length;
  /** Callers who phone the same number again, so long after the call; and so may they again. */
  readonly again: { readonly share: number; readonly after: Length };
}

export interface CallDelay extends Length {
  readonly share: number;
  /** Whether the page stays before the caller until they phone. */
  readonly pageOpen: boolean;
}
