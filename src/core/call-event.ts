// What an Asterisk box tells us about its channels, in our own words. No AMI header name goes past the adapter.
import type { Millis } from './millis.ts';

/** Asterisk's channel states that matter to us (main/channel.c ast_state2str); the rest are `other`. */
export type ChannelState = 'down' | 'ring' | 'ringing' | 'up' | 'busy' | 'other';

/** A channel as each event shows it. */
export interface Channel {
  /** Key of a leg; unlike the name it never changes. */
  readonly uniqueid: string;
  /** Shared by the channels of one conversation; may change when bridges merge. */
  readonly linkedid: string;
  /** `PJSIP/trunk-00000001`, `Local/100@agents-00000002;1`. */
  readonly name: string;
  readonly state: ChannelState;
  /** Raw caller id, null when absent or withheld. */
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  /** The number from which the call was forwarded to us (Diversion, RDNIS), where the box tells it. */
  readonly redirectedFrom: string | null;
  readonly connectedNumber: string | null;
  readonly connectedName: string | null;
  readonly context: string;
  readonly exten: string;
}

/** How a Dial attempt to one destination ended (DialStatus of AMI's DialEnd), lower case. */
export type DialStatus = 'answer' | 'busy' | 'noanswer' | 'cancel' | 'congestion' | 'chanunavail' | 'other';

/** One thing that happened on the box. `at` is our clock when the bytes arrived. */
export type CallEvent =
  | { readonly type: 'channel-created'; readonly at: Millis; readonly channel: Channel }
  /** State, caller id, connected line, name or linkedid changed. */
  | { readonly type: 'channel-changed'; readonly at: Millis; readonly channel: Channel }
  /** The channel runs a dialplan line at `channel.context`, `channel.exten`. */
  | { readonly type: 'extension-entered'; readonly at: Millis; readonly channel: Channel }
  | {
      readonly type: 'variable-set';
      readonly at: Millis;
      readonly channel: Channel;
      readonly name: string;
      readonly value: string;
    }
  /** `channel` (null when the dial was originated) starts to ring `destination`. */
  | {
      readonly type: 'dial-begun';
      readonly at: Millis;
      readonly channel: Channel | null;
      readonly destination: Channel;
    }
  | {
      readonly type: 'dial-ended';
      readonly at: Millis;
      readonly channel: Channel | null;
      readonly destination: Channel;
      readonly status: DialStatus;
    }
  | {
      readonly type: 'bridge-entered';
      readonly at: Millis;
      readonly channel: Channel;
      readonly bridge: string;
    }
  | { readonly type: 'bridge-left'; readonly at: Millis; readonly channel: Channel; readonly bridge: string }
  /** A queue member took the caller. */
  | {
      readonly type: 'agent-connected';
      readonly at: Millis;
      readonly channel: Channel;
      readonly destination: Channel | null;
      readonly agent: string;
    }
  /** The caller left a queue unanswered: hung up, or went on in the dialplan when its time was up. */
  | { readonly type: 'queue-abandoned'; readonly at: Millis; readonly channel: Channel }
  /** The two halves of a Local channel, joined. */
  | { readonly type: 'local-bridged'; readonly at: Millis; readonly one: Channel; readonly two: Channel }
  /** `cause` is the Q.850 cause code, 0 when unknown. */
  | { readonly type: 'hangup'; readonly at: Millis; readonly channel: Channel; readonly cause: number };

/** A channel alive on the box when we looked. */
export interface LiveChannel extends Channel {
  /** The number first dialled, which survives Goto (AMI Status: DNID). */
  readonly dialled: string | null;
  /** When the channel was created, from its age. */
  readonly createdAt: Millis;
  /** The bridge it is in, null when in none. */
  readonly bridge: string | null;
  /** Channel variables asked for with the snapshot: `FROM_DID`, recording file. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Everything alive on one box at the moment its link came up. */
export interface PbxSnapshot {
  readonly at: Millis;
  readonly version: string | null;
  /** When Asterisk started; a change tells a restart. */
  readonly startedAt: Millis | null;
  readonly channels: readonly LiveChannel[];
}
