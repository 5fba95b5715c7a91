// AMI events, one by one.
import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../../../src/adapters/asterisk/ami/raw-message.ts';
import { toCallEvent } from '../../../../src/adapters/asterisk/ami/to-call-event.ts';
import type { Channel } from '../../../../src/core/call-event.ts';

const AT = 1_000;

/** The headers of a channel as the package gives them. */
function raw(prefix = '', more: RawMessage = {}): RawMessage {
  const headers = {
    channel: 'PJSIP/trunk-00000001',
    channelstate: '4',
    channelstatedesc: 'Ring',
    calleridnum: '+79161234567',
    calleridname: '<unknown>',
    connectedlinenum: '<unknown>',
    connectedlinename: '',
    context: 'from-trunk',
    exten: '+74951230001',
    uniqueid: '17.1',
    linkedid: '17.0',
  };
  const prefixed = Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, value]);
  return { ...Object.fromEntries(prefixed), ...more };
}

const CHANNEL: Channel = {
  uniqueid: '17.1',
  linkedid: '17.0',
  name: 'PJSIP/trunk-00000001',
  state: 'ring',
  callerNumber: '+79161234567',
  callerName: null,
  redirectedFrom: null,
  connectedNumber: null,
  connectedName: null,
  context: 'from-trunk',
  exten: '+74951230001',
};

const read = (message: RawMessage, known: readonly Channel[] = []) =>
  toCallEvent(message, AT, new Map(known.map((channel) => [channel.uniqueid, channel])));

describe('events about one channel', () => {
  test.each([
    ['Newchannel', 'channel-created'],
    ['Newstate', 'channel-changed'],
    ['NewCallerid', 'channel-changed'],
    ['NewConnectedLine', 'channel-changed'],
    ['Newexten', 'extension-entered'],
  ])('%s is %s', (event, type) => {
    expect(read(raw('', { event }))).toEqual({ type, at: AT, channel: CHANNEL });
  });

  test.each([
    ['16', 16],
    ['', 0],
    ['x', 0],
    [undefined, 0],
  ])('Hangup with cause %j', (cause, expected) => {
    const event = read(raw('', { event: 'Hangup', ...(cause === undefined ? {} : { cause }) }));
    expect(event).toEqual({ type: 'hangup', at: AT, channel: CHANNEL, cause: expected });
  });

  test.each([
    ['0', 'down'],
    ['4', 'ring'],
    ['5', 'ringing'],
    ['6', 'up'],
    ['7', 'busy'],
    ['3', 'other'],
    ['', 'other'],
    ['99', 'other'],
    ['x', 'other'],
  ])('channel state %j is %s', (channelstate, state) => {
    expect(read(raw('', { event: 'Newstate', channelstate }))).toMatchObject({ channel: { state } });
  });

  test.each(['<unknown>', '', '(null)'])('a caller %j is none', (calleridnum) => {
    expect(read(raw('', { event: 'Newchannel', calleridnum }))).toMatchObject({
      channel: { callerNumber: null },
    });
  });

  test('a withheld number stays as the trunk wrote it', () => {
    expect(read(raw('', { event: 'Newchannel', calleridnum: 'anonymous' }))).toMatchObject({
      channel: { callerNumber: 'anonymous' },
    });
  });

  test('channelvars of manager.conf tell the number a call was forwarded from', () => {
    const told = { chanvariable: { 'CALLERID(rdnis)': '+74951112233', OTHER: 'x' } };
    expect(read(raw('', { event: 'Newchannel', ...told }))).toMatchObject({
      channel: { redirectedFrom: '+74951112233' },
    });
    expect(read(raw('', { event: 'Newchannel', chanvariable: { 'CALLERID(rdnis)': '' } }))).toMatchObject({
      channel: { redirectedFrom: null },
    });
  });

  test('a channel without a linkedid is linked to itself', () => {
    expect(read(raw('', { event: 'Newchannel', linkedid: '' }))).toMatchObject({
      channel: { linkedid: '17.1' },
    });
  });
});

describe('VarSet', () => {
  const varSet = (name: string, more: RawMessage = {}) =>
    read(raw('', { event: 'VarSet', variable: { [name]: '' }, value: 'x', ...more }));

  test.each([
    ['FROM_DID', 'FROM_DID'],
    ['_FROM_DID', 'FROM_DID'],
    ['__FROM_DID', 'FROM_DID'],
    ['DNID', 'DNID'],
    ['MIXMONITOR_FILENAME', 'MIXMONITOR_FILENAME'],
    ['CDR(recordingfile)', 'CDR(recordingfile)'],
  ])('%s', (variable, name) => {
    expect(varSet(variable)).toEqual({ type: 'variable-set', at: AT, channel: CHANNEL, name, value: 'x' });
  });

  test('others say nothing', () => {
    expect(varSet('DIALSTATUS')).toBeNull();
  });

  test('a global variable belongs to no channel', () => {
    expect(varSet('FROM_DID', { channel: 'none', uniqueid: 'none' })).toBeNull();
  });
});

