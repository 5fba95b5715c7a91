// One connection, and what may come over it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AmiConnection } from '../../../../src/adapters/asterisk/ami/ami-connection.ts';
import { AmiFault } from '../../../../src/adapters/asterisk/ami/ami-fault.ts';
import { header, type RawMessage } from '../../../../src/adapters/asterisk/ami/raw-message.ts';
import { PbxSimulator } from '../../../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { until } from '../../../support/fake-ami.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let pbx: PbxSimulator;
let connection: AmiConnection;
let events: RawMessage[];

beforeEach(async () => {
  clock = new FakeClock();
  pbx = new PbxSimulator({ clock });
  await pbx.start();
  events = [];
  connection = connect();
});
afterEach(async () => {
  connection.close(new AmiFault('stopped', 'stopped'));
  await connection.closed;
  expect(clock.pending).toBe(0);
  await pbx.stop();
});

function connect(more: { secret?: string; username?: string; port?: number } = {}): AmiConnection {
  const { port, username, secret } = pbx;
  const onEvent = (event: RawMessage) => void events.push(event);
  return new AmiConnection({ host: '127.0.0.1', port, username, secret, clock, onEvent, ...more });
}

const names = () => events.map((event) => header(event, 'event'));

describe('login', () => {
  test('takes the events that follow it in the same read', async () => {
    await connection.open();
    await until(() => events.length > 0);
    expect(names()).toEqual(['FullyBooted']);
  });

  test('with a wrong secret is refused', async () => {
    const wrong = connect({ secret: 'wrong' });
    await expect(wrong.open()).rejects.toMatchObject({ kind: 'refused', message: 'Authentication failed' });
    expect(await wrong.closed).toMatchObject({ kind: 'refused' });
  });

  test('with a secret that would carry an action is never tried', async () => {
    const wrong = connect({ secret: 'x\r\n\r\nAction: Originate' });
    await expect(wrong.open()).rejects.toMatchObject({ kind: 'unsafe' });
    expect(pbx.ami.clients).toBe(0);
    wrong.close(new AmiFault('stopped', 'stopped'));
    await wrong.closed;
  });

  test('is given up when nobody answers', async () => {
    pbx.ami.freeze();
    const opening = connection.open();
    opening.catch(() => {});
    await until(() => pbx.ami.clients === 1);
    await nextTurn();
    clock.advance(5_000);
    await expect(opening).rejects.toMatchObject({ kind: 'silent' });
  });

  test('on a port nobody listens on fails at once', async () => {
    const nowhere = connect({ port: 1 });
    await expect(nowhere.open()).rejects.toMatchObject({ kind: 'unreachable' });
    await nowhere.closed;
  });
});

describe('actions', () => {
  test('are answered', async () => {
    await connection.open();
    expect(await connection.request('Ping')).toMatchObject({ ping: 'Pong' });
    expect(await connection.list('Status')).toEqual([]);
    pbx.placeCall({ caller: '1', did: '2', outcome: 'missed' });
    expect(await connection.list('Status', { Variables: 'FROM_DID' })).toHaveLength(2);
    pbx.hangUp(pbx.calls[0] ?? '');
  });

  test('that Asterisk refuses fail', async () => {
    await connection.open();
    await expect(connection.request('Originate')).rejects.toMatchObject({ kind: 'denied' });
  });

  test('with an injection are refused before anything is sent', async () => {
    await connection.open();
    const injected = connection.request('Ping', { Value: 'x\r\n\r\nAction: Logoff' });
    await expect(injected).rejects.toMatchObject({ kind: 'unsafe' });
    expect(await connection.request('Ping')).toMatchObject({ ping: 'Pong' });
  });

  test('without an answer fail at their deadline', async () => {
    await connection.open();
    pbx.ami.freeze();
    const asked = connection.request('CoreStatus');
    asked.catch(() => {});
    clock.advance(10_000);
    await expect(asked).rejects.toMatchObject({ kind: 'silent' });
  });

  test('in flight fail when the connection closes', async () => {
    await connection.open();
    pbx.ami.freeze();
    const asked = connection.request('CoreStatus');
    asked.catch(() => {});
    pbx.ami.dropClients();
    await expect(asked).rejects.toMatchObject({ kind: 'closed', message: 'Asterisk closed the connection' });
    await expect(connection.request('Ping')).rejects.toMatchObject({ kind: 'closed' });
  });
});

