// A telephony through the troubles of its link, on a clock that the test moves.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PbxSimulator } from '../../../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { until, watchedTelephony } from '../../../support/fake-ami.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let pbx: PbxSimulator;
let watched: ReturnType<typeof watchedTelephony>;

beforeEach(async () => {
  clock = new FakeClock();
  pbx = new PbxSimulator({ clock });
  await pbx.start();
});
afterEach(async () => {
  await watched.telephony.stop();
  await pbx.stop();
  expect(clock.pending).toBe(0);
});

function start(more: { secret?: string } = {}): void {
  watched = watchedTelephony({
    port: pbx.port,
    username: pbx.username,
    secret: pbx.secret,
    clock,
    ...more,
  });
  watched.telephony.start(watched.listener);
}

const ups = () => watched.listener.heard.filter((what) => what === 'up').length;

/** Moves the clock in steps, with a little real time for the sockets between them. */
async function advance(ms: number, step = 250): Promise<void> {
  await advanceUntil(() => false, step, ms).catch(() => {});
}

/** The same, until `done`. Answers the ms it took by the clock. */
async function advanceUntil(done: () => boolean, step = 250, limit = 20_000): Promise<number> {
  for (let passed = 0; passed < limit; passed += step) {
    const pause = performance.now() + 4;
    while (performance.now() < pause) {
      if (done()) return passed;
      await nextTurn();
    }
    clock.advance(step);
  }
  throw new Error(`not within ${limit} ms of the clock`);
}

describe('the link', () => {
  test('comes up with a snapshot, then tells events', async () => {
    const id = pbx.placeCall({ caller: '+79161234567', did: '+74951230001', outcome: 'answered' });
    clock.advance(100);
    start();
    await until(() => ups() === 1);
    expect(watched.listener.snapshots[0]).toMatchObject({
      version: '22.0.0-simulated',
      startedAt: clock.now() - 100,
      channels: [
        { uniqueid: id, state: 'ring', dialled: '+74951230001' },
        { linkedid: id, state: 'ringing' },
      ],
    });
    pbx.hangUp(id);
    await until(() => watched.listener.heard.filter((what) => what === 'hangup').length === 2);
    expect(watched.log.lines).toEqual(['info AMI_LINK_UP']);
  });

  test('is back within 5 s of a crashed Asterisk that took its time', async () => {
    start();
    await until(() => ups() === 1);
    await pbx.crash();
    await until(() => watched.listener.heard.includes('down'));
    await advance(30_000);
    expect(watched.log.lines.filter((line) => line.includes('LINK_DOWN')).length).toBeLessThanOrEqual(2);
    await pbx.start();
    expect(await advanceUntil(() => pbx.ami.clients > 0)).toBeLessThanOrEqual(4_000);
    await until(() => ups() === 2);
    expect(watched.counted.reconnects).toBe(1);
    expect(watched.listener.heard).toEqual(['up', 'down', 'up']);
    const [before, after] = watched.listener.snapshots;
    expect(after?.startedAt).not.toBe(before?.startedAt);
  });

  test('is given up when it is half-open, and made anew', async () => {
    start();
    await until(() => ups() === 1);
    pbx.ami.freeze();
    await advanceUntil(() => watched.listener.heard.includes('down'), 1_000, 30_000);
    expect(watched.listener.reasons).toEqual(['no answer to a Ping within 5000 ms']);
    pbx.ami.thaw();
    await advanceUntil(() => ups() === 2);
  });

  test('waits for an Asterisk that starts slowly', async () => {
    await pbx.stop();
    start();
    await advance(10_000);
    await pbx.start();
    pbx.ami.freeze();
    // It takes connections before it answers them.
    await advanceUntil(() => pbx.ami.clients > 0);
    await advance(12_000);
    pbx.ami.thaw();
    await advanceUntil(() => ups() === 1);
    expect(watched.listener.heard).toEqual(['up']);
    const downs = watched.log.lines.filter((line) => line === 'warn AMI_LINK_DOWN');
    expect(downs.length).toBeLessThanOrEqual(3);
  });

  test('loses no call that comes while the snapshot is taken', async () => {
    const ids: string[] = [];
    start();
    for (let turn = 0; turn < 40 || ups() === 0; turn += 1) {
      ids.push(pbx.placeCall({ caller: '1', did: '2', outcome: 'missed' }));
      await nextTurn();
    }
    const heard = () => [
      ...watched.listener.snapshots.flatMap(({ channels }) => channels.map(({ uniqueid }) => uniqueid)),
      ...watched.listener.events.flatMap((event) => ('channel' in event ? [event.channel?.uniqueid] : [])),
    ];
    await until(() => heard().includes(ids.at(-1)));
    expect(ids.filter((id) => !heard().includes(id))).toEqual([]);
    expect(watched.listener.heard[0]).toBe('up');
    for (const id of ids) pbx.hangUp(id);
  });
});

