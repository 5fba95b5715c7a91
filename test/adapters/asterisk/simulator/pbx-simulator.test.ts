// The simulated PBX says what a real Asterisk 22 said, header by header.
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PbxSimulator } from '../../../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { until } from '../../../support/fake-ami.ts';
import { messagesOf, transcript } from '../../../support/fake-ami-transcript.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { CALLER, DID } from '../call-stories.ts';

type Message = ReturnType<typeof messagesOf>[number];

let clock: FakeClock;
let pbx: PbxSimulator;
let socket: Socket;
let said: string;

beforeEach(async () => {
  clock = new FakeClock();
  pbx = new PbxSimulator({ clock });
  await pbx.start();
  said = '';
  socket = connect(pbx.port, '127.0.0.1');
  socket.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  await ask(`Action: Login\r\nActionID: login\r\nUsername: ${pbx.username}\r\nSecret: ${pbx.secret}`);
  await until(() => said.includes('FullyBooted'));
});
afterEach(async () => {
  socket.destroy();
  await pbx.stop();
});

/** Sends an action and answers what was said since, up to a Ping that follows it. */
async function ask(action: string): Promise<string> {
  const before = said.length;
  const mark = `mark-${before}`;
  socket.write(`${action}\r\n\r\nAction: Ping\r\nActionID: ${mark}\r\n\r\n`);
  await until(() => said.includes(`ActionID: ${mark}`) && said.endsWith('\r\n\r\n'));
  return said.slice(before, said.indexOf(`Response: Success\r\nActionID: ${mark}`));
}

const value = (message: Message, name: string) => message.find(([each]) => each === name)?.[1];

/** What is about no channel, of other classes or modules, and media statistics: see simulated-call.ts. */
function isLeftOut(message: Message): boolean {
  const event = value(message, 'Event') ?? '';
  const aboutNone = value(message, 'Channel') === undefined && value(message, 'BridgeUniqueid') === undefined;
  const variable = value(message, 'Variable') ?? '';
  return aboutNone || event === 'TestEvent' || event === 'Cdr' || /^(RTPAUDIOQOS|BRIDGE)/.test(variable);
}

/** `Newchannel trunk: Event Privilege Channel ...` */
function shapes(text: string, leg: 'trunk' | 'agent' | 'bridge'): string[] {
  const messages = messagesOf(text).filter((message) => !isLeftOut(message));
  const legOf = (message: Message) => value(message, 'Channel')?.match(/trunk|agent/)?.[0] ?? 'bridge';
  return messages
    .filter((message) => legOf(message) === leg)
    .map((message) => {
      const told = ['Event', 'Variable', 'Application', 'DialStatus', 'Cause', 'Exten', 'ChannelStateDesc'];
      // Asked by one thread while another moves the channel on: either state may show.
      const details = (value(message, 'Event') === 'HangupRequest' ? told.slice(0, -2) : told)
        .map((name) => value(message, name))
        .filter((each) => each !== undefined);
      return `${details.join(' ')}: ${message.map(([name]) => name).join(' ')}`;
    });
}

/** Two threads of a real box race with these: their place among the others on a leg is not certain. */
const RACING =
  /^(NewConnectedLine|Newstate Ringing|VarSet (RINGTIME|ANSWEREDTIME|DIALEDTIME)|Hangup|SoftHangup)/;

function firmAndRacing(all: readonly string[]): { firm: string[]; racing: string[] } {
  return {
    firm: all.filter((shape) => !RACING.test(shape)),
    racing: all.filter((shape) => RACING.test(shape)).sort(),
  };
}

describe('a call that ends', () => {
  test.each([
    ['answered', 'answered', 'caller'],
    ['answered-agent-hangs-up', 'answered', 'agent'],
    ['missed', 'missed', 'caller'],
    ['busy', 'busy', 'caller'],
    ['caller-gave-up', 'gave-up', 'caller'],
  ] as const)('%s is told as by the real one', async (name, outcome, by) => {
    said = '';
    const id = pbx.placeCall({ caller: CALLER, did: DID, outcome, answerAfterMs: 700 });
    clock.advance(700);
    if (outcome === 'answered') pbx.hangUp(id, by);
    const simulated = await ask('Action: Ping').then(() => said);
    expect(pbx.calls).toEqual([]);
    for (const leg of ['trunk', 'agent', 'bridge'] as const) {
      const real = shapes(transcript(name), leg);
      expect(firmAndRacing(shapes(simulated, leg)), leg).toEqual(firmAndRacing(real));
    }
  });
});

describe('the manager port', () => {
  /** The kinds of message in it, each by the names of its headers. */
  const kinds = (text: string) => [
    ...new Set(
      messagesOf(text).map((message) =>
        message
          .map(([name]) => name)
          .sort()
          .join(' '),
      ),
    ),
  ];

  test('Status is answered as by the real one', async () => {
    pbx.placeCall({ caller: CALLER, did: DID, outcome: 'answered', answerAfterMs: 100 });
    clock.advance(2_000);
    const variables = 'FROM_DID,CALLERID(rdnis),CDR(recordingfile),MIXMONITOR_FILENAME';
    const text = await ask(`Action: Status\r\nActionID: s\r\nVariables: ${variables}`);
    const rows = text.slice(text.indexOf('Response: Success\r\nActionID: s'));
    expect(kinds(rows)).toEqual(kinds(transcript('status-with-variables')));
    expect(rows).toContain('Seconds: 2\r\n');
  });

  test('other actions', async () => {
    expect(await ask('Action: CoreStatus')).toContain(
      'CoreStartupDate: 2026-01-15\r\nCoreStartupTime: 12:00:00',
    );
    expect(await ask('Action: CoreSettings')).toContain('AsteriskVersion: ');
    expect(await ask('Action: CoreShowChannels')).toContain('Event: CoreShowChannelsComplete');
    expect(await ask('Action: Originate')).toContain('Message: Invalid/unknown command');
  });

  test('an event mask is kept', async () => {
    await ask('Action: Events\r\nEventMask: call');
    said = '';
    pbx.placeCall({ caller: CALLER, did: DID, outcome: 'missed' });
    const text = await ask('Action: Ping').then(() => said);
    expect(text).toContain('Event: Newchannel');
    expect(text).not.toContain('Event: VarSet');
  });

  test('who is not logged in gets nothing', async () => {
    const stranger = connect(pbx.port, '127.0.0.1');
    let heard = '';
    stranger.on('data', (bytes: Buffer) => {
      heard += bytes.toString();
    });
    stranger.write('Action: Status\r\n\r\n');
    await until(() => heard.includes('Permission denied') && stranger.readableEnded);
    pbx.placeCall({ caller: CALLER, did: DID, outcome: 'missed' });
    expect(heard).not.toContain('Newchannel');
  });

  test('Logoff ends the connection', async () => {
    socket.write('Action: Logoff\r\n\r\n');
    await until(() => said.includes('Response: Goodbye') && pbx.ami.clients === 0);
  });
});

test('a crash forgets the calls and their timers', async () => {
  pbx.placeCall({ caller: CALLER, did: DID, outcome: 'answered', talkMs: 500 });
  await pbx.crash();
  expect(pbx.calls).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('hanging up a call that is over says so', () => {
  const id = pbx.placeCall({ caller: CALLER, did: DID, outcome: 'answered' });
  expect(pbx.hangUp(id)).toBe(true);
  expect(pbx.hangUp(id)).toBe(false);
});
