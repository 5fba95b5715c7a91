// One simulated call: a trunk channel rings an agent's. The events are those of test/fixtures/ami/asterisk-22-*.ami.
import type { Headers } from './ami-text.ts';
import type { ChannelStateNumber, SimulatedChannel } from './simulated-channel.ts';

export interface SimulatedCallOptions {
  readonly trunk: SimulatedChannel;
  readonly agent: SimulatedChannel;
  /** `agent1` of `PJSIP/agent1`. */
  readonly agentName: string;
  readonly bridge: string;
  readonly emit: (event: Headers) => void;
}

/**
 * Each method is one step of a call. Left out of what Asterisk says: device states, CDRs (both of other classes or
 * modules), media statistics and the BRIDGEPEER variables.
 */
export class SimulatedCall {
  readonly #options: SimulatedCallOptions;
  readonly #live = new Set<SimulatedChannel>();

  constructor(options: SimulatedCallOptions) {
    this.#options = options;
  }

  /** Its channels that are not hung up. */
  get live(): readonly SimulatedChannel[] {
    return [...this.#live];
  }

  get answered(): boolean {
    return this.#options.agent.bridge !== '';
  }

  /** The trunk's INVITE arrives; the dialplan dials the agent. */
  begin(): void {
    const { trunk, agent, agentName } = this.#options;
    const did = trunk.exten;
    this.#live.add(trunk);
    this.#say('Newchannel', trunk);
    this.#setVariables(trunk, { SIPDOMAIN: '127.0.0.1' });
    this.#enter(trunk, 'Dial', `PJSIP/${agentName},3`);
    const times = ['ANSWEREDTIME', 'DIALEDTIME', 'RINGTIME', 'PROGRESSTIME'];
    const cleared = ['DIALSTATUS', 'DIALEDPEERNUMBER', 'DIALEDPEERNAME'];
    for (const name of [...cleared, ...times.flatMap((time) => [time, `${time}_MS`])]) {
      this.#setVariables(trunk, { [name]: '' });
    }
    this.#live.add(agent);
    this.#say('Newchannel', agent);
    this.#setVariables(agent, { DIALEDPEERNUMBER: agentName });
    Object.assign(agent, { exten: did, caller: did, connected: trunk.caller });
    this.#enter(agent, 'AppDial', '(Outgoing Line)');
    this.#say('NewCallerid', agent, [['CID-CallingPres', '0 (Presentation Allowed, Not Screened)']]);
    this.#say('NewConnectedLine', agent);
    this.#dial('DialBegin', ['DialString', agentName]);
    trunk.connected = did;
    this.#say('NewConnectedLine', trunk);
  }

  ring(): void {
    const { trunk, agent } = this.#options;
    this.#newState(agent, 5);
    this.#setVariables(trunk, { RINGTIME: '0', RINGTIME_MS: '1' });
    this.#dial('DialState', ['DialStatus', 'RINGING']);
  }

  answer(): void {
    const { trunk, agent, agentName, bridge } = this.#options;
    this.#newState(agent, 6);
    this.#setVariables(trunk, {
      DIALSTATUS: 'ANSWER',
      DIALEDPEERNAME: agent.name,
      DIALEDPEERNUMBER: agentName,
    });
    agent.exten = '';
    this.#dial('DialEnd', ['DialStatus', 'ANSWER']);
    this.#newState(trunk, 6);
    this.#bridge('BridgeCreate', 0);
    this.#enter(agent, 'AppDial', '(Outgoing Line)');
    agent.bridge = bridge;
    this.#bridge('BridgeEnter', 1, agent);
    trunk.bridge = bridge;
    this.#bridge('BridgeEnter', 2, trunk);
  }

  /** After the answer: one side hangs up, then Asterisk the other. */
  hangUp(by: 'caller' | 'agent'): void {
    const { trunk, agent } = this.#options;
    const [first, second] = by === 'caller' ? [trunk, agent] : [agent, trunk];
    this.#say('HangupRequest', first, [['Cause', 16]]);
    this.#leave(first, 1);
    if (by === 'caller') this.#endDial();
    else this.#end(agent, 16);
    this.#leave(second, 0);
    if (by === 'agent') this.#endDial();
    this.#end(trunk, 16);
    this.#bridge('BridgeDestroy', 0);
    if (by === 'caller') this.#end(agent, 16);
  }

  /** Nobody answered within the dialplan's patience. */
  miss(): void {
    const { trunk, agent } = this.#options;
    this.#dial('DialEnd', ['DialStatus', 'NOANSWER']);
    this.#setVariables(trunk, { DIALSTATUS: 'NOANSWER' });
    this.#end(agent, 0);
    this.#enter(trunk, 'GotoIf', '0?busy', 2);
    this.#enter(trunk, 'Hangup', '', 3);
    this.#say('SoftHangupRequest', trunk, [['Cause', 16]]);
    this.#end(trunk, 16);
  }

  /** The agent's phone is busy. */
  refuse(): void {
    const { trunk, agent } = this.#options;
    const cause: Headers = [
      ['Cause', 17],
      ['TechCause', 486],
    ];
    this.#say('HangupRequest', agent, cause);
    this.#dial('DialEnd', ['DialStatus', 'BUSY']);
    this.#setVariables(trunk, { DIALSTATUS: 'BUSY' });
    this.#end(agent, 17, 486);
    this.#enter(trunk, 'GotoIf', '1?busy', 2);
    this.#enter(trunk, 'Busy', '1', 4);
    this.#say('HangupRequest', trunk, cause);
    this.#newState(trunk, 7);
    this.#say('SoftHangupRequest', trunk, [
      ['Cause', 16],
      ['TechCause', 486],
    ]);
    this.#end(trunk, 17, 486);
  }

  /** The caller hangs up while it rings. */
  giveUp(): void {
    const { trunk, agent } = this.#options;
    this.#say('HangupRequest', trunk, [
      ['Cause', 127],
      ['TechCause', 487],
    ]);
    this.#dial('DialEnd', ['DialStatus', 'CANCEL']);
    this.#setVariables(trunk, { DIALSTATUS: 'CANCEL' });
    this.#end(agent, 127, 487);
    this.#say('SoftHangupRequest', trunk, [
      ['Cause', 16],
      ['TechCause', 487],
    ]);
    this.#end(trunk, 127, 487);
  }

  #endDial(): void {
    const { trunk } = this.#options;
    this.#setVariables(trunk, {
      ANSWEREDTIME: '1',
      ANSWEREDTIME_MS: '1000',
      DIALEDTIME: '1',
      DIALEDTIME_MS: '1500',
    });
    this.#setVariables(trunk, { DIALSTATUS: 'ANSWER' });
    this.#say('SoftHangupRequest', trunk, [['Cause', 16]]);
  }

  #say(event: string, channel: SimulatedChannel, more: Headers = [], privilege = 'call,all'): void {
    this.#options.emit([['Event', event], ['Privilege', privilege], ...channel.headers(), ...more]);
  }

  #newState(channel: SimulatedChannel, state: ChannelStateNumber): void {
    channel.state = state;
    this.#say('Newstate', channel);
  }

  #setVariables(channel: SimulatedChannel, variables: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(variables)) {
      const set: Headers = [
        ['Variable', name],
        ['Value', value],
      ];
      this.#say('VarSet', channel, set, 'dialplan,all');
    }
  }

  #enter(channel: SimulatedChannel, application: string, data: string, priority = 1): void {
    Object.assign(channel, { application, applicationData: data, priority });
    const line: Headers = [
      ['Extension', channel.exten],
      ['Application', application],
      ['AppData', data],
    ];
    this.#say('Newexten', channel, line, 'dialplan,all');
  }

  #dial(event: string, more: Headers[number]): void {
    const { trunk, agent } = this.#options;
    this.#say(event, trunk, [...agent.headers('Dest'), more]);
  }

  #leave(channel: SimulatedChannel, left: number): void {
    channel.bridge = '';
    this.#bridge('BridgeLeave', left, channel);
  }

  #bridge(event: string, channels: number, channel: SimulatedChannel | null = null): void {
    this.#options.emit([
      ['Event', event],
      ['Privilege', 'call,all'],
      ['BridgeUniqueid', this.#options.bridge],
      ['BridgeType', 'basic'],
      ['BridgeTechnology', 'simple_bridge'],
      ['BridgeCreator', '<unknown>'],
      ['BridgeName', '<unknown>'],
      ['BridgeNumChannels', channels],
      ['BridgeVideoSourceMode', 'none'],
      ...(channel?.headers() ?? []),
    ]);
  }

  #end(channel: SimulatedChannel, cause: number, techCause: number | null = null): void {
    this.#live.delete(channel);
    const why: Headers = [
      ['Cause', cause],
      ['Cause-txt', CAUSES[cause] ?? 'Unknown'],
    ];
    this.#say('Hangup', channel, techCause === null ? why : [...why, ['TechCause', techCause]]);
  }
}

/** Asterisk's words for them (main/channel.c, ast_cause2str). */
const CAUSES: Readonly<Record<number, string>> = {
  0: 'Unknown',
  16: 'Normal Clearing',
  17: 'User busy',
  127: 'Interworking, unspecified',
};
