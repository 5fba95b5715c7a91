// Calls that people on one Asterisk box make to phone numbers: how a caller whom nobody answered was called back.
import type { CallEvent, Channel, LiveChannel, PbxSnapshot } from './call-event.ts';
import type { DidMatcher } from './did-catalogue.ts';
import { type E164, parseE164 } from './e164.ts';
import { endpointOf, isQuestionLeg } from './leg.ts';
import type { Millis } from './millis.ts';

export interface OutboundCall {
  /** `{pbx}-{uniqueid of the leg that dialled}`. */
  readonly id: string;
  readonly pbx: string;
  readonly number: E164;
  /** The phone it was made from, `PJSIP/101`; null when a program dialled for it by a Local channel. */
  readonly agent: string | null;
  readonly startedAt: Millis;
  /** When the far side picked up. */
  readonly answeredAt: Millis | null;
  readonly endedAt: Millis | null;
}

export interface OutboundBookOptions {
  readonly pbx: string;
  /** ISO 3166-1 alpha-2, how the numbers dialled are read. */
  readonly country: string;
  readonly catalogue: DidMatcher;
  /** Where trunks deliver calls; what comes from there is no call of ours. */
  readonly trunkContexts: readonly string[];
  /** What phones dial before the number to get an outside line; '' for nothing. */
  readonly outsidePrefix: string;
}

/** Most channels remembered: only a box whose hangups never reach us (an AMI event filter) comes near it. */
const MOST = 10_000;

/** One per box. Each step answers the calls that were answered or ended by it, as they are now. */
export class OutboundBook {
  readonly #options: OutboundBookOptions;
  readonly #trunkContexts: ReadonlySet<string>;
  /** By the uniqueid of the leg that dialled. */
  readonly #calls = new Map<string, OutboundCall & { readonly linkedid: string }>();
  /** Linkedids that somebody outside began, and legs that were dialled: neither makes a call of its own. */
  readonly #fromOutside = new Set<string>();
  readonly #dialled = new Set<string>();
  /** The extension last read of each leg: reading a number costs more than all else, and most events show the same one. */
  readonly #tried = new Map<string, string>();

  constructor(options: OutboundBookOptions) {
    this.#options = options;
    this.#trunkContexts = new Set(options.trunkContexts);
  }

  apply(event: CallEvent): OutboundCall[] {
    switch (event.type) {
      case 'channel-created':
      case 'channel-changed':
      case 'extension-entered':
        this.#see(event.channel, event.at);
        return [];
      case 'dial-begun':
        remember(this.#dialled, event.destination.uniqueid);
        return [];
      case 'dial-ended':
        return event.status === 'answer' ? this.#answered(event.channel, event.destination, event.at) : [];
      case 'hangup':
        return this.#hungUp(event.channel.uniqueid, event.at);
      case 'variable-set':
      case 'bridge-entered':
      case 'bridge-left':
      case 'agent-connected':
      case 'queue-abandoned':
      case 'local-bridged':
        return [];
    }
  }

  /** What is alive on the box: calls begun while it was out of sight begin now, those that ended meanwhile end. */
  reconcile({ at, channels }: PbxSnapshot): OutboundCall[] {
    const alive = new Set(channels.map(({ uniqueid }) => uniqueid));
    const ended = [...this.#calls.keys()].filter((uniqueid) => !alive.has(uniqueid));
    const changes = ended.flatMap((uniqueid) => this.#hungUp(uniqueid, at));
    return [...changes, ...channels.flatMap((channel) => this.#findAlive(channel, at))];
  }

  #findAlive(channel: LiveChannel, at: Millis): OutboundCall[] {
    // Only channels that came in have a number first dialled: a leg that was dialled has none.
    if (channel.dialled === null) return [];
    this.#see({ ...channel, exten: channel.dialled }, channel.createdAt);
    const call = this.#calls.get(channel.uniqueid);
    if (!call || call.answeredAt !== null || channel.bridge === null) return [];
    return [this.#put(channel.uniqueid, { ...call, answeredAt: at })];
  }

  #see(channel: Channel, at: Millis): void {
    const { uniqueid, linkedid, name, state, exten } = channel;
    if (this.#calls.has(uniqueid)) return;
    if (this.#trunkContexts.has(channel.context)) remember(this.#fromOutside, linkedid);
    const dials = (state === 'ring' || state === 'up') && !this.#dialled.has(uniqueid);
    if (!dials || this.#fromOutside.has(linkedid) || this.#tried.get(uniqueid) === exten) return;
    this.#tried.set(uniqueid, exten);
    dropOldest(this.#tried);
    // Whoever calls one of our own DIDs is outside, whatever context that is in.
    if (this.#options.catalogue.match(exten) !== null) remember(this.#fromOutside, linkedid);
    const number = this.#fromOutside.has(linkedid) ? null : this.#numberOf(exten);
    if (number === null || isQuestionLeg(name) || this.#isUnderWay(linkedid, number)) return;
    this.#put(uniqueid, {
      id: `${this.#options.pbx}-${uniqueid}`,
      pbx: this.#options.pbx,
      number,
      agent: name.startsWith('Local/') ? null : endpointOf(name),
      startedAt: at,
      answeredAt: null,
      endedAt: null,
      linkedid,
    });
  }

  #numberOf(exten: string): E164 | null {
    const { outsidePrefix, country } = this.#options;
    if (!exten.startsWith(outsidePrefix)) return null;
    return parseE164(exten.slice(outsidePrefix.length), country);
  }

  /** The halves of a Local channel both show the number. */
  #isUnderWay(linkedid: string, number: E164): boolean {
    for (const call of this.#calls.values()) {
      if (call.linkedid === linkedid && call.number === number) return true;
    }
    return false;
  }

  /** A Local channel answers when a phone of ours does; whoever is called is behind another leg. */
  #answered(dialler: Channel | null, destination: Channel, at: Millis): OutboundCall[] {
    if (destination.name.startsWith('Local/')) return [];
    const linkedid = dialler?.linkedid ?? destination.linkedid;
    return [...this.#calls].flatMap(([uniqueid, call]) => {
      const isIts = uniqueid === dialler?.uniqueid || call.linkedid === linkedid;
      if (!isIts || call.answeredAt !== null) return [];
      return [this.#put(uniqueid, { ...call, answeredAt: at })];
    });
  }

  #hungUp(uniqueid: string, at: Millis): OutboundCall[] {
    this.#dialled.delete(uniqueid);
    this.#fromOutside.delete(uniqueid);
    this.#tried.delete(uniqueid);
    const call = this.#calls.get(uniqueid);
    if (!call) return [];
    this.#calls.delete(uniqueid);
    return [outboundCall({ ...call, endedAt: at })];
  }

  #put(uniqueid: string, call: OutboundCall & { readonly linkedid: string }): OutboundCall {
    this.#calls.set(uniqueid, call);
    dropOldest(this.#calls);
    return outboundCall(call);
  }
}

function outboundCall({ linkedid: _linkedid, ...call }: OutboundCall & { linkedid: string }): OutboundCall {
  return call;
}

function remember(set: Set<string>, id: string): void {
  set.add(id);
  dropOldest(set);
}

function dropOldest(kept: Set<string> | Map<string, unknown>): void {
  if (kept.size <= MOST) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
}
