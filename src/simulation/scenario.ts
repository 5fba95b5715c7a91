// The world a simulation plays: who visits, what they do, and how they phone. No policy sees any of it.
import type { Millis } from '../core/millis.ts';
import type { Length } from './length.ts';
import type { Regions } from './region-draw.ts';

export interface Scenario {
  /** One run each, of every policy and pool size. */
  readonly seeds: readonly number[];
  /** Days that count. */
  readonly days: number;
  /** Days before those, played and not counted. */
  readonly warmUp: number;
  readonly poolSizes: readonly number[];
  /** The share of the compared policies' numbers with which the verdict has Leaseline play once more. */
  readonly reach: number;
  /** First visits a day, bots included; those who return come on top. */
  readonly visitsADay: number;
  /** Weights of the 24 hours of a day. */
  readonly hourlyProfile: readonly number[];
  /** Share of people on a phone. */
  readonly mobile: number;
  readonly regions: Regions;
  readonly bots: Browsing & { readonly share: number };
  /** People who look at one page and go; `share` is theirs among people. */
  readonly bounces: Browsing & { readonly share: number };
  readonly readers: Browsing;
  /** How often a page in sight reports. */
  readonly heartbeat: Millis;
  /** A page this long in sight counts as read, for policies that wait for it. */
  readonly settledAfter: Millis;
  readonly calls: Calling;
  readonly returns: Returning;
  /** Calls a DID gets from nobody who visited: mean time between two. */
  readonly strangersEvery: Millis;
}

/** How one sort of visitor goes through the site. */
export interface Browsing {
  /** Mean number of pages; going back to another tab counts as one. */
  readonly pages: number;
  /** Share of the further pages that are opened in a tab beside, or seen by going back to one. */
  readonly tabs: number;
  /** How long a page is in sight. */
  readonly stay: Length;
  /** Share of page views with scrolling, clicking or typing. */
  readonly engaged: number;
  /** How long after the page opened that begins. */
  readonly firstTouch: Length;
  /** Share of page views during which the page goes to the background for a while. */
  readonly hides: number;
  readonly hidden: Length;
  /** Share of tabs that end open in the background instead of closed. */
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
  /** All of those are so many times as long. */
  readonly delayFactor: number;
  /** Share of calls from a phone, with the page open, that begin with a tap on the number. */
  readonly intent: number;
  readonly length: Length;
  /** Callers who phone the same number again, so long after the call; and so may they again. */
  readonly again: { readonly share: number; readonly after: Length };
  /** Share of people who withhold their caller id. */
  readonly withheld: number;
  /** Share of calls made from the caller's second number. */
  readonly secondNumber: number;
  /** Share of calls in which the caller is asked for the visit code, read out so long into the call. */
  readonly code: { readonly share: number; readonly after: Length };
}

export interface CallDelay extends Length {
  readonly share: number;
  /** Whether the page stays before the caller until they phone. */
  readonly pageOpen: boolean;
}

/** Readers who come back for a visit of their own, so long after the last one ended. */
export interface Returning {
  readonly share: number;
  readonly after: Length;
  /** Share of returns on another device: to every policy a visitor never seen. */
  readonly otherDevice: number;
}
