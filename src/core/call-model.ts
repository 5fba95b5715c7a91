// Who phones how often: of each site's visitors by where they stand, and strangers; learned from the calls themselves.
import { DelayModel, type DelayState } from './delay-model.ts';
import { STRANGER_EVERY } from './delay-prior.ts';
import type { Interest } from './interest.ts';
import type { Lease } from './lease.ts';
import type { LeaseWatcher } from './lease-watcher.ts';
import type { Millis } from './millis.ts';
import type { Standing } from './standing.ts';

/** What a call's attribution teaches: who it may have come from, and how likely. */
export interface Lesson {
  readonly candidates: readonly {
    readonly site: string;
    readonly session: string;
    readonly standing: Standing;
    readonly probability: number;
  }[];
  /** That it came from nobody who is known to have seen the number. */
  readonly stranger: number;
}

/** Plain data, for the disk. */
export interface StrangersState {
  readonly calls: number;
  readonly time: Millis;
}

/** The prior of strangers is worth so many calls. */
const STRANGERS_WORTH = 3;

export class CallModel implements LeaseWatcher {
  readonly #heartbeat: Millis;
  readonly #sites = new Map<string, DelayModel>();
  #strangers: StrangersState = { calls: STRANGERS_WORTH, time: STRANGERS_WORTH * STRANGER_EVERY };
  #dids = 0;
  #watchedSince: Millis | null = null;

  /** @param heartbeat how often a page in sight reports */
  constructor(heartbeat: Millis) {
    this.#heartbeat = heartbeat;
  }

  of(site: string): DelayModel {
    let model = this.#sites.get(site);
    if (!model) {
      model = new DelayModel(this.#heartbeat);
      this.#sites.set(site, model);
    }
    return model;
  }

  get sites(): ReadonlyMap<string, DelayModel> {
    return this.#sites;
  }

  get strangers(): StrangersState {
    return this.#strangers;
  }

  /** Calls per ms to one DID from nobody known. */
  get strangerRate(): number {
    return this.#strangers.calls / this.#strangers.time;
  }

  /** Calls still to come from somebody unseen for `silence`. */
  readonly lateCalls = ({ site, interest }: { site: string; interest: Interest }, silence: Millis): number =>
    this.of(site).lateCalls(interest, silence);

  seen(before: Lease, at: Millis): void {
    this.of(before.site).seen(before, at);
  }

  ended(lease: Lease): void {
    this.of(lease.site).ended(lease);
  }

  /** So many DIDs may be called by strangers from now on. */
  watchDids(count: number, now: Millis): void {
    const { calls, time } = this.#strangers;
    const watched = this.#watchedSince === null ? 0 : this.#dids * Math.max(0, now - this.#watchedSince);
    this.#strangers = { calls, time: time + watched };
    this.#dids = count;
    this.#watchedSince = now;
  }

  learn({ candidates, stranger }: Lesson, now: Millis): void {
    for (const { site, standing, probability } of candidates) this.of(site).count(standing, probability);
    for (const site of new Set(candidates.map((each) => each.site))) this.of(site).refresh(now);
    this.watchDids(this.#dids, now);
    this.#strangers = { ...this.#strangers, calls: this.#strangers.calls + stranger };
  }

  /** What was learned from a call as likely is known for certain now: it came from `session`. Answers the new lesson. */
  correct({ candidates, stranger }: Lesson, session: string, now: Millis): Lesson {
    const sure = (each: { session: string }) => (each.session === session ? 1 : 0);
    const change = candidates.map((each) => ({ ...each, probability: sure(each) - each.probability }));
    this.learn({ candidates: change, stranger: -stranger }, now);
    return { candidates: candidates.map((each) => ({ ...each, probability: sure(each) })), stranger: 0 };
  }

  restore(site: string, state: DelayState): void {
    this.#sites.set(site, new DelayModel(this.#heartbeat, state));
  }

  restoreStrangers(state: StrangersState): void {
    this.#strangers = state;
  }
}
