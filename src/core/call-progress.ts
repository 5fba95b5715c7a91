// Who is rung for a call, who talks with the caller, and who leaves first.
import type { CallChange } from './call.ts';
import type { DialStatus, LiveChannel } from './call-event.ts';
import type { Leg } from './leg.ts';
import type { LegTable } from './leg-table.ts';
import type { Millis } from './millis.ts';
import type { OpenCall } from './open-call.ts';

/** A queue member's phone lies behind at most this many Local channels; a longer chain is a loop. */
const LONGEST_LOCAL_CHAIN = 5;

export class CallProgress {
  readonly #legs: LegTable;
  /** Open calls by the uniqueid of their inbound leg; the call book's own. */
  readonly #calls: ReadonlyMap<string, OpenCall>;

  constructor(legs: LegTable, calls: ReadonlyMap<string, OpenCall>) {
    this.#legs = legs;
    this.#calls = calls;
  }

  /**
   * The call a leg belongs to. A leg stays with the call it was made for: linkedids merge when bridges do (the oldest
   * wins), but two callers in one conference remain two calls.
   */
  callOf(leg: Leg): OpenCall | null {
    const own = this.#calls.get(leg.uniqueid) ?? (leg.call === null ? undefined : this.#calls.get(leg.call));
    if (own) return own;
    const { linkedid } = leg.channel;
    const found = this.#calls.get(linkedid) ?? this.#withLinkedid(linkedid);
    leg.call = found?.inbound ?? null;
    return found ?? null;
  }

  dialBegun(dialler: Leg | null, destination: Leg): void {
    if (destination.dial !== null || destination.isQuestion) return;
    destination.dial = 'ringing';
    destination.direction = 'out';
    destination.dialler = dialler?.uniqueid ?? null;
    const open = (dialler && this.callOf(dialler)) ?? this.callOf(destination);
    if (!open) return;
    destination.call = open.inbound;
    open.dials.begun(destination.uniqueid);
    open.goesOn();
  }

  dialEnded(dialler: Leg | null, destination: Leg, status: DialStatus, at: Millis): CallChange[] {
    this.dialBegun(dialler, destination);
    // Only the first end counts: a queue takes back (CANCEL) what has rung out already (NOANSWER).
    if (destination.dial !== 'ringing') return [];
    destination.dial = status;
    this.callOf(destination)?.dials.ended(destination.uniqueid, status, destination.hasPerson);
    return this.findAgents(destination, at);
  }

  bridgeEntered(leg: Leg, bridge: string, at: Millis): CallChange[] {
    if (leg.bridge === bridge) return [];
    this.#legs.join(leg, bridge);
    for (const { uniqueid } of this.#legs.inBridge(bridge)) this.#calls.get(uniqueid)?.goesOn();
    return this.findAgents(leg, at);
  }

  /** The far side has left when the caller is alone: in a transfer somebody else takes over first. */
  bridgeLeft(leg: Leg, bridge: string): void {
    if (leg.bridge !== null && leg.bridge !== bridge) return;
    this.#legs.join(leg, null);
    this.#calls.get(leg.uniqueid)?.left('caller');
    const remaining = this.#legs.inBridge(bridge);
    const [last] = remaining;
    if (last && remaining.length === 1) this.#calls.get(last.uniqueid)?.left('agents');
  }

  agentConnected(caller: Leg | null, destination: Leg | null, agent: string, at: Millis): CallChange[] {
    const open = (caller && this.callOf(caller)) ?? (destination && this.callOf(destination));
    if (destination) destination.member = agent;
    if (!open) return [];
    return [
      ...open.renameAgents((uniqueid) => this.#nameOf(uniqueid)),
      ...open.talksTo(destination?.uniqueid ?? `member ${agent}`, agent, at),
    ];
  }

  /** A leg other than an inbound one hung up, perhaps without a word of leaving its bridge or ending its dial. */
  hungUp(leg: Leg): void {
    if (leg.bridge !== null) this.bridgeLeft(leg, leg.bridge);
    this.callOf(leg)?.dials.gone(leg.uniqueid);
  }

  /** Reads from a snapshot what we have not seen: a channel made inside the box was dialled, and if it is up, answered. */
  inferDial(leg: Leg, channel: LiveChannel): void {
    const { uniqueid, linkedid, state, dialled } = channel;
    // Only channels that came in have a number first dialled (ran on 22.10: an outbound PJSIP leg has none).
    if (uniqueid === linkedid || dialled !== null || (leg.dial !== null && leg.dial !== 'ringing')) return;
    if (state === 'up') leg.dial = 'answer';
    else if (leg.dial === null) this.dialBegun(null, leg);
  }

  /** Looks for people talking in the calls that `leg` has to do with, after it joined somebody. */
  findAgents(leg: Leg, at: Millis): CallChange[] {
    const concerned = new Set<OpenCall>();
    for (const { uniqueid } of [leg, ...this.#legs.heardBy(leg)]) {
      const open = this.#calls.get(uniqueid);
      if (open) concerned.add(open);
    }
    const own = this.callOf(leg);
    if (own) concerned.add(own);
    return [...concerned].flatMap((open) => this.#agentsOf(open, at));
  }

  #agentsOf(open: OpenCall, at: Millis): CallChange[] {
    const inbound = this.#legs.get(open.inbound);
    const talking = inbound ? this.#legs.heardBy(inbound).filter((leg) => this.#isAgent(leg)) : [];
    // The phone joins its bridge before the caller does, or another one behind Local channels: it has answered all the
    // same. Once the call is answered only those the caller hears count, so that a consultation does not.
    const first = open.ringing && talking.length === 0 ? this.#firstToAnswer(open, inbound) : null;
    return (first ? [first] : talking).flatMap((leg) =>
      open.talksTo(leg.uniqueid, this.#nameOf(leg.uniqueid) ?? leg.endpoint, at),
    );
  }

  #firstToAnswer(open: OpenCall, inbound: Leg | undefined): Leg | null {
    for (const leg of this.#legs) {
      if (!this.#isAgent(leg) || this.callOf(leg) !== open) continue;
      const callerJoined = leg.dialler === open.inbound && inbound && inbound.bridge !== null;
      if (leg.bridge !== null || callerJoined) return leg;
    }
    return null;
  }

  /** A person whose phone was rung and who took it: not an IVR, not another caller. */
  #isAgent(leg: Leg): boolean {
    return leg.dial === 'answer' && leg.hasPerson && !this.#calls.has(leg.uniqueid);
  }

  /** The queue member's name, which the queue may have given to a Local channel in front; else the endpoint. */
  #nameOf(uniqueid: string): string | null {
    const leg = this.#legs.get(uniqueid);
    let at: Leg | null | undefined = leg;
    for (let hops = 0; at && hops < LONGEST_LOCAL_CHAIN; hops++) {
      if (at.member !== null) return at.member;
      const dialler: Leg | undefined = at.dialler === null ? undefined : this.#legs.get(at.dialler);
      at = dialler && this.#legs.twin(dialler);
    }
    return leg?.endpoint ?? null;
  }

  #withLinkedid(linkedid: string): OpenCall | undefined {
    for (const open of this.#calls.values()) if (open.call.linkedid === linkedid) return open;
    return undefined;
  }
}
