// Followers of one simulated box over disturbed wires, beside one that is left in peace: their records must agree.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PbxSimulator } from '../../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../../../src/adapters/system/system-clock.ts';
import { faultOf } from '../../support/call-fault.ts';
import { until } from '../../support/fake-ami.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FollowedBox } from '../../support/followed-box.ts';
import { OTHER_DID, OUR_DID } from '../../support/played-calls.ts';
import { CALLER } from './call-stories.ts';

/** Whole seconds are all that Asterisk tells of a channel's age; the rest is for a busy machine. */
const SLACK = 3_000;
const PATIENCE = 15_000;

let pbx: PbxSimulator;
let followers: FollowedBox[];

beforeEach(async () => {
  followers = [];
  pbx = new PbxSimulator({ clock: new SystemClock({ info() {}, warn() {}, error() {} }) });
  await pbx.start();
});
afterEach(async () => {
  for (const follower of followers) await follower[Symbol.asyncDispose]();
  await pbx.stop();
});

async function follow(options: { clock?: FakeClock } = {}): Promise<FollowedBox> {
  const { port, username, secret } = pbx;
  const follower = await FollowedBox.start({ ami: { port, username, secret }, ...options });
  followers.push(follower);
  return follower;
}

const over = (follower: FollowedBox) => follower.calls.size > 0 && follower.open.length === 0;

describe.each(['answered', 'missed', 'busy', 'gave-up'] as const)('a call that is %s', (outcome) => {
  test.each(['cut', 'restart'] as const)('with a %s at any time of it', async (trouble) => {
    const control = await follow();
    const disturbed: FollowedBox[] = [];
    for (let n = 0; n < 8; n += 1) disturbed.push(await follow());
    const from = Date.now();
    const id = pbx.placeCall({ caller: CALLER, did: OUR_DID, outcome, answerAfterMs: 600, talkMs: 900 });
    await Promise.all(
      disturbed.map(async (follower, n) => {
        await sleep(n * 200);
        await follower[trouble]();
      }),
    );
    await until(() => [control, ...disturbed].every(over), PATIENCE);
    const real = control.calls.get(`office-${id}`);
    expect(real).toMatchObject({ state: 'ended', caller: CALLER, did: OUR_DID });
    for (const follower of disturbed) {
      expect(
        faultOf(follower.calls.get(`office-${id}`), real, { from, to: Date.now(), slack: SLACK }),
      ).toBeNull();
    }
  });
});

describe('half-open TCP', () => {
  test('is found by the Ping; the call that ended meanwhile is over, the one that goes on goes on', async () => {
    const clock = new FakeClock();
    const follower = await follow({ clock });
    const ended = pbx.placeCall({ caller: CALLER, did: OUR_DID, outcome: 'answered', answerAfterMs: 30 });
    const living = pbx.placeCall({ caller: CALLER, did: OTHER_DID, outcome: 'answered', answerAfterMs: 30 });
    await until(() => [...follower.calls.values()].filter(({ state }) => state === 'answered').length === 2);
    follower.wire.stall();
    pbx.hangUp(ended);
    clock.advance(15_000);
    await sleep(20);
    expect(follower.downs).toBe(0);
    clock.advance(5_000);
    await until(() => follower.downs === 1);
    follower.wire.flow();
    await untilBack(follower, clock, 2);
    expect(follower.calls.get(`office-${ended}`)).toMatchObject({ state: 'ended', outcome: 'unknown' });
    pbx.hangUp(living);
    await until(() => follower.open.length === 0);
    expect(follower.calls.get(`office-${living}`)).toMatchObject({
      outcome: 'answered',
      end: 'caller-hung-up',
    });
  });

  test('that comes to life again in time costs nothing', async () => {
    const clock = new FakeClock();
    const follower = await follow({ clock });
    const id = pbx.placeCall({ caller: CALLER, did: OUR_DID, outcome: 'missed', answerAfterMs: 30 });
    follower.wire.stall();
    clock.advance(14_000);
    await until(() => pbx.calls.length === 0);
    follower.wire.flow();
    await until(() => over(follower));
    expect(follower.calls.get(`office-${id}`)).toMatchObject({ outcome: 'missed', end: 'no-answer' });
    expect(follower.downs).toBe(0);
  });
});

