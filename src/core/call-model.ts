// Who phones how often: of each site's visitors by where they stand, and strangers; learned from the calls themselves.
import { type Cell, DelayModel, type DelayState } from './delay-model.ts';
import { STRANGER_EVERY } from './delay-prior.ts';
import type { Interest } from './interest.ts';
import type { Lease } from './lease.ts';
import type { LeaseWatcher } from './lease-watcher.ts';
import type { Millis } from './millis.ts';
import type { Standing } from './standing.ts';

/** What a call teaches: who it may have come from. How likely each of them was is judged anew as the model learns. */
export interface Lesson {
  readonly candidates: readonly {
    readonly site: string;
    readonly session: string;
    readonly standing: Standing;
    /** What other evidence makes of its rate. */
    readonly fit: number;
  }[];
  /** The same for strangers. */
  readonly strangerFit: number;
  /** Calls per ms of those who may have called again because of an earlier call. */
  readonly again: number;
  /** The session it came from for certain; null for none known. */
  readonly truth: string | null;
}

interface NotedCandidate extends Cell {
  readonly model: DelayModel;
  readonly session: string;
  readonly fit: number;
}

/** A lesson as it is worked with. */
interface NotedLesson {
  readonly lesson: Lesson;
  readonly candidates: readonly NotedCandidate[];
  /** Room for the candidates' rates. */
  readonly rates: number[];
  truth: string | null;
}

/** Plain data, for the disk. */
export interface StrangersState {
  readonly calls: number;
  readonly time: Millis;
}

/**
 * The prior of strangers is worth so many calls: they and late callers look much alike, so that few calls must not decide
 * between them (worth 3, the strangers took half of the late calls: docs/simulation.md).
 */
const STRANGERS_WORTH = 200;
/** Lessons judged anew; what older ones came to stays as it is. */
const KEPT = 2_000;
/** So many calls later all that are kept are judged anew, so often. */
const REFIT_EVERY = 25;
const ROUNDS = 2;

/**
 * Expectation and maximization (Dempster, Laird and Rubin 1977): calls are shared out among those they may have come from by
 * the rates believed now, and the rates follow from the shares; again and again, since the first calls were shared out by
 * the prior.
 */
export class CallModel implements LeaseWatcher {
  readonly #heartbeat: Millis;
  readonly #sites = new Map<string, DelayModel>();
  readonly #strangers = { calls: STRANGERS_WORTH, time: STRANGERS_WORTH * STRANGER_EVERY };
  /** Calls of strangers among the lessons that are not judged anew. */
  #strangersBefore = STRANGERS_WORTH;
  /** Held while calls are shared out by it. */
  #strangerRate = 1 / STRANGER_EVERY;
  readonly #lessons: NotedLesson[] = [];
  #untilRefit = REFIT_EVERY;
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
    return this.#strangerRate;
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
    if (this.#watchedSince !== null) {
      this.#strangers.time += this.#dids * Math.max(0, now - this.#watchedSince);
    }
    this.#dids = count;
    this.#watchedSince = now;
  }

  learn(lesson: Lesson, now: Millis): void {
    const noted = this.#note(lesson);
    this.#lessons.push(noted);
    this.#shareOut(noted);
    this.watchDids(this.#dids, now);
    for (const model of new Set(noted.candidates.map((each) => each.model))) model.refresh(now);
    this.#refreshStrangers();
    this.#untilRefit -= 1;
    if (this.#untilRefit <= 0) this.#refit(now);
  }

  /** The visit of a call has become known for certain. */
  correct(lesson: Lesson, session: string): void {
    const noted = this.#lessons.find((each) => each.lesson === lesson);
    if (!noted) return;
    noted.truth = session;
    this.#untilRefit = 0;
  }

  #note(lesson: Lesson): NotedLesson {
    const candidates = lesson.candidates.map(({ site, session, standing, fit }) => {
      const model = this.of(site);
      return { model, session, fit, ...model.cell(standing) };
    });
    return { lesson, candidates, rates: new Array(candidates.length).fill(0), truth: lesson.truth };
  }

  #refit(now: Millis): void {
    this.#untilRefit = REFIT_EVERY;
    for (let round = 0; round < ROUNDS; round++) {
      this.#strangers.calls = this.#strangersBefore;
      for (const model of this.#sites.values()) model.recount();
      for (const lesson of this.#lessons) this.#shareOut(lesson);
      for (const model of this.#sites.values()) model.refresh(now);
      this.#refreshStrangers();
    }
    const old = this.#lessons.splice(0, Math.max(0, this.#lessons.length - KEPT));
    if (old.length > 0) this.#settle(old);
  }

  /** What these came to is not judged again. */
  #settle(old: readonly NotedLesson[]): void {
    this.#strangers.calls = this.#strangersBefore;
    for (const model of this.#sites.values()) model.recount();
    for (const lesson of old) this.#shareOut(lesson);
    this.#strangersBefore = this.#strangers.calls;
    for (const model of this.#sites.values()) model.settle();
    for (const lesson of this.#lessons) this.#shareOut(lesson);
  }

  #refreshStrangers(): void {
    this.#strangerRate = this.#strangers.calls / this.#strangers.time;
  }

  /** Called for thousands of lessons at a time. */
  #shareOut({ lesson, candidates, rates, truth }: NotedLesson): void {
    if (truth !== null) {
      const known = candidates.find(({ session }) => session === truth);
      known?.model.count(known, 1);
      return;
    }
    const strangers = this.#strangerRate * lesson.strangerFit;
    let total = strangers + lesson.again;
    for (let index = 0; index < candidates.length; index++) {
      const { model, row, bin, fit } = candidates[index] as NotedCandidate;
      rates[index] = model.rateOf(row, bin) * fit;
      total += rates[index] as number;
    }
    this.#strangers.calls += strangers / total;
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index] as NotedCandidate;
      candidate.model.count(candidate, (rates[index] as number) / total);
    }
  }

  restore(site: string, state: DelayState): void {
    this.#sites.set(site, new DelayModel(this.#heartbeat, state));
  }

  restoreStrangers(state: StrangersState): void {
    this.#strangers.calls = state.calls;
    this.#strangers.time = state.time;
    this.#strangersBefore = state.calls;
    this.#refreshStrangers();
  }
}
