// Answers the dialplan's question where a call should go, and what the caller's screen should show.
import type { CallRecord } from '../core/call-record.ts';
import { DestinationLoad } from '../core/destination-load.ts';
import type { DidMatcher } from '../core/did-catalogue.ts';
import { type E164, parseE164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import { prefixOf } from '../core/name-prefix.ts';
import type { RoutingFacts } from '../core/routing-condition.ts';
import { decideRoute } from '../core/routing-decision.ts';
import type { RoutingPlan } from '../core/routing-plan.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { RoutingMetrics } from '../ports/metrics.ts';
import type { RouteAdviser } from '../ports/route-adviser.ts';
import type { RouteAnswer, RouteQuestion, RouteQuestions } from '../ports/route-questions.ts';
import type { CallTracking } from './call-tracking.ts';
import type { NumberingSource } from './numbering.ts';

export interface CallRoutingOptions {
  /** One for each box whose dialplan asks. */
  readonly boxes: readonly RouteQuestions[];
  readonly plan: RoutingPlan;
  /** Null when the rules alone decide. */
  readonly adviser: RouteAdviser | null;
  readonly tracking: CallTracking;
  readonly calls: CallRepository;
  readonly catalogue: DidMatcher;
  readonly numbering: NumberingSource;
  /** ISO 3166-1 alpha-2, how callers' national numbers are read. */
  readonly country: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: RoutingMetrics;
}

/** Earlier calls of a caller that are looked at for who talked with them. */
const EARLIER_CALLS = 20;
/** No day is longer, in any time zone. */
const LONGEST_DAY: Millis = 25 * 3_600_000;

export class CallRouting {
  readonly #options: CallRoutingOptions;
  readonly #load: DestinationLoad;
  #plan: RoutingPlan;
  #adviser: RouteAdviser | null;

  constructor(options: CallRoutingOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#adviser = options.adviser;
    this.#load = new DestinationLoad(options.plan.timeZone, (name) => options.tracking.callsAt(name));
  }

  start(): void {
    const { boxes } = this.#options;
    this.#countEarlier();
    for (const box of boxes) box.start((question) => this.#answer(box.pbx, question));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#options.boxes.map((box) => box.stop()));
  }

  /** Another plan takes effect with the next question; caps go on counting. */
  replace(plan: RoutingPlan, adviser: RouteAdviser | null): void {
    this.#plan = plan;
    this.#adviser = adviser;
    this.#countEarlier();
  }

  async #answer(pbx: string, question: RouteQuestion): Promise<RouteAnswer> {
    const { clock, tracking, metrics } = this.#options;
    const askedAt = clock.now();
    const record = this.#recordOf(pbx, question, askedAt);
    // Asked again about the same call, perhaps from a menu: what was said stands.
    if (record?.route) return this.#toAnswer(record.route.target, record);
    const facts = this.#factsOf(record);
    const wish = await this.#wish(record, facts);
    const at = clock.now();
    // Nothing may come between a decision and its being counted: caps hold however many calls come at once.
    const decision = decideRoute(this.#plan, facts, this.#load, at, wish);
    const { target, by, reasons, sharing } = decision;
    const destination = decision.destination?.name ?? null;
    if (destination !== null) this.#load.given(destination, sharing, at);
    if (record) tracking.routed(record.call.id, { destination, target, by, reasons, at });
    metrics.routed(pbx, destination, by, at - askedAt);
    return this.#toAnswer(target, record);
  }

  /** Null when the call is none of ours. */
  #recordOf(pbx: string, question: RouteQuestion, at: Millis): CallRecord | null {
    const { tracking, catalogue, country } = this.#options;
    const { uniqueid, linkedid, did: didRaw, caller } = question;
    const followed = tracking.followed(pbx, uniqueid, linkedid);
    if (followed) return followed;
    const did = catalogue.match(didRaw);
    if (did === null) return null;
    return tracking.foresee({
      id: `${pbx}-${uniqueid}`,
      pbx,
      linkedid,
      did,
      didRaw,
      caller: caller === '' ? null : parseE164(caller, country),
      callerRaw: caller === '' ? null : caller,
      callerName: null,
      state: 'ringing',
      outcome: null,
      end: null,
      startedAt: at,
      answeredAt: null,
      endedAt: null,
      agents: [],
      recording: null,
    });
  }

  #factsOf(record: CallRecord | null): RoutingFacts {
    if (!record)
      return { did: null, caller: null, pool: null, attribution: null, repeat: false, lastAgent: null };
    const { call, attribution, repeat } = record;
    const { did, caller } = call;
    const role = this.#options.numbering.current.catalogue.role(did);
    const pool = role?.kind === 'channel' ? null : (role?.pool ?? null);
    return {
      did,
      caller,
      pool,
      attribution,
      repeat,
      lastAgent: repeat ? this.#lastAgent(call.id, caller) : null,
    };
  }

  /** A disk that cannot be read costs the caller nothing but the agent they know. */
  #lastAgent(id: string, caller: E164 | null): string | null {
    if (caller === null) return null;
    try {
      const earlier = this.#options.calls.byCaller(caller, EARLIER_CALLS);
      const talked = earlier.find(({ call }) => call.id !== id && call.agents.length > 0);
      return talked?.call.agents.at(-1) ?? null;
    } catch (error) {
      this.#options.log.error(
        { id: 'HISTORY_UNREADABLE', error: String(error) },
        'Earlier calls cannot be read.',
      );
      return null;
    }
  }

  /** What the hook chooses; null when there is none, it fails, or it leaves it to the rules. */
  async #wish(record: CallRecord | null, facts: RoutingFacts): Promise<string | null> {
    const plan = this.#plan;
    if (!record || !this.#adviser) return null;
    const { clock, log, metrics } = this.#options;
    const proposed = decideRoute(plan, facts, this.#load, clock.now(), null).destination?.name ?? null;
    const destinations = plan.destinations.map(({ name }) => name);
    const { lastAgent } = facts;
    const advice = await this.#adviser.advise({ record, lastAgent, destinations, proposed });
    if (advice.ok) return advice.destination;
    metrics.adviceFailed(advice.failure);
    log.warn(
      { id: 'ROUTING_HOOK_FAILED', call: record.call.id, reason: advice.failure },
      `The routing hook did not choose (${advice.failure}): the rules did.`,
    );
    return null;
  }

  #toAnswer(route: string, record: CallRecord | null): RouteAnswer {
    const attribution = record?.attribution ?? null;
    return {
      route,
      source: attribution?.touchpoint?.source ?? '',
      campaign: attribution?.touchpoint?.campaign ?? '',
      region: attribution?.region ?? '',
      visitor: attribution?.visitor ?? '',
      prefix: prefixOf(this.#plan.callerName, attribution),
    };
  }

  /** Calls of earlier today count against the caps, too. */
  #countEarlier(): void {
    const { calls, clock, log } = this.#options;
    this.#load.replan(this.#plan.timeZone);
    try {
      for (const { destination, at } of calls.routed(clock.now() - LONGEST_DAY))
        this.#load.count(destination, at);
    } catch (error) {
      log.error(
        { id: 'HISTORY_UNREADABLE', error: String(error) },
        'Earlier calls cannot be read: caps count from now on.',
      );
    }
  }
}
