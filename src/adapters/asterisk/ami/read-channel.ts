// The channel that an AMI message shows, in our words (the headers of main/manager_channels.c).
import type { Channel, ChannelState } from '../../../core/call-event.ts';
import { channelVariable, header, type RawMessage } from './raw-message.ts';

/** Some events show two channels; the second one's headers carry a prefix. */
export type ChannelPrefix = '' | 'dest' | 'localone' | 'localtwo';

/** ast_state2str in main/channel.c, by number: the description is for people. */
const STATES: readonly ChannelState[] = ['down', 'other', 'other', 'other', 'ring', 'ringing', 'up', 'busy'];

/** Told with every event where manager.conf asks for it (`channelvars`), and with the snapshot. */
export const REDIRECTED_FROM = 'CALLERID(rdnis)';

/** Null when the message shows no such channel, or one without a Uniqueid. */
export function readChannel(message: RawMessage, prefix: ChannelPrefix = ''): Channel | null {
  const uniqueid = header(message, `${prefix}uniqueid`);
  if (uniqueid === null || uniqueid === '') return null;
  return {
    uniqueid,
    linkedid: header(message, `${prefix}linkedid`) || uniqueid,
    name: header(message, `${prefix}channel`) ?? '',
    state: STATES[Number.parseInt(header(message, `${prefix}channelstate`) ?? '', 10)] ?? 'other',
    callerNumber: known(header(message, `${prefix}calleridnum`)),
    callerName: known(header(message, `${prefix}calleridname`)),
    redirectedFrom: prefix === '' ? known(channelVariable(message, REDIRECTED_FROM)) : null,
    connectedNumber: known(header(message, `${prefix}connectedlinenum`)),
    connectedName: known(header(message, `${prefix}connectedlinename`)),
    context: header(message, `${prefix}context`) ?? '',
    exten: header(message, `${prefix}exten`) ?? '',
  };
}

/** Asterisk writes `<unknown>` for a caller it does not know and `(null)` for a variable that is not set. */
export function known(value: string | null): string | null {
  return value === null || value === '' || value === '<unknown>' || value === '(null)' ? null : value;
}
