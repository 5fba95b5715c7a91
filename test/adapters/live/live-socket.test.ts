// `WS /v1/live` over real sockets: who gets in, what they see, and what happens to those who cannot keep up.
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TOO_SLOW } from '../../../src/wire/live.ts';
import { aCall, aCallRecord, aRingingCall } from '../../support/builders.ts';
import { type Listener, LiveFixture } from './live-fixture.ts';

let fixture: LiveFixture;
beforeEach(async () => {
  fixture = await new LiveFixture().start();
});
afterEach(() => fixture.stop());

const ringing = (id: string) =>
  fixture.board.publish({ type: 'call', record: aCallRecord({ call: aRingingCall({ id }) }) });
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
const seqs = ({ messages }: Listener) => messages.map(({ seq }) => seq);

describe('getting in', () => {
  test.each<[string, Record<string, string>, number, string]>([
    ['nobody', {}, 401, 'unauthenticated'],
    ['a wrong cookie', { Cookie: 'guess' }, 401, 'unauthenticated'],
    ['a foreign page', { Cookie: 'in', Origin: 'https://evil.example' }, 403, 'cross-site-request'],
  ])('%s is refused before there is a socket', async (_name, headers, status, code) => {
    const answer = await fixture.listen(headers).refused;
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ type: `urn:leaseline:${code}`, status });
    expect(fixture.clients).toBe(0);
  });

  test('there is no other socket', async () => {
    expect((await fixture.listen({ Cookie: 'in' }, '/v1/other').refused).status).toBe(404);
  });

  test.each([
    ['another protocol', ['GET /v1/live HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: h2c']],
    [
      'a handshake without its key',
      ['GET /v1/live HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Cookie: in'],
    ],
  ])('%s is refused', async (_name, lines) => {
    const socket = connect(fixture.port, '127.0.0.1');
    socket.write([...lines, '', ''].join('\r\n'));
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(fixture.clients).toBe(0);
  });

  test('other requests are left to the server', async () => {
    expect(await (await fetch(`http://127.0.0.1:${fixture.port}/`)).text()).toBe('plain');
  });
});

describe('what a client sees', () => {
  test('first the board as it is', async () => {
    ringing('a');
    fixture.board.publish({
      type: 'pbx',
      pbx: { name: 'office', up: true, since: 0, version: '22', reason: null },
    });
    const [snapshot] = await fixture.listen().received(1);
    expect(snapshot).toMatchObject({
      type: 'snapshot',
      seq: 2,
      calls: [{ id: 'a', state: 'ringing' }],
      pools: [],
      pbxs: [{ name: 'office', up: true, since: '1970-01-01T00:00:00.000Z' }],
    });
  });

  test('then each change, in wire form', async () => {
    const listener = fixture.listen();
    await listener.received(1);
    const pool = {
      ...{ id: 'moscow', regions: [], size: 1, free: 1, leased: 0, lingering: 0, cooling: 0, disabled: 0 },
      ...{ held: 0, utilisation: 0, granted: 0, overflowed: 0, sizing: null },
    };
    ringing('a');
    fixture.board.publish({ type: 'pool', pool });
    fixture.board.publish({ type: 'call', record: aCallRecord({ call: aCall({ id: 'a' }) }) });
    const messages = await listener.received(4);
    expect(messages.slice(1)).toMatchObject([
      { type: 'call', seq: 1, call: { id: 'a', state: 'ringing' } },
      { type: 'pool', seq: 2, pool: { id: 'moscow' } },
      { type: 'call', seq: 3, call: { id: 'a', state: 'ended' } },
    ]);
  });

  test('no change is missed or seen twice by whoever comes in the middle of many', async () => {
    const listeners: Listener[] = [];
    for (let n = 0; n < 300; n++) {
      ringing(`call-${n}`);
      if (n % 10 === 0) listeners.push(fixture.listen());
      if (n % 7 === 0) await turn();
    }
    for (const listener of listeners) {
      const [first] = await listener.received(1);
      const start = first?.seq ?? 0;
      const all = await listener.received(1 + 300 - start);
      expect(first?.type).toBe('snapshot');
      expect(seqs(listener)).toEqual(Array.from({ length: all.length }, (_, n) => start + n));
      const ids = all.flatMap((message) =>
        message.type === 'snapshot'
          ? message.calls.map(({ id }) => id)
          : message.type === 'call'
            ? message.call.id
            : [],
      );
      expect(new Set(ids).size).toBe(300);
      expect(ids.length).toBe(300);
    }
  });

  test('long messages of every frame length arrive whole', async () => {
    const listener = fixture.listen();
    await listener.received(1);
    for (const length of [0, 100, 70_000]) {
      const note = 'ж'.repeat(length);
      fixture.board.publish({
        type: 'call',
        record: aCallRecord({ annotations: { tags: [], note, value: null, target: null } }),
      });
    }
    const messages = await listener.received(4);
    expect(messages.slice(1).map((message) => message.type === 'call' && message.call.note?.length)).toEqual([
      0, 100, 70_000,
    ]);
  });

  test('what a client says is ignored, unless it is too much', async () => {
    const polite = fixture.listen();
    await polite.received(1);
    polite.ws.send('{"type":"hello"}');
    polite.ws.send('');
    ringing('a');
    await polite.received(2);
    polite.ws.send('x'.repeat(2_000));
    expect((await polite.closed).code).toBe(1009);
  });
});

