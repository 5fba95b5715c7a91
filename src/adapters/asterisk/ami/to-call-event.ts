// Turns an AMI event into a CallEvent: the headers and events are those of Asterisk 16 to 22.
import type { CallEvent, Channel, DialStatus } from '../../../core/call-event.ts';
import type { Millis } from '../../../core/millis.ts';
import { header, type RawMessage, variables } from './raw-message.ts';
import { readChannel } from './read-channel.ts';

const DIAL_STATUSES = new Map<string, DialStatus>([
  ['ANSWER', 'answer'],
  ['BUSY', 'busy'],
  ['NOANSWER', 'noanswer'],
  ['CANCEL', 'cancel'],
  ['CONGESTION', 'congestion'],
  ['CHANUNAVAIL', 'chanunavail'],
]);

/** Asterisk sets dozens of variables a call; these tell the DID and the recording. */
const VARIABLES = new Set(['FROM_DID', 'DNID', 'MIXMONITOR_FILENAME', 'CDR(recordingfile)']);

/**
 * @param at when the bytes arrived.
 * @param channels the channels seen so far, by uniqueid: `Rename` shows only name and uniqueid.
 * @returns null for an event that says nothing about calls, `malformed` for one that should but lacks what it needs.
 */
export function toCallEvent(
  message: RawMessage,
  at: Millis,
  channels: ReadonlyMap<string, Channel>,
): CallEvent | null | 'malformed' {
  const event = header(message, 'event')?.toLowerCase();
  switch (event) {
    case 'newchannel':
      return aboutChannel(message, (channel) => ({ type: 'channel-created', at, channel }));
    case 'newstate':
    case 'newcallerid':
    case 'newconnectedline':
      return aboutChannel(message, (channel) => ({ type: 'channel-changed', at, channel }));
    case 'newexten':
      return aboutChannel(message, (channel) => ({ type: 'extension-entered', at, channel }));
    case 'hangup':
      return aboutChannel(message, (channel) => ({ type: 'hangup', at, channel, cause: causeOf(message) }));
    case 'varset':
      return toVariableSet(message, at);
    case 'rename':
      return toRenamed(message, at, channels);
    case 'dialbegin':
    case 'dialend':
      return toDial(message, at, event);
    case 'bridgeenter':
    case 'bridgeleave':
      return toBridge(message, at, event);
    case 'agentconnect':
      return toAgentConnected(message, at);
    case 'queuecallerabandon':
      return aboutChannel(message, (channel) => ({ type: 'queue-abandoned', at, channel }));
    case 'localbridge': {
      const one = readChannel(message, 'localone');
      const two = readChannel(message, 'localtwo');
      return one === null || two === null ? 'malformed' : { type: 'local-bridged', at, one, two };
    }
    case undefined:
      return 'malformed';
    default:
      return null;
  }
}

function aboutChannel(message: RawMessage, make: (channel: Channel) => CallEvent): CallEvent | 'malformed' {
  const channel = readChannel(message);
  return channel === null ? 'malformed' : make(channel);
}

function toVariableSet(message: RawMessage, at: Millis): CallEvent | null | 'malformed' {
  // `__FROM_DID` is FROM_DID, inherited by the channels this one makes (Asterisk docs: Variable Inheritance).
  const name = variables(message)[0]?.[0].replace(/^__?/, '');
  if (name === undefined) return 'malformed';
  if (!VARIABLES.has(name)) return null;
  // A global variable belongs to no channel: Asterisk writes `none` for it.
  if (header(message, 'uniqueid') === 'none') return null;
  const value = header(message, 'value') ?? '';
  return aboutChannel(message, (channel) => ({ type: 'variable-set', at, channel, name, value }));
}

function toRenamed(
  message: RawMessage,
  at: Millis,
  channels: ReadonlyMap<string, Channel>,
): CallEvent | null | 'malformed' {
  const uniqueid = header(message, 'uniqueid');
  const name = header(message, 'newname');
  if (uniqueid === null || name === null) return 'malformed';
  const channel = channels.get(uniqueid);
  return channel === undefined ? null : { type: 'channel-changed', at, channel: { ...channel, name } };
}

function toDial(message: RawMessage, at: Millis, event: 'dialbegin' | 'dialend'): CallEvent | 'malformed' {
  const channel = readChannel(message);
  const destination = readChannel(message, 'dest');
  if (destination === null) return 'malformed';
  if (event === 'dialbegin') return { type: 'dial-begun', at, channel, destination };
  const status = DIAL_STATUSES.get(header(message, 'dialstatus') ?? '') ?? 'other';
  return { type: 'dial-ended', at, channel, destination, status };
}

function toBridge(
  message: RawMessage,
  at: Millis,
  event: 'bridgeenter' | 'bridgeleave',
): CallEvent | 'malformed' {
  const bridge = header(message, 'bridgeuniqueid');
  if (bridge === null || bridge === '') return 'malformed';
  const type = event === 'bridgeenter' ? 'bridge-entered' : 'bridge-left';
  return aboutChannel(message, (channel) => ({ type, at, channel, bridge }));
}

function toAgentConnected(message: RawMessage, at: Millis): CallEvent | 'malformed' {
  const agent = header(message, 'membername') || header(message, 'interface');
  if (agent === null) return 'malformed';
  const destination = readChannel(message, 'dest');
  return aboutChannel(message, (channel) => ({ type: 'agent-connected', at, channel, destination, agent }));
}

/** Q.850 (AST_CAUSE_* in include/asterisk/causes.h). */
function causeOf(message: RawMessage): number {
  const cause = Number(header(message, 'cause') ?? '');
  return Number.isInteger(cause) ? cause : 0;
}
