// Following the calls of one Asterisk box: its channel events in, changes of calls out.
import type { Call, CallChange } from './call.ts';
import type { CallEvent, Channel, LiveChannel, PbxSnapshot } from './call-event.ts';
import { CallProgress } from './call-progress.ts';
import type { DidMatcher } from './did-catalogue.ts';
import { type E164, parseE164 } from './e164.ts';
import { type IgnoredCall, InboundRule, type ShownDid, type Variable } from './inbound-rule.ts';
import type { Leg } from './leg.ts';
import { LegTable } from './leg-table.ts';
import type { Millis } from './millis.ts';
import { OpenCall } from './open-call.ts';

export interface CallBookOptions {
  /** The box's name in the configuration. */
  readonly pbx: string;
  /** ISO 3166-1 alpha-2, how callers' national numbers are read. */
  readonly country: string;
  readonly catalogue: DidMatcher;
  /** Where trunks deliver calls; empty for anywhere. */
  readonly trunkContexts: readonly string[];
}

/** Variables that name the recording: MixMonitor's, and the base name FreePBX keeps in the CDR. */
const RECORDING_VARIABLES: readonly string[] = ['MIXMONITOR_FILENAME', 'CDR(recordingfile)'];

/** The leg an event is about, null once it has hung up, and what seeing it changed. */
interface Seen {
  readonly leg: Leg | null;
  readonly changes: CallChange[];
}

/**
 * One per box. A call is the conversation of one inbound leg: it begins when that leg shows a DID of ours and ends when
 * that leg hangs up. Applying an event twice changes nothing more; events of legs that hung up are ignored.
 */
export class CallBook {
  readonly #options: CallBookOptions;
  readonly #rule: InboundRule;
  readonly #legs = new LegTable();
  /** Open calls by the uniqueid of their inbound leg. */
  readonly #calls = new Map<string, OpenCall>();
  readonly #progress = new CallProgress(this.#legs, this.#calls);
  /** Legs that the last look did not find, and when that was. */
  #missing = new Map<string, Millis>();

  constructor(options: CallBookOptions) {
    this.#options = options;
    this.#rule = new InboundRule(options.catalogue, options.trunkContexts);
  }

