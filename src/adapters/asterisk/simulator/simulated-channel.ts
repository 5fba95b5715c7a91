// A channel of the simulated PBX, and the headers by which every event shows it.
import type { Millis } from '../../../core/millis.ts';
import type { Headers } from './ami-text.ts';

const STATE_NAMES = { 0: 'Down', 4: 'Ring', 5: 'Ringing', 6: 'Up', 7: 'Busy' } as const;
/** By Asterisk's numbers (ast_state2str). */
export type ChannelStateNumber = keyof typeof STATE_NAMES;

export class SimulatedChannel {
  readonly name: string;
  readonly uniqueid: string;
  readonly linkedid: string;
  readonly context: string;
  readonly createdAt: Millis;
  state: ChannelStateNumber;
  exten: string;
  priority = 1;
  caller = '<unknown>';
  callerName = '<unknown>';
  connected = '<unknown>';
  bridge = '';
  application = '';
  applicationData = '';

  constructor(
    origin: Pick<
      SimulatedChannel,
      'name' | 'uniqueid' | 'linkedid' | 'context' | 'createdAt' | 'state' | 'exten'
    >,
  ) {
    this.name = origin.name;
    this.uniqueid = origin.uniqueid;
    this.linkedid = origin.linkedid;
    this.context = origin.context;
    this.createdAt = origin.createdAt;
    this.state = origin.state;
    this.exten = origin.exten;
  }

  /** In Asterisk's order; `Dest` before each name for the second channel of an event. */
  headers(prefix: '' | 'Dest' = ''): Headers {
    return [
      [`${prefix}Channel`, this.name],
      [`${prefix}ChannelState`, this.state],
      [`${prefix}ChannelStateDesc`, STATE_NAMES[this.state]],
      [`${prefix}CallerIDNum`, this.caller],
      [`${prefix}CallerIDName`, this.callerName],
      [`${prefix}ConnectedLineNum`, this.connected],
      [`${prefix}ConnectedLineName`, '<unknown>'],
      [`${prefix}Language`, 'en'],
      [`${prefix}AccountCode`, ''],
      [`${prefix}Context`, this.context],
      [`${prefix}Exten`, this.exten],
      [`${prefix}Priority`, this.priority],
      [`${prefix}Uniqueid`, this.uniqueid],
      [`${prefix}Linkedid`, this.linkedid],
    ];
  }

  /** Its row in the answer to Status. `dialled` is the DNID, which only the inbound channel has. */
  statusHeaders(now: Millis, dialled: string, variables: readonly string[]): Headers {
    return [
      ['Event', 'Status'],
      ['Privilege', 'Call'],
      ...this.headers(),
      ['Type', 'PJSIP'],
      ['DNID', dialled],
      ['EffectiveConnectedLineNum', this.connected],
      ['EffectiveConnectedLineName', '<unknown>'],
      ['TimeToHangup', 0],
      ['BridgeID', this.bridge],
      ['Application', this.application],
      ['Data', this.applicationData],
      ['Nativeformats', '(ulaw)'],
      ['Readformat', 'ulaw'],
      ['Readtrans', ''],
      ['Writeformat', 'ulaw'],
      ['Writetrans', ''],
      ['Callgroup', 0],
      ['Pickupgroup', 0],
      ['Seconds', Math.floor((now - this.createdAt) / 1000)],
      ...variables.map((name) => ['Variable', `${name}=${name.includes('(') ? '' : '(null)'}`] as const),
    ];
  }
}
