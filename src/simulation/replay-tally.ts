// What a replay came to: who would have seen the overflow number, and which calls would have been answered otherwise.

import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import { BUSY_SHARE } from '../core/pool-load.ts';

/**
 * Of one call, the recorded answer against the replay's. `agrees`: the same visit; `differs`: another; `new`: nobody was
 * named then, somebody is now; `lost`: the other way round; `overflow`: the caller's page shows the overflow number;
 * `nobody`: named by neither.
 */
export const COMPARED = ['agrees', 'differs', 'new', 'lost', 'overflow', 'nobody'] as const;
export type Compared = (typeof COMPARED)[number];

export interface ReplayedCall {
  readonly id: string;
  readonly at: Millis;
  readonly caller: E164 | null;
  readonly compared: Compared;
  readonly recorded: NamedVisit;
  readonly replayed: NamedVisit;
}

export interface NamedVisit {
  /** Null: nobody was named; `an older visit` where its id is no longer known. */
  readonly session: string | null;
  /** Null where the policy does not say. */
  readonly confidence: number | null;
}

/** Of calls whose caller read out the visit's code: how they really were. */
export interface Labelled {
  right: number;
  wrong: number;
  unattributed: number;
  overflow: number;
}

/** Mean confidence of answers that name a visit. */
class Confidence {
  answers = 0;
  sum = 0;

  add({ session, confidence }: NamedVisit): void {
    if (session === null || confidence === null) return;
    this.answers += 1;
    this.sum += confidence;
  }

  get mean(): number | null {
    return this.answers === 0 ? null : this.sum / this.answers;
  }
}

const HOUR: Millis = 3_600_000;

export class ReplayTally {
  visits = 0;
  overflowed = 0;
  /** Visits that were shown the overflow number when it was recorded. */
  overflowedThen = 0;
  readonly calls: Record<Compared, number> = {
    agrees: 0,
    differs: 0,
    new: 0,
    lost: 0,
    overflow: 0,
    nobody: 0,
  };
  /** Calls about visits before the first one replayed: they cannot be dialled again. */
  unplayed = 0;
  readonly labelled: Labelled = { right: 0, wrong: 0, unattributed: 0, overflow: 0 };
  readonly #confidence = new Confidence();
  readonly #confidenceThen = new Confidence();
  /** Calls by visitors: all but those to a number of the pool that nobody was named for. */
  byVisitors = 0;
  readonly #hours = new Map<number, { visits: number; overflowed: number; overflowedThen: number }>();

  addVisit(at: Millis, overflowedThen: boolean): void {
    this.visits += 1;
    this.#hour(at).visits += 1;
    if (!overflowedThen) return;
    this.overflowedThen += 1;
    this.#hour(at).overflowedThen += 1;
  }

  /** @param arrivedAt when the visit that finds the pool empty came */
  addOverflow(arrivedAt: Millis): void {
    this.overflowed += 1;
    this.#hour(arrivedAt).overflowed += 1;
  }

  addCall({ compared, recorded, replayed }: ReplayedCall, byVisitor: boolean): void {
    this.calls[compared] += 1;
    this.#confidence.add(replayed);
    this.#confidenceThen.add(recorded);
    if (byVisitor) this.byVisitors += 1;
  }

  get compared(): number {
    return COMPARED.reduce((sum, each) => sum + this.calls[each], 0);
  }

  /** Mean confidence, which is the expected share right, of answers that name a visit; null without any. */
  get confidence(): { readonly recorded: number | null; readonly replayed: number | null } {
    return { recorded: this.#confidenceThen.mean, replayed: this.#confidence.mean };
  }

  /**
   * Expected accuracy: of all calls by visitors, the share whose visit is named and right, by the confidence of the
   * answers; whoever saw the overflow number counts as not right. Null without calls, or a policy that says no confidence.
   */
  get accuracy(): { readonly recorded: number | null; readonly replayed: number | null } {
    const share = ({ answers, sum }: Confidence) =>
      this.byVisitors === 0 || answers === 0 ? null : Math.min(1, sum / this.byVisitors);
    return { recorded: share(this.#confidenceThen), replayed: share(this.#confidence) };
  }

  /** Shares of the visits in the busiest hours (core/pool-load.ts) that saw the overflow number; null without visits. */
  get busyOverflow(): { readonly recorded: number; readonly replayed: number } | null {
    const busiestFirst = [...this.#hours.values()].sort((one, two) => two.visits - one.visits);
    const numbers = [...this.#hours.keys()];
    if (numbers.length === 0) return null;
    const span = numbers.reduce((a, b) => Math.max(a, b)) - numbers.reduce((a, b) => Math.min(a, b)) + 1;
    const busy = busiestFirst.slice(0, Math.max(1, Math.ceil(span * BUSY_SHARE)));
    const visits = busy.reduce((sum, hour) => sum + hour.visits, 0);
    return {
      recorded: busy.reduce((sum, hour) => sum + hour.overflowedThen, 0) / visits,
      replayed: busy.reduce((sum, hour) => sum + hour.overflowed, 0) / visits,
    };
  }

  #hour(at: Millis) {
    const number = Math.floor(at / HOUR);
    let hour = this.#hours.get(number);
    if (!hour) {
      hour = { visits: 0, overflowed: 0, overflowedThen: 0 };
      this.#hours.set(number, hour);
    }
    return hour;
  }
}