  /** Open calls as stored before our own restart; those of other boxes and ended ones are passed over. */
  restore(calls: readonly Call[]): void {
    for (const call of calls) {
      if (call.pbx !== this.#options.pbx || call.state === 'ended') continue;
      const inbound = call.id.slice(call.pbx.length + 1);
      if (!this.#calls.has(inbound)) this.#calls.set(inbound, new OpenCall(call, inbound));
    }
  }

  get open(): Iterable<Call> {
    return [...this.#calls.values()].map((open) => open.call);
  }

  /** Channels followed right now, of calls and others. */
  get legs(): number {
    return this.#legs.size;
  }

  /** Calls to a DID of ours that came in by a context not configured as a trunk's; each context once. */
  takeIgnored(): IgnoredCall[] {
    return this.#rule.takeIgnored();
  }

  apply(event: CallEvent): CallChange[] {
    switch (event.type) {
      case 'channel-created':
      case 'channel-changed':
      case 'extension-entered':
        return this.#see(event, event.channel).changes;
      case 'variable-set':
        return this.#variableSet(event);
      case 'local-bridged':
        return [...this.#see(event, event.one).changes, ...this.#see(event, event.two).changes];
      case 'dial-begun':
      case 'dial-ended':
      case 'agent-connected':
        return this.#rung(event);
      case 'bridge-entered':
      case 'bridge-left':
        return this.#bridged(event);
      case 'hangup':
        return this.#hangup(event);
    }
  }

  /**
   * The link came up. Calls whose inbound leg is not alive are lost; calls that began meanwhile start at their
   * channel's creation. A call found in conversation was answered at a time nobody told us: `snapshot.at` stands for it.
   */
  reconcile(snapshot: PbxSnapshot): CallChange[] {
    const lost = this.#loseVanished(snapshot);
    this.#legs.replace(snapshot.channels);
    const begun = snapshot.channels.flatMap((channel) => this.#findAlive(channel));
    const told = snapshot.channels.flatMap((channel) => this.#findProgress(channel));
    const met = [...this.#calls.keys()].flatMap((inbound) => {
      const leg = this.#legs.get(inbound);
      return leg ? this.#progress.findAgents(leg, snapshot.at) : [];
    });
    for (const open of this.#calls.values()) this.#sightIsBack(open);
    this.#missing.clear();
    return [...lost, ...begun, ...told, ...met];
  }

  /**
   * What is alive, asked while we follow the box all along: ends what will never be told to have ended, since its hangup
   * got lost or an event filter keeps it from us. Only what was missing at the look before goes: the hangup of the others
   * may be on its way, and tells more.
   */
  look({ at, channels }: PbxSnapshot): CallChange[] {
    const alive = new Set(channels.map(({ uniqueid }) => uniqueid));
    const known = new Set([...this.#calls.keys(), ...[...this.#legs].map(({ uniqueid }) => uniqueid)]);
    const before = this.#missing;
    this.#missing = new Map();
    const changes: CallChange[] = [];
    for (const uniqueid of known) {
      if (alive.has(uniqueid)) continue;
      const since = before.get(uniqueid);
      if (since === undefined) this.#missing.set(uniqueid, at);
      else changes.push(...(this.#forget(uniqueid)?.lose(since) ?? []));
    }
    return changes;
  }

  /** The box has been out of sight for so long that nobody will tell how its calls ended. One found alive later begins anew. */
  giveUp(at: Millis): CallChange[] {
    const lost = [...this.#calls.values()].flatMap((open) => open.lose(at));
    this.#calls.clear();
    return lost;
  }

  #sightIsBack(open: OpenCall): void {
    const leg = this.#legs.get(open.inbound);
    const waits = leg?.channel.state !== 'up';
    const heard = leg !== undefined && this.#legs.heardBy(leg).length > 0;
    open.sightIsBack(
      waits ? 'waits' : heard ? 'heard' : 'alone',
      (uniqueid) => this.#legs.get(uniqueid) !== undefined,
    );
  }

  #loseVanished({ at, startedAt, channels }: PbxSnapshot): CallChange[] {
    const createdAt = new Map(channels.map((channel) => [channel.uniqueid, channel.createdAt]));
    const changes: CallChange[] = [];
    for (const [inbound, open] of this.#calls) {
      const created = createdAt.get(inbound);
      // A uniqueid holds the second it was made in, so none outlives a restart, save on a box whose clock began anew.
      const reused =
        created !== undefined &&
        startedAt !== null &&
        open.call.startedAt < startedAt &&
        startedAt <= created;
      if (created !== undefined && !reused) continue;
      changes.push(...open.lose(at));
      this.#calls.delete(inbound);
      this.#legs.hungUp(inbound);
    }
    return changes;
  }

  #findAlive(channel: LiveChannel): CallChange[] {
    const leg = this.#legs.get(channel.uniqueid);
    if (!leg) return [];
    this.#rule.observe(leg);
    const open = this.#calls.get(channel.uniqueid);
    if (open) return this.#refresh(open, channel);
    const shown = this.#rule.didAlive(leg, channel);
    return shown ? this.#start(leg, shown, channel.createdAt) : [];
  }

  #findProgress(channel: LiveChannel): CallChange[] {
    const leg = this.#legs.get(channel.uniqueid);
    if (!leg) return [];
    this.#progress.inferDial(leg, channel);
    return RECORDING_VARIABLES.flatMap((name) => this.#recording(leg, channel.variables[name] ?? ''));
  }

  /** What every event does: notes how a channel looks now, and begins a call when it shows a DID. */
  #see(event: CallEvent, channel: Channel | null, variable?: Variable): Seen {
    const leg = channel && this.#legs.see(channel);
    if (!leg) return { leg: null, changes: [] };
    if (event.type === 'channel-created') leg.seenFromStart = true;
    this.#rule.observe(leg);
    const open = this.#calls.get(leg.uniqueid);
    if (open) return { leg, changes: this.#refresh(open, leg.channel) };
    if (this.#calls.has(leg.channel.linkedid)) leg.call ??= leg.channel.linkedid;
    const shown = this.#rule.didOf(leg, variable);
    return { leg, changes: shown ? this.#start(leg, shown, event.at) : [] };
  }

  #start(leg: Leg, shown: ShownDid, startedAt: Millis): CallChange[] {
    const { pbx } = this.#options;
    const { linkedid, callerNumber, callerName } = leg.channel;
    const call: Call = {
      id: `${pbx}-${leg.uniqueid}`,
      pbx,
      linkedid,
      did: shown.did,
      didRaw: shown.raw,
      caller: callerNumber === null ? null : this.#parse(callerNumber),
      callerRaw: callerNumber,
      callerName,
      state: 'ringing',
      outcome: null,
      end: null,
      startedAt,
      answeredAt: null,
      endedAt: null,
      agents: [],
      recording: null,
    };
    this.#calls.set(leg.uniqueid, new OpenCall(call, leg.uniqueid));
    return [{ type: 'started', call }];
  }

  #refresh(open: OpenCall, { linkedid, callerNumber, callerName }: Channel): CallChange[] {
    return [
      ...open.linkedidIs(linkedid),
      ...open.callerIs(callerNumber, callerName, (raw) => this.#parse(raw)),
    ];
  }

  #parse(raw: string): E164 | null {
    return parseE164(raw, this.#options.country);
  }

  #variableSet(event: CallEvent & { type: 'variable-set' }): CallChange[] {
    const { leg, changes } = this.#see(event, event.channel, event);
    if (!leg || !RECORDING_VARIABLES.includes(event.name)) return changes;
    return [...changes, ...this.#recording(leg, event.value)];
  }

  #recording(leg: Leg, file: string): CallChange[] {
    return this.#progress.callOf(leg)?.recordingIs(file) ?? [];
  }

  #rung(event: CallEvent & { type: 'dial-begun' | 'dial-ended' | 'agent-connected' }): CallChange[] {
    const near = this.#see(event, event.channel);
    const far = this.#see(event, event.destination);
    const changes = [...near.changes, ...far.changes];
    if (event.type === 'agent-connected') {
      return [...changes, ...this.#progress.agentConnected(near.leg, far.leg, event.agent, event.at)];
    }
    if (!far.leg) return changes;
    if (event.type === 'dial-ended') {
      return [...changes, ...this.#progress.dialEnded(near.leg, far.leg, event.status, event.at)];
    }
    this.#progress.dialBegun(near.leg, far.leg);
    return changes;
  }

  #bridged(event: CallEvent & { type: 'bridge-entered' | 'bridge-left' }): CallChange[] {
    const { leg, changes } = this.#see(event, event.channel);
    if (!leg) return changes;
    if (event.type === 'bridge-entered') {
      return [...changes, ...this.#progress.bridgeEntered(leg, event.bridge, event.at)];
    }
    this.#progress.bridgeLeft(leg, event.bridge);
    return changes;
  }

  /** Begins nothing: a call known by its hangup alone was over before we could follow it. */
  #hangup({ channel: { uniqueid }, at, cause }: CallEvent & { type: 'hangup' }): CallChange[] {
    return this.#forget(uniqueid)?.end(at, cause) ?? [];
  }

  /** A leg is gone. @returns the call that went with it */
  #forget(uniqueid: string): OpenCall | undefined {
    const open = this.#calls.get(uniqueid);
    const leg = this.#legs.get(uniqueid);
    this.#calls.delete(uniqueid);
    if (leg) this.#progress.hungUp(leg);
    this.#legs.hungUp(uniqueid);
    return open;
  }
}