test('a half-open connection is found within 20 s', async () => {
  await connection.open();
  for (let minute = 0; minute < 4; minute += 1) {
    clock.advance(15_000);
    await connection.request('Ping');
  }
  expect(connection.isOpen).toBe(true);
  pbx.ami.freeze();
  clock.advance(19_999);
  await nextTurn();
  expect(connection.isOpen).toBe(true);
  clock.advance(5_001);
  expect(await connection.closed).toMatchObject({
    kind: 'silent',
    message: 'no answer to a Ping within 5000 ms',
  });
});

describe('what Asterisk never says', () => {
  /** Sends it, then asks something: everything before the answer was read. */
  async function survives(text: string): Promise<void> {
    await connection.open();
    await connection.request('Ping');
    events.length = 0;
    pbx.ami.send(text);
    expect(await connection.request('Ping')).toMatchObject({ ping: 'Pong' });
    expect(connection.isOpen).toBe(true);
  }

  test.each(['error', 'close', 'connect', 'end', 'rawevent', 'managerevent', 'data', '__proto__'])(
    'an event called %s',
    async (name) => {
      await survives(`Event: ${name}\r\nUniqueid: 1\r\n\r\n`);
      expect(names()).toEqual([name]);
    },
  );

  test.each([
    ['headers called __proto__', 'Event: A\r\n__proto__: x\r\n__proto__: y\r\nVariable: __proto__=z\r\n\r\n'],
    ['a header called constructor', 'Event: A\r\nConstructor: x\r\nConstructor: y\r\n\r\n'],
    ['a header twice', 'Event: A\r\nEvent: B\r\n\r\n'],
  ])('%s', async (_, text) => {
    await survives(text);
    expect(names()).toEqual(['A']);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  test.each([
    ['a line without a colon', 'rubbish\r\n\r\n'],
    ['empty lines', '\r\n\r\n\r\n\r\n'],
    ['a response nobody asked for', 'Response: Success\r\nActionID: 1\r\n\r\n'],
    ['an answer called like an event of ours', 'Response: Error\r\nActionID: close\r\n\r\n'],
    ['bytes that are no UTF-8', 'Event: A\r\nCallerIDName: \uFFFD\u0000\r\n\r\n'],
  ])('%s', async (_, text) => {
    await survives(text);
  });

  test('a message without end closes the connection', async () => {
    await connection.open();
    for (let sent = 0; sent < 40; sent += 1) pbx.ami.send(`${'x'.repeat(9_999)}\n`);
    expect(await connection.closed).toMatchObject({ kind: 'garbled' });
  });

  test('a listing without end closes the connection', async () => {
    await connection.open();
    pbx.ami.send('Response: Follows\r\n');
    for (let sent = 0; sent < 40; sent += 1) pbx.ami.send(`${'x'.repeat(9_997)}\r\n\r\n`);
    expect(await connection.closed).toMatchObject({ kind: 'garbled' });
  });
});

test('20,000 events in one chunk all arrive, in order, and let others run meanwhile', async () => {
  await connection.open();
  await connection.request('Ping');
  events.length = 0;
  const filler = 'Context: from-trunk\r\nExten: +74951230001\r\nCallerIDNum: +79161234567\r\n'.repeat(4);
  const burst = Array.from(
    { length: 20_000 },
    (_, index) => `Event: Newstate\r\n${filler}Uniqueid: ${index}\r\n\r\n`,
  );
  pbx.ami.send(burst.join(''));
  let turns = 0;
  await until(() => {
    turns += 1;
    return events.length >= 20_000;
  }, 15_000);
  expect(events.map((event) => Number(header(event, 'uniqueid')))).toEqual([...burst.keys()]);
  expect(turns).toBeGreaterThan(50);
});
