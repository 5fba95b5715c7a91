// One channel of the box as we follow it, and what its name tells.
import type { Channel, DialStatus } from './call-event.ts';

/**
 * Channels that carry media but nobody's voice: Local halves, conference announcers and recorders, spies, external
 * media (Asterisk channels/, apps/confbridge/, res/res_stasis_snoop.c, main/core_unreal.c). No agent sits there.
 */
const NOBODY =
  /^(Local|Announcer|Recorder|CBAnn|CBRec|Snoop|Surrogate|Message|UnicastRTP|MulticastRTP|AudioSocket|WebSocket)\//;

/** Which way the channel was set up, as far as its states have shown. */
export type Direction = 'in' | 'out' | 'unknown';

/** A leg: mutable, owned by the call book. Keyed by uniqueid, for names and linkedids change in mid-call. */
export class Leg {
  /** As the last event showed it. */
  channel: Channel;
  direction: Direction;
  /** Began a linkedid of its own, so nobody inside the box created it for another channel. */
  readonly first: boolean;
  /** Was seen in one of the contexts where trunks deliver calls. */
  fromTrunk = false;
  /** Was seen in a context configured as a trunk's: whoever that is, it is nobody of ours. */
  fromOutside = false;
  /** The context it was first seen in. */
  readonly firstContext: string;
  /** We saw it from its beginning. */
  seenFromStart = false;
  /** The extension last compared with our DIDs. */
  triedExten: string | null = null;
  /** Set by the leg table, which finds the legs of a bridge. */
  bridge: string | null = null;
  /** Uniqueid of the inbound leg of the call it belongs to, once known. */
  call: string | null = null;
  /** Uniqueid of the channel that dialled it. */
  dialler: string | null = null;
  /** How the Dial to it stands; null when it was not dialled or not seen to be. */
  dial: DialStatus | 'ringing' | null = null;
  /** The queue member's name, when a queue reached somebody here. */
  member: string | null = null;

  constructor(channel: Channel) {
    this.channel = channel;
    this.first = channel.uniqueid === channel.linkedid;
    this.firstContext = channel.context;
    // Seen in mid-life and up: it may be either; as a first leg it counts as in, the rule for an early answer.
    this.direction = channel.state === 'up' ? 'in' : 'unknown';
    this.show(channel);
  }

  get uniqueid(): string {
    return this.channel.uniqueid;
  }

  /** Takes what an event shows of the channel. */
  show(channel: Channel): void {
    this.channel = channel;
    if (this.direction === 'unknown') this.direction = directionOf(channel.state);
  }

  /** Whether a person may be at its far end. */
  get hasPerson(): boolean {
    return !NOBODY.test(this.channel.name);
  }

  /** Rung by our own question for a route (dialplan/extensions_leaseline.conf), which rings nobody. */
  get isQuestion(): boolean {
    return isQuestionLeg(this.channel.name);
  }

  get isLocal(): boolean {
    return this.channel.name.startsWith('Local/');
  }

  /** Whether it can be somebody calling in: first of its linkedid, set up from outside, and alive. */
  get callsIn(): boolean {
    const { state } = this.channel;
    return this.first && this.direction === 'in' && this.hasPerson && (state === 'ring' || state === 'up');
  }

  /** `PJSIP/agent-1` for `PJSIP/agent-1-00000002`: the name without its hexadecimal serial and what follows. */
  get endpoint(): string {
    return endpointOf(this.channel.name);
  }
}

/** `PJSIP/agent-1` for `PJSIP/agent-1-00000002`. */
export function endpointOf(name: string): string {
  return name.replace(/-[0-9a-f]+(;[12])?(<\w+>)?$/i, '');
}

/** The name of a Local channel's other half, null for any other channel. */
export function otherHalf(name: string): string | null {
  if (!name.startsWith('Local/')) return null;
  if (name.endsWith(';1')) return `${name.slice(0, -1)}2`;
  return name.endsWith(';2') ? `${name.slice(0, -1)}1` : null;
}

/**
 * `Ring` is the far side calling us, `Ringing` us calling it (Asterisk include/asterisk/channelstate.h). chan_sip
 * creates inbound channels as Down and sets Ring at once; a channel that goes from Down to Up was originated.
 */
function directionOf(state: Channel['state']): Direction {
  switch (state) {
    case 'ring':
      return 'in';
    case 'ringing':
    case 'up':
      return 'out';
    case 'down':
    case 'busy':
    case 'other':
      return 'unknown';
  }
}

/** Whether the channel of this name is there to ask us for a route, and for nothing else. */
export function isQuestionLeg(name: string): boolean {
  return /^Local\/[^@]+@leaseline-ask[-;]/.test(name);
}
