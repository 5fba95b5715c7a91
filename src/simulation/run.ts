// One policy through one scenario on a virtual clock. The traffic depends on the seed alone, never on the policy.
import type { Millis } from '../core/millis.ts';
import { EventQueue } from './event-queue.ts';
import { type IncomingCall, OVERFLOW, type Page, type Policy, PRINTED, type Visitor } from './policy.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { Tally } from './tally.ts';
import { type PlannedCall, planVisit, type VisitPlan } from './visit-plan.ts';

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;
/** Streams of the seed: more strangers must not change the visits. */
const TRAFFIC = 1;
const STRANGERS = 2;
/** Wrong numbers hang up soon: mean length of a stranger's call. */
const STRANGERS_TALK: Millis = 30_000;

type Event =
  | { readonly type: 'arrival' }
  | { readonly type: 'return'; readonly visitor: Visitor }
  /** The visit's next sign; queued again and again until there is none. */
  | { readonly type: 'sign'; readonly plan: VisitPlan; readonly page: Page; next: number }
  | { readonly type: 'call'; readonly page: Page; readonly call: PlannedCall }
  | { readonly type: 'call-ended'; readonly call: IncomingCall }
  | { readonly type: 'stranger' };

/** Plays all days. What would happen after the last one is not played, nor counted. */
export function run(scenario: Scenario, policy: Policy, poolSize: number, seed: number): Tally {
  return new Run(scenario, policy, poolSize, seed).play();
}

class Run {
  readonly #scenario: Scenario;
  readonly #policy: Policy;
  readonly #poolSize: number;
  readonly #traffic: Random;
  readonly #strangers: Random;
  readonly #queue = new EventQueue<Event>();
  readonly #tally = new Tally();
  readonly #profileSum: number;
  #visitors = 0;
  #calls = 0;

  constructor(scenario: Scenario, policy: Policy, poolSize: number, seed: number) {
    this.#scenario = scenario;
    this.#policy = policy;
    this.#poolSize = poolSize;
    this.#traffic = new Random(seed, TRAFFIC);
    this.#strangers = new Random(seed, STRANGERS);
    this.#profileSum = scenario.hourlyProfile.reduce((sum, weight) => sum + weight, 0);
  }

  play(): Tally {
    const end = this.#scenario.days * DAY;
    this.#queue.push(this.#nextArrival(0), { type: 'arrival' });
    this.#queue.push(this.#nextStranger(0), { type: 'stranger' });
    while (this.#queue.nextAt < end) {
      const now = this.#queue.nextAt;
      this.#take(this.#queue.pop() as Event, now);
    }
    return this.#tally;
  }

  #take(event: Event, now: Millis): void {
    switch (event.type) {
      case 'arrival':
        this.#begin({ id: ++this.#visitors, did: PRINTED }, false, now);
        this.#queue.push(this.#nextArrival(now), event);
        return;
      case 'return':
        this.#begin(event.visitor, true, now);
        return;
      case 'sign':
        this.#sign(event, now);
        return;
      case 'call':
        this.#call(event.page, event.call, now);
        return;
      case 'call-ended':
        this.#policy.callEnded(event.call, now);
        return;
      case 'stranger':
        this.#callByStranger(now);
        this.#queue.push(this.#nextStranger(now), event);
    }
  }

  #begin(visitor: Visitor, returning: boolean, now: Millis): void {
    const visit = ++this.#tally.visits;
    const page: Page = { visit, visitor, shown: PRINTED, token: null };
    const plan = planVisit(this.#scenario, this.#traffic, now, returning);
    this.#sign({ type: 'sign', plan, page, next: 0 }, now);
    for (const call of plan.calls) this.#queue.push(call.at, { type: 'call', page, call });
    if (plan.returnsAt !== null) this.#queue.push(plan.returnsAt, { type: 'return', visitor });
  }

  #sign(event: Extract<Event, { type: 'sign' }>, now: Millis): void {
    const { plan, page } = event;
    const sign = plan.signs[event.next++];
    if (sign) this.#policy.sign(page, sign.sign, now);
    const following = plan.signs[event.next];
    if (following) this.#queue.push(following.at, event);
  }

  /** The visitor dials what this visit's page shows, or showed last. */
  #call({ shown, visit, visitor }: Page, { length }: PlannedCall, now: Millis): void {
    if (shown < 0) {
      this.#tally.addUnasked(shown === OVERFLOW ? 'overflow' : 'unattributed');
      return;
    }
    const call = { id: ++this.#calls, did: shown, caller: visitor.id };
    this.#tally.addVisitor(this.#policy.call(call, now), visit);
    this.#queue.push(now + length, { type: 'call-ended', call });
  }

  #callByStranger(now: Millis): void {
    const id = ++this.#calls;
    // No visitor has a negative id, and no stranger calls twice.
    const call = { id, did: this.#strangers.index(this.#poolSize), caller: -id };
    this.#tally.addStranger(this.#policy.call(call, now));
    this.#queue.push(now + this.#strangers.exponential(STRANGERS_TALK), { type: 'call-ended', call });
  }

  #nextStranger(now: Millis): Millis {
    return now + this.#strangers.exponential(this.#scenario.strangersEvery / this.#poolSize);
  }

  /** A Poisson process whose rate changes by the hour: what does not fit into an hour is drawn again in the next. */
  #nextArrival(now: Millis): Millis {
    const { hourlyProfile, visitsADay } = this.#scenario;
    for (let from = now; ; ) {
      const hour = Math.floor(from / HOUR);
      const share = (hourlyProfile[hour % 24] ?? 0) / this.#profileSum;
      const at =
        share > 0 ? from + this.#traffic.exponential(HOUR / (visitsADay * share)) : Number.POSITIVE_INFINITY;
      if (at < (hour + 1) * HOUR) return at;
      from = (hour + 1) * HOUR;
    }
  }
}
