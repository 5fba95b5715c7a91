// Recorded visits and calls once more, on a virtual clock, under a policy and a pool size of choice.
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { RecordedCall, RecordedVisit } from '../core/recorded-traffic.ts';
import { EventQueue } from './event-queue.ts';
import { type IncomingCall, OVERFLOW, type Page, type Policy, PRINTED, type Visitor } from './policy.ts';
import { type RecordedSign, recordedSigns } from './recorded-signs.ts';
import { type Compared, type NamedVisit, type ReplayedCall, ReplayTally } from './replay-tally.ts';
import { textId } from './text-id.ts';

export interface ReplayOptions {
  readonly policy: Policy;
  readonly poolSize: number;
  /** How often a page in sight reports. */
  readonly heartbeat: Millis;
  /** Sessions that recorded calls name, with when each is named last: their pages are kept until then. */
  readonly calledSessions: ReadonlyMap<string, Millis>;
  /** Told of each call that was answered otherwise than recorded. */
  readonly onOther?: (call: ReplayedCall) => void;
}

/** Visits and visitors are forgotten so long after they were last seen: longer than any policy's number waits for one. */
const KEPT_FOR: Millis = 8 * 24 * 3_600_000;
/** Looked for so often only: passing over what was deleted from a Map's front costs each time. */
const FORGET_EVERY: Millis = 3_600_000;
/** A call whose end was not recorded. */
const USUAL_CALL: Millis = 60_000;
const OLDER_VISIT = 'an older visit';

interface Visit {
  readonly session: string;
  readonly page: Page;
  readonly arrivedAt: Millis;
  lastSignAt: Millis;
  overflowed: boolean;
}

type Event =
  | { readonly type: 'signs'; readonly visit: Visit; readonly signs: readonly RecordedSign[]; next: number }
  | { readonly type: 'call-ended'; readonly call: IncomingCall };