describe('a refused login', () => {
  test('is one clear line and a slow retry, which slows down', async () => {
    const pauses: number[] = [];
    const after = clock.after.bind(clock);
    clock.after = (delay, task) => {
      if (delay >= 60_000) pauses.push(delay);
      return after(delay, task);
    };
    start({ secret: 'wrong' });
    await until(() => watched.log.lines.length === 1);
    expect(watched.log.lines).toEqual(['error AMI_LOGIN_REFUSED']);
    expect(watched.log.messages[0]).toMatch(
      /^Asterisk office \(127\.0\.0\.1:\d+\) refuses user leaseline: Authentication failed; check username and secret/,
    );
    for (const wait of [60_000, 120_000, 240_000, 480_000, 600_000, 600_000]) {
      await until(() => pauses.length > 0);
      const pause = pauses.shift() ?? 0;
      expect(pause).toBeGreaterThanOrEqual(wait);
      expect(pause).toBeLessThanOrEqual(wait * 1.1);
      // Exactly to the next attempt: it has all the real time it needs.
      clock.advance(pause);
    }
    await until(() => pauses.length > 0);
    expect(pbx.ami.logins).toBe(7);
    expect(watched.log.lines).toHaveLength(1);
    expect(watched.listener.heard).toEqual([]);
  });

  test('is reported anew when the reason has changed in between', async () => {
    start({ secret: 'wrong' });
    await until(() => watched.log.lines.length === 1);
    await pbx.crash();
    await advanceUntil(() => watched.log.lines.length === 2, 1_000, 70_000);
    await pbx.start();
    await advanceUntil(() => watched.log.lines.at(-1) === 'error AMI_LOGIN_REFUSED');
    expect(watched.log.lines.slice(0, 2)).toEqual(['error AMI_LOGIN_REFUSED', 'warn AMI_LINK_DOWN']);
    expect(watched.log.lines.length).toBeGreaterThan(2);
  });
});

describe('faults around it', () => {
  test('malformed events are counted and dropped', async () => {
    start();
    await until(() => ups() === 1);
    pbx.ami.send('Event: Newstate\r\nChannel: PJSIP/a-1\r\n\r\nrubbish\r\n\r\n');
    pbx.ami.send('Event: Newstate\r\nUniqueid: 1.1\r\n\r\n');
    await until(() => watched.listener.events.length === 1);
    expect(watched.counted.malformed).toBe(2);
    expect(watched.listener.heard).toEqual(['up', 'channel-changed']);
  });

  test('a listener that throws is logged and called again', async () => {
    start();
    await until(() => ups() === 1);
    const { events } = watched.listener;
    watched.listener.event = (event) => {
      events.push(event);
      throw new Error('a fault of the service');
    };
    pbx.ami.send('Event: Newstate\r\nUniqueid: 1.1\r\n\r\n'.repeat(2));
    await until(() => events.length === 2);
    expect(watched.log.lines.slice(1)).toEqual([
      'error TELEPHONY_LISTENER_FAILED',
      'error TELEPHONY_LISTENER_FAILED',
    ]);
    expect(watched.listener.heard).not.toContain('down');
  });

  test('starting twice is a mistake', async () => {
    start();
    expect(() => watched.telephony.start(watched.listener)).toThrow(/started before/);
  });
});

describe('stop() leaves no timer and no socket', () => {
  test('before start()', async () => {
    watched = watchedTelephony({ port: 1, username: 'x', secret: 'x', clock });
    await watched.telephony.stop();
  });

  test('while connecting', async () => {
    start();
    await watched.telephony.stop();
    await until(() => pbx.ami.clients === 0);
  });

  test('at every moment between connecting and being linked', async () => {
    for (let turns = 0; turns < 25; turns += 1) {
      start();
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      await watched.telephony.stop();
      expect(clock.pending, `after ${turns} turns`).toBe(0);
      await until(() => pbx.ami.clients === 0);
    }
  });

  test('while the login is unanswered', async () => {
    pbx.ami.freeze();
    start();
    await until(() => pbx.ami.clients === 1);
    await watched.telephony.stop();
    pbx.ami.thaw();
    await until(() => pbx.ami.clients === 0);
  });

  test('while linked', async () => {
    start();
    await until(() => ups() === 1);
    await watched.telephony.stop();
    await until(() => pbx.ami.clients === 0);
    expect(watched.listener.heard).toEqual(['up']);
  });

  test('while waiting to try again', async () => {
    await pbx.stop();
    start();
    await until(() => watched.log.lines.length === 1);
    await watched.telephony.stop();
  });

  test('while waiting after a refused login', async () => {
    start({ secret: 'wrong' });
    await until(() => watched.log.lines.length === 1);
    await watched.telephony.stop();
  });
});
