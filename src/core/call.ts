// One caller's conversation, folded from Asterisk channels.
import type { E164 } from './e164.ts';
import type { Millis } from './millis.ts';

export type CallState = 'ringing' | 'answered' | 'ended';

export const CALL_OUTCOMES = ['answered', 'missed', 'busy', 'failed', 'unknown'] as const;
/** How an ended call went. `unknown`: that was decided while we could not see the box. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** The outcomes by which nobody answered; of `unknown` that is not known. */
export const MISSED_OUTCOMES: readonly CallOutcome[] = ['missed', 'busy', 'failed'];

/** Why a call ended, finer than its outcome. An ended call may have none: nobody saw who hung up first. */
export type CallEnd =
  | 'caller-hung-up'
  | 'agent-hung-up'
  | 'caller-gave-up'
  | 'no-answer'
  | 'busy'
  | 'failed'
  | 'lost';

/** A call to one of our DIDs. Keyed by call, never by number: two callers on one DID are two calls. */
export interface Call {
  /** `{pbx}-{uniqueid of the inbound leg}`: the same again after a restart of ours. */
  readonly id: string;
  readonly pbx: string;
  readonly linkedid: string;
  /** Frozen at first sight. */
  readonly did: E164;
  /** The DID as the trunk wrote it. */
  readonly didRaw: string;
  readonly caller: E164 | null;
  /** Caller id as the trunk wrote it, null when withheld. */
  readonly callerRaw: string | null;
  readonly callerName: string | null;
  /** The number the caller dialled before somebody forwarded the call to our DID, as the trunk wrote it. */
  readonly redirectedFrom: string | null;
  readonly state: CallState;
  readonly outcome: CallOutcome | null;
  readonly end: CallEnd | null;
  readonly startedAt: Millis;
  /** When a person took it; an IVR's answer does not count. */
  readonly answeredAt: Millis | null;
  readonly endedAt: Millis | null;
  /** Talk with people that is over: an IVR, a queue's music, a parking lot and voicemail are no talk. */
  readonly talkedMs: Millis;
  /** Since when the caller has been talking with somebody; null while with nobody. */
  readonly talkingSince: Millis | null;
  /** Who talked, in order, by endpoint (`PJSIP/101`) or queue member name. */
  readonly agents: readonly string[];
  /** Recording file as the PBX named it, null when none was seen. */
  readonly recording: string | null;
}

/** What is known of a call when its first ring is seen. */
type Arrival = Pick<
  Call,
  | 'pbx'
  | 'linkedid'
  | 'did'
  | 'didRaw'
  | 'caller'
  | 'callerRaw'
  | 'callerName'
  | 'redirectedFrom'
  | 'startedAt'
>;

/** @param inbound uniqueid of the leg it came in by */
export function ringingCall(inbound: string, arrival: Arrival): Call {
  return {
    id: `${arrival.pbx}-${inbound}`,
    ...arrival,
    state: 'ringing',
    outcome: null,
    end: null,
    answeredAt: null,
    endedAt: null,
    talkedMs: 0,
    talkingSince: null,
    agents: [],
    recording: null,
  };
}

/** What changed in a call; `changed` is anything less than a change of state. */
export interface CallChange {
  readonly type: 'started' | 'answered' | 'changed' | 'ended';
  readonly call: Call;
}