/** Feed it a pool's visits and calls in order of time, then read the tally. */
export class Replay {
  readonly tally = new ReplayTally();
  readonly #options: ReplayOptions;
  readonly #queue = new EventQueue<Event>();
  readonly #visits = new Map<string, Visit>();
  /** Visits long over that a call is still to come from. */
  readonly #awaited = new Map<string, Visit>();
  readonly #sessions = new Map<number, string>();
  /** The latest seen last. */
  readonly #visitors = new Map<number, { readonly visitor: Visitor; seenAt: Millis }>();
  readonly #dids = new Map<E164, number>();
  /** The latest visit that was shown the overflow number when it was recorded. */
  #latestTurnedAway: Visit | null = null;
  /** What visits do that had no lease, and so left no trace: as the latest that had one. */
  #usual: { readonly from: Millis; readonly signs: readonly RecordedSign[] } = {
    from: 0,
    signs: [{ at: 0, sign: 'view' }],
  };
  #serial = 0;
  #forgotAt: Millis = 0;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  visit(recorded: RecordedVisit): void {
    this.#playUntil(recorded.at);
    if (recorded.at - this.#forgotAt >= FORGET_EVERY) this.#forget(recorded.at);
    const visit = this.#find(recorded.session) ?? this.#begin(recorded);
    if (!recorded.lease) this.#latestTurnedAway = visit;
    const signs = this.#signsOf(recorded);
    visit.lastSignAt = Math.max(visit.lastSignAt, signs.at(-1)?.at ?? 0);
    this.#sign({ type: 'signs', visit, signs, next: 0 });
  }

  call(recorded: RecordedCall): void {
    this.#playUntil(recorded.at);
    if (recorded.method === 'channel-number') return;
    if (recorded.method === 'overflow') this.#callBy(this.#latestTurnedAway, recorded);
    else if (recorded.session === null) this.#callByStranger(recorded);
    else this.#callBy(this.#find(recorded.session), recorded);
  }

  /** Plays what the last visits still did. */
  end(): void {
    this.#playUntil(Number.POSITIVE_INFINITY);
  }

  #find(session: string): Visit | null {
    return this.#visits.get(session) ?? this.#awaited.get(session) ?? null;
  }

  #begin({ at, session, site, visitor: name, lease }: RecordedVisit): Visit {
    const number = ++this.#serial;
    const visitor = this.#visitor(textId(`${site} ${name}`), at);
    const page: Page = { visit: number, visitor, shown: PRINTED, token: null };
    const visit: Visit = { session, page, arrivedAt: at, lastSignAt: at, overflowed: false };
    this.#visits.set(session, visit);
    this.#sessions.set(number, session);
    this.tally.addVisit(at, lease === null);
    return visit;
  }

  #visitor(id: number, at: Millis): Visitor {
    const known = this.#visitors.get(id) ?? { visitor: { id, region: null, did: PRINTED }, seenAt: at };
    known.seenAt = at;
    this.#visitors.delete(id);
    this.#visitors.set(id, known);
    return known.visitor;
  }

  #signsOf({ at, lease }: RecordedVisit): readonly RecordedSign[] {
    if (!lease) {
      const { from, signs } = this.#usual;
      return signs.map((each) => ({ at: each.at - from + at, sign: each.sign }));
    }
    const signs = recordedSigns(lease, at, this.#options.heartbeat);
    this.#usual = { from: at, signs };
    return signs;
  }

  #playUntil(now: Millis): void {
    while (this.#queue.nextAt <= now && this.#queue.size > 0) {
      const at = this.#queue.nextAt;
      const event = this.#queue.pop() as Event;
      if (event.type === 'signs') this.#sign(event);
      else this.#options.policy.callEnded(event.call, at);
    }
  }

  #sign(event: Extract<Event, { type: 'signs' }>): void {
    const { visit, signs } = event;
    const sign = signs[event.next++];
    if (!sign) return;
    this.#options.policy.sign(visit.page, sign.sign, sign.at);
    if (visit.page.shown === OVERFLOW && !visit.overflowed) {
      visit.overflowed = true;
      this.tally.addOverflow(visit.arrivedAt);
    }
    const following = signs[event.next];
    if (following) this.#queue.push(following.at, event);
  }

  /** They dial what the visit's page shows now, or showed last. */
  #callBy(visit: Visit | null, recorded: RecordedCall): void {
    if (!visit) {
      this.tally.unplayed += 1;
      return;
    }
    const { shown } = visit.page;
    if (shown >= 0) this.#count(recorded, visit.session, this.#ring(shown, recorded));
    else this.#count(recorded, visit.session, shown === OVERFLOW ? 'overflow' : null);
  }

  /** Dials the number it dialled, or one in its place: strangers know no visit. */
  #callByStranger(recorded: RecordedCall): void {
    const known = this.#dids.get(recorded.did) ?? this.#dids.size;
    this.#dids.set(recorded.did, known);
    this.#count(recorded, null, this.#ring(known % this.#options.poolSize, recorded));
  }

  #ring(did: number, { at, caller, endedAt }: RecordedCall): NamedVisit {
    const { policy } = this.#options;
    const id = ++this.#serial;
    const call = { id, did, caller: caller === null ? null : textId(caller), region: null };
    const { visit, confidence } = policy.call(call, at);
    this.#queue.push(Math.max(at, endedAt ?? at + USUAL_CALL), { type: 'call-ended', call });
    return { session: visit === null ? null : (this.#sessions.get(visit) ?? OLDER_VISIT), confidence };
  }

  /** @param caller the session whose page was dialled from, as far as the record tells */
  #count(recorded: RecordedCall, caller: string | null, answer: NamedVisit | 'overflow' | null): void {
    const replayed = answer === null || answer === 'overflow' ? { session: null, confidence: null } : answer;
    const then = { session: recorded.session, confidence: recorded.confidence };
    const compared = answer === 'overflow' ? answer : compare(then.session, replayed.session);
    const { id, at } = recorded;
    const call = { id, at, caller: recorded.caller, compared, recorded: then, replayed };
    this.tally.addCall(call, caller !== null);
    if (recorded.method === 'visit-code') this.#label(compared);
    if (compared !== 'agrees' && compared !== 'nobody') this.#options.onOther?.(call);
  }

  /** The caller read out the code of their visit: the record is the truth. */
  #label(compared: Compared): void {
    const { labelled } = this.tally;
    if (compared === 'agrees') labelled.right += 1;
    else if (compared === 'overflow') labelled.overflow += 1;
    else if (compared === 'differs') labelled.wrong += 1;
    else labelled.unattributed += 1;
  }

  /** Keeps memory bounded, however long the record. */
  #forget(now: Millis): void {
    this.#forgotAt = now;
    const before = now - KEPT_FOR;
    for (const visit of this.#visits.values()) {
      if (visit.lastSignAt >= before) break;
      const { session, page } = visit;
      this.#visits.delete(session);
      if ((this.#options.calledSessions.get(session) ?? 0) >= before) this.#awaited.set(session, visit);
      else this.#sessions.delete(page.visit);
    }
    for (const [id, { seenAt }] of this.#visitors) {
      if (seenAt >= before) break;
      this.#visitors.delete(id);
    }
  }
}

function compare(recorded: string | null, replayed: string | null): Compared {
  if (recorded === replayed) return recorded === null ? 'nobody' : 'agrees';
  if (recorded === null) return 'new';
  return replayed === null ? 'lost' : 'differs';
}