describe('Rename', () => {
  const rename = { event: 'Rename', channel: 'PJSIP/a-1', newname: 'PJSIP/a-1<MASQ>', uniqueid: '17.1' };

  test('shows the known channel under its new name', () => {
    expect(read(rename, [CHANNEL])).toEqual({
      type: 'channel-changed',
      at: AT,
      channel: { ...CHANNEL, name: 'PJSIP/a-1<MASQ>' },
    });
  });

  test('of an unknown channel says nothing', () => {
    expect(read(rename)).toBeNull();
  });
});

describe('events about two channels', () => {
  const two = (event: string, more: RawMessage = {}) =>
    raw('', { ...raw('dest', { destuniqueid: '17.2' }), event, ...more });
  const destination = { ...CHANNEL, uniqueid: '17.2' };

  test('DialBegin', () => {
    expect(read(two('DialBegin'))).toEqual({ type: 'dial-begun', at: AT, channel: CHANNEL, destination });
  });

  test('DialBegin of an originated call has no caller', () => {
    const originated = raw('dest', { event: 'DialBegin' });
    expect(read(originated)).toEqual({
      type: 'dial-begun',
      at: AT,
      channel: null,
      destination: CHANNEL,
    });
  });

  test.each([
    ['ANSWER', 'answer'],
    ['BUSY', 'busy'],
    ['NOANSWER', 'noanswer'],
    ['CANCEL', 'cancel'],
    ['CONGESTION', 'congestion'],
    ['CHANUNAVAIL', 'chanunavail'],
    ['ABORT', 'other'],
    ['', 'other'],
  ])('DialEnd %j is %s', (dialstatus, status) => {
    const event = read(two('DialEnd', { dialstatus }));
    expect(event).toEqual({ type: 'dial-ended', at: AT, channel: CHANNEL, destination, status });
  });

  test('AgentConnect names the member, else the interface', () => {
    const connected = { type: 'agent-connected', at: AT, channel: CHANNEL, destination };
    const named = two('AgentConnect', { membername: 'Anna', interface: 'PJSIP/101' });
    expect(read(named)).toEqual({ ...connected, agent: 'Anna' });
    const unnamed = two('AgentConnect', { membername: '', interface: 'PJSIP/101' });
    expect(read(unnamed)).toEqual({ ...connected, agent: 'PJSIP/101' });
  });

  test('LocalBridge joins the halves', () => {
    const halves = { ...raw('localone'), ...raw('localtwo', { localtwouniqueid: '17.2' }) };
    expect(read({ ...halves, event: 'LocalBridge', context: 'x', exten: 'y' })).toEqual({
      type: 'local-bridged',
      at: AT,
      one: CHANNEL,
      two: destination,
    });
  });
});

test.each([
  ['BridgeEnter', 'bridge-entered'],
  ['BridgeLeave', 'bridge-left'],
])('%s is %s', (event, type) => {
  const message = raw('', { event, bridgeuniqueid: 'b-1' });
  expect(read(message)).toEqual({ type, at: AT, channel: CHANNEL, bridge: 'b-1' });
});

describe('what says nothing about calls', () => {
  test.each(['DialState', 'BridgeCreate', 'DeviceStateChange', 'Cdr', 'FullyBooted', 'error', '__proto__'])(
    '%s',
    (event) => {
      expect(read({ event })).toBeNull();
    },
  );
});

describe('malformed', () => {
  const incomplete: RawMessage[] = [
    {},
    { uniqueid: '17.1' },
    { event: [] },
    raw('', { event: 'Newchannel', uniqueid: '' }),
    { event: 'Newstate', channel: 'PJSIP/a-1' },
    { event: 'Newstate', uniqueid: { deep: 'x' } },
    { event: 'VarSet', uniqueid: '17.1', value: 'x' },
    { event: 'VarSet', variable: { FROM_DID: '' } },
    { event: 'Rename', uniqueid: '17.1' },
    raw('', { event: 'DialEnd', dialstatus: 'ANSWER' }),
    raw('', { event: 'BridgeEnter' }),
    { event: 'BridgeEnter', bridgeuniqueid: 'b-1' },
    raw('', { event: 'AgentConnect' }),
    { event: 'LocalBridge', ...raw('localone') },
  ];

  test.each(incomplete.map((message) => [JSON.stringify(message).slice(0, 90), message] as const))(
    '%s',
    (_, message) => {
      expect(read(message)).toBe('malformed');
    },
  );

  test('the first of repeated headers counts', () => {
    expect(read(raw('', { event: 'Newchannel', uniqueid: ['17.1', '66.6'] }))).toMatchObject({
      channel: { uniqueid: '17.1' },
    });
  });

  test('nothing is read from a prototype that a `__proto__` header put there', () => {
    const message = Object.assign(Object.create({ uniqueid: '66.6' }), { event: 'Newstate' });
    expect(read(message)).toBe('malformed');
  });
});