test('a box that lets a caller’s hangup go untold: the look ends the call', async () => {
  const clock = new FakeClock();
  const follower = await follow({ clock });
  const lost = pbx.placeCall({ caller: CALLER, did: OUR_DID, outcome: 'answered', answerAfterMs: 30 });
  const living = pbx.placeCall({ caller: CALLER, did: OTHER_DID, outcome: 'answered', answerAfterMs: 30 });
  await until(() => [...follower.calls.values()].filter(({ state }) => state === 'answered').length === 2);
  pbx.ami.withhold('Hangup');
  pbx.hangUp(lost);
  // Ten minutes at most, in steps that leave real time for the answers to pings and looks.
  for (let passed = 0; passed < 600_000 && follower.open.length === 2; passed += 4_000) {
    clock.advance(4_000);
    await sleep(15);
  }
  expect(follower.calls.get(`office-${lost}`)).toMatchObject({
    state: 'ended',
    outcome: 'unknown',
    end: 'lost',
  });
  expect(follower.open).toMatchObject([{ id: `office-${living}`, state: 'answered' }]);
  expect(follower.downs).toBe(0);
});

test.each([1, 2, 7])('every message in pieces of %i bytes', async (pieces) => {
  const control = await follow();
  const follower = await follow();
  follower.wire.pieces = pieces;
  const plan = { caller: CALLER, did: OUR_DID, answerAfterMs: 30, talkMs: 30 };
  for (const outcome of ['answered', 'missed', 'busy', 'gave-up'] as const)
    pbx.placeCall({ ...plan, outcome });
  await until(() => [control, follower].every((each) => each.calls.size === 4 && over(each)), PATIENCE);
  for (const [id, real] of control.calls) {
    expect(faultOf(follower.calls.get(id), real, { from: 0, to: 0, slack: PATIENCE })).toBeNull();
  }
  expect(follower.malformed).toBe(0);
});

describe('a burst of 100,000 events', () => {
  const filler = 'Context: internal\r\nExten: 101\r\nCallerIDNum: 101\r\n'.repeat(4);
  const event = (n: number) =>
    `Event: Newexten\r\n${filler}Uniqueid: 9.${n % 50}\r\nLinkedid: 9.${n % 50}\r\n\r\n`;
  const BURST = 100_000;

  test('is taken whole, and the call in the midst of it ends as it did', async () => {
    const follower = await follow();
    const before = follower.events;
    const id = pbx.placeCall({
      caller: CALLER,
      did: OUR_DID,
      outcome: 'answered',
      answerAfterMs: 30,
      talkMs: 30,
    });
    let seen = follower.events;
    for (let sent = 0; sent < BURST; sent += 1_000) {
      pbx.ami.send(Array.from({ length: 1_000 }, (_, n) => event(sent + n)).join(''));
      if (sent === BURST / 2) seen = follower.events;
    }
    await until(() => follower.events - before >= BURST && over(follower), 60_000);
    expect(seen).toBeLessThan(BURST);
    expect(follower.calls.get(`office-${id}`)).toMatchObject({ outcome: 'answered', end: 'caller-hung-up' });
    expect([follower.downs, follower.malformed]).toEqual([0, 0]);
  }, 90_000);
});

describe('a reader too slow', () => {
  test('is cut by Asterisk, and comes back with a snapshot', async () => {
    const follower = await follow();
    const living = pbx.placeCall({ caller: CALLER, did: OUR_DID, outcome: 'answered', answerAfterMs: 10 });
    await until(() => follower.open.some(({ state }) => state === 'answered'));
    const lost = pbx.placeCall({ caller: CALLER, did: OTHER_DID, outcome: 'answered', answerAfterMs: 10 });
    await until(() => follower.open.filter(({ state }) => state === 'answered').length === 2);
    pbx.ami.mostUnread = 1_000_000;
    const junk =
      `Event: VarSet\r\nVariable: X=${'x'.repeat(400)}\r\nValue: 1\r\nUniqueid: 8.1\r\n\r\n`.repeat(200);
    // Our own standstill: neither the wire nor the follower gets to read anything.
    const standstill = performance.now() + 1_500;
    while (performance.now() < standstill) pbx.ami.send(junk);
    pbx.hangUp(lost);
    await until(() => follower.downs === 1 && follower.ups === 2, PATIENCE);
    expect(follower.calls.get(`office-${lost}`)).toMatchObject({ state: 'ended', outcome: 'unknown' });
    pbx.hangUp(living);
    await until(() => follower.open.length === 0);
    expect(follower.calls.get(`office-${living}`)).toMatchObject({
      outcome: 'answered',
      end: 'caller-hung-up',
    });
  }, 60_000);
});

async function untilBack(follower: FollowedBox, clock: FakeClock, ups: number): Promise<void> {
  for (let tries = 0; tries < 400 && follower.ups < ups; tries += 1) {
    clock.advance(100);
    await sleep(10);
  }
  expect(follower.ups).toBe(ups);
}
