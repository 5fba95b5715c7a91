// One policy through one scenario on a virtual clock. The traffic depends on the seed alone, never on the policy.
import type { Millis } from '../core/millis.ts';
import { EventQueue } from './event-queue.ts';
import { drawStrangersId, Person } from './person.ts';
import {
  type Answer,
  type IncomingCall,
  OVERFLOW,
  type Page,
  type Policy,
  PRINTED,
  type Shown,
  type Visitor,
} from './policy.ts';
import { Random } from './random.ts';
import { drawHome, drawTold } from './region-draw.ts';
import type { Scenario } from './scenario.ts';
import type { SignAt } from './sign.ts';
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
  | { readonly type: 'return'; readonly person: Person }
  /** The visit's next sign; queued again and again until there is none. */
  | { readonly type: 'sign'; readonly visit: Visit; next: number }
  /** The visit's next call, likewise. `dialled`: what they dialled the first time, and dial again. */
  | { readonly type: 'call'; readonly visit: Visit; next: number; dialled: Shown | null }
  | { readonly type: 'told'; readonly call: IncomingCall; readonly visit: number }
  | { readonly type: 'call-ended'; readonly call: IncomingCall }
  | { readonly type: 'stranger' };

interface Visit {
  readonly id: number;
  readonly plan: VisitPlan;
  /** By tab. */
  readonly pages: readonly Page[];
}

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
  /** What is not counted goes to another one. */
  #tally = new Tally();
  readonly #profileSum: number;
  /** Calls going on, by DID. */
  readonly #live: number[];
  #people = 0;
  #browsers = 0;
  #visits = 0;
  #calls = 0;

  constructor(scenario: Scenario, policy: Policy, poolSize: number, seed: number) {
    this.#scenario = scenario;
    this.#policy = policy;
    this.#poolSize = poolSize;
    this.#traffic = new Random(seed, TRAFFIC);
    this.#strangers = new Random(seed, STRANGERS);
    this.#profileSum = scenario.hourlyProfile.reduce((sum, weight) => sum + weight, 0);
    this.#live = new Array(poolSize).fill(0);
  }

  play(): Tally {
    const { warmUp, days } = this.#scenario;
    this.#queue.push(this.#nextArrival(0), { type: 'arrival' });
    this.#queue.push(this.#nextStranger(0), { type: 'stranger' });
    this.#playUntil(warmUp * DAY);
    this.#tally = new Tally();
    this.#playUntil((warmUp + days) * DAY);
    return this.#tally;
  }

  #playUntil(end: Millis): void {
    while (this.#queue.nextAt < end) {
      const now = this.#queue.nextAt;
      this.#take(this.#queue.pop() as Event, now);
    }
  }

  #take(event: Event, now: Millis): void {
    switch (event.type) {
      case 'arrival':
        this.#begin(this.#drawPerson(), false, now);
        this.#queue.push(this.#nextArrival(now), event);
        return;
      case 'return':
        if (this.#traffic.chance(this.#scenario.returns.otherDevice))
          event.person.browser = this.#drawBrowser(event.person.home);
        this.#begin(event.person, true, now);
        return;
      case 'sign':
        this.#sign(event, now);
        return;
      case 'call':
        this.#call(event, now);
        return;
      case 'told':
        this.#policy.told?.(event.call, event.visit, now);
        return;
      case 'call-ended':
        this.#live[event.call.did] = (this.#live[event.call.did] as number) - 1;
        this.#policy.callEnded(event.call, now);
        return;
      case 'stranger':
        this.#callByStranger(now);
        this.#queue.push(this.#nextStranger(now), event);
    }
  }

  #drawPerson(): Person {
    const home = drawHome(this.#scenario.regions, this.#traffic);
    return new Person(++this.#people, home, this.#drawBrowser(home));
  }

  #drawBrowser(home: number): Visitor {
    const { regions } = this.#scenario;
    const region = drawTold(regions, regions.geoip, home, this.#traffic);
    return { id: ++this.#browsers, region, did: PRINTED };
  }

  #begin(person: Person, returning: boolean, now: Millis): void {
    const id = ++this.#visits;
    this.#tally.visits += 1;
    const plan = planVisit(this.#scenario, this.#traffic, now, person, returning);
    const pages = Array.from({ length: plan.tabs }, () => ({
      visit: id,
      visitor: person.browser,
      shown: PRINTED,
      token: null,
    }));
    const visit: Visit = { id, plan, pages };
    this.#sign({ type: 'sign', visit, next: 0 }, now);
    const [call] = plan.calls;
    if (call) this.#queue.push(call.at, { type: 'call', visit, next: 0, dialled: null });
    if (plan.returnsAt !== null) this.#queue.push(plan.returnsAt, { type: 'return', person });
  }

  #sign(event: Extract<Event, { type: 'sign' }>, now: Millis): void {
    const { plan, pages } = event.visit;
    const { tab, sign } = plan.signs[event.next++] as SignAt;
    this.#policy.sign(pages[tab] as Page, sign, now);
    const following = plan.signs[event.next];
    if (following) this.#queue.push(following.at, event);
  }

  /** The visitor dials what the last page in sight shows, or showed last; later on the same again. */
  #call(event: Extract<Event, { type: 'call' }>, now: Millis): void {
    const { id: visit, plan, pages } = event.visit;
    const { caller, region, length, codeAfter } = plan.calls[event.next++] as PlannedCall;
    event.dialled ??= (pages[plan.callsFrom] as Page).shown;
    const did = event.dialled;
    const following = plan.calls[event.next];
    if (following) this.#queue.push(following.at, event);
    if (did < 0) {
      this.#tally.addUnasked(did === OVERFLOW ? 'overflow' : 'unattributed');
      return;
    }
    const call = { id: ++this.#calls, did, caller, region };
    this.#tally.addVisitor(this.#answer(call, now, now + length), visit);
    if (codeAfter !== null && this.#policy.told)
      this.#queue.push(now + codeAfter, { type: 'told', call, visit });
  }

  #callByStranger(now: Millis): void {
    const id = ++this.#calls;
    const did = this.#strangers.index(this.#poolSize);
    const endsAt = now + this.#strangers.exponential(STRANGERS_TALK);
    // No stranger calls twice.
    const call = { id, did, ...drawStrangersId(this.#scenario, this.#strangers, -id) };
    this.#tally.addStranger(this.#answer(call, now, endsAt));
  }

  #answer(call: IncomingCall, now: Millis, endsAt: Millis): Answer {
    const live = this.#live[call.did] as number;
    if (live > 0) this.#tally.simultaneous += 1;
    this.#live[call.did] = live + 1;
    this.#queue.push(endsAt, { type: 'call-ended', call });
    return this.#policy.call(call, now);
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