describe('two hundred clients', () => {
  test('all see all', async () => {
    const listeners = Array.from({ length: 200 }, () => fixture.listen());
    await Promise.all(listeners.map((listener) => listener.received(1)));
    expect(fixture.clients).toBe(200);
    for (let n = 0; n < 50; n++) ringing(`call-${n}`);
    await Promise.all(listeners.map((listener) => listener.received(51)));
    for (const listener of listeners) expect(seqs(listener)).toEqual(Array.from({ length: 51 }, (_, n) => n));
    for (const { ws } of listeners) ws.close();
    await Promise.all(listeners.map(({ closed }) => closed));
    await turn();
    expect(fixture.clients).toBe(0);
  });
});

describe('the slow', () => {
  test('are closed with 4008, the others go on, and a new snapshot heals', async () => {
    const slow = fixture.listen();
    const quick = fixture.listen();
    await Promise.all([slow.received(1), quick.received(1)]);
    slow.ws.pause();
    const note = 'x'.repeat(100_000);
    let published = 0;
    while (fixture.tooSlow === 0 && published < 1_000) {
      published += 1;
      const record = aCallRecord({ annotations: { tags: [], note, value: null, target: null } });
      fixture.board.publish({ type: 'call', record });
      await turn();
    }
    expect(fixture.tooSlow).toBe(1);
    await quick.received(1 + published);
    expect(seqs(quick).at(-1)).toBe(published);
    slow.ws.resume();
    expect((await slow.closed).code).toBe(TOO_SLOW);
    // Whatever reached it before was in order.
    expect(seqs(slow)).toEqual(seqs(slow).map((_, n) => n));
    const [again] = await fixture.listen().received(1);
    expect(again).toMatchObject({ type: 'snapshot', seq: published });
    expect(fixture.clients).toBe(2);
  });
});

describe('heartbeat', () => {
  test('keeps clients that answer and drops those that do not', async () => {
    const alive = fixture.listen();
    const dead = fixture.listen();
    await Promise.all([alive.received(1), dead.received(1)]);
    dead.ws.pause();
    fixture.clock.advance(30_000);
    await new Promise((resolve) => alive.ws.once('ping', resolve));
    await turn();
    fixture.clock.advance(30_000);
    await turn();
    expect(fixture.clients).toBe(1);
    expect(alive.ws.readyState).toBe(alive.ws.OPEN);
  });

  test('does not wait for it to end the socket of somebody who has just logged out', async () => {
    const listener = fixture.listen();
    await listener.received(1);
    fixture.live.checkAdmitted();
    fixture.loggedIn.clear();
    fixture.live.checkAdmitted();
    expect(await listener.closed).toEqual({ code: 1008, reason: 'logged out' });
  });

  test('ends the socket of somebody whose session ran out', async () => {
    const listener = fixture.listen();
    await listener.received(1);
    fixture.loggedIn.clear();
    fixture.clock.advance(30_000);
    expect(await listener.closed).toEqual({ code: 1008, reason: 'logged out' });
  });
});

describe('stopping', () => {
  test('says goodbye with 1001 after what was still to be said', async () => {
    const listener = fixture.listen();
    await listener.received(1);
    ringing('last');
    const stopped = fixture.live.stop();
    expect((await listener.closed).code).toBe(1001);
    await stopped;
    expect(listener.messages.at(-1)).toMatchObject({ type: 'call', call: { id: 'last' } });
    expect(fixture.clock.pending).toBe(0);
    expect(fixture.clients).toBe(0);
  });

  test('does not wait for those who do not answer', async () => {
    const stuck = fixture.listen();
    await stuck.received(1);
    stuck.ws.pause();
    const stopped = fixture.live.stop();
    fixture.clock.advance(1_000);
    await stopped;
    expect(fixture.clients).toBe(0);
  });
});
