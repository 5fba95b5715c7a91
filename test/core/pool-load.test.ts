// The load of a pool: who arrives, how long a number is held, and which hours count.
import { describe, expect, it } from 'vitest';
import { offeredErlangs, PoolLoad } from '../../src/core/pool-load.ts';
import { e164 } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';
import { MINUTE } from '../support/lease-policy.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let serial = 0;

/** A hold on a number of its own. */
function hold(grantedAt: number, length: number) {
  return { did: e164(`+7495${1_000_000 + serial++}`), grantedAt, freeAt: grantedAt + length };
}

/** `visits(hour)` in each of the hours, all holding for 6 min. */
function loadOf(hours: number, visits: (hour: number) => number): PoolLoad {
  const load = new PoolLoad();
  for (let hour = 0; hour < hours; hour++) {
    for (let n = 0; n < visits(hour); n++) load.lent(hold(NOON + hour * HOUR + n * 1_000, 6 * MINUTE));
  }
  return load;
}

describe('enough to measure', () => {
  it('takes 200 holds over 48 hours', () => {
    expect(loadOf(48, () => 5).measure(NOON + 47 * HOUR)).toBeNull();
    expect(loadOf(48, () => 4).measure(NOON + 48 * HOUR)).toBeNull();
    expect(loadOf(48, () => 5).measure(NOON + 48 * HOUR)).not.toBeNull();
    expect(new PoolLoad().measure(NOON)).toBeNull();
  });

  it('is not made up of visitors who were turned away', () => {
    const load = loadOf(48, () => 4);
    for (let n = 0; n < 100; n++) load.turnedAway(NOON + n);
    expect(load.measure(NOON + 48 * HOUR)).toBeNull();
  });
});

describe('the busy hour', () => {
  it('is the middle one of the busiest twentieth, not the mean, not the one peak', () => {
    // 200 hours: one mailing of 500 visits, nine hours of 60, the others 4.
    const load = loadOf(200, (hour) => (hour === 50 ? 500 : hour % 20 === 0 && hour < 180 ? 60 : 4));
    expect(load.measure(NOON + 200 * HOUR)).toMatchObject({ busyHourArrivals: 60 });
  });

  it('counts quiet hours, so that a shop open two hours a week has no busy hour to fear', () => {
    const load = loadOf(1, () => 400);
    load.lent(hold(NOON + 100 * HOUR, MINUTE));
    expect(load.measure(NOON + 200 * HOUR)?.busyHourArrivals).toBe(0);
  });

  it('offers its arrivals times the mean hold', () => {
    const measured = loadOf(48, () => 50).measure(NOON + 48 * HOUR);
    expect(measured).toMatchObject({
      arrivals: 2_400,
      turnedAway: 0,
      busyHourArrivals: 50,
      meanHold: 6 * MINUTE,
    });
    expect(measured && offeredErlangs(measured)).toBe(5);
  });

  it('has those in it who got the overflow number', () => {
    const load = loadOf(48, () => 50);
    for (let hour = 0; hour < 48; hour++) for (let n = 0; n < 10; n++) load.turnedAway(NOON + hour * HOUR);
    expect(load.measure(NOON + 48 * HOUR)).toMatchObject({
      arrivals: 2_880,
      turnedAway: 480,
      busyHourArrivals: 60,
      meanHold: 6 * MINUTE,
    });
  });
});

describe('a visitor who comes back while the number is still theirs', () => {
  it('goes on holding it, and is no new arrival', () => {
    const load = loadOf(48, () => 5);
    const did = e164('+74959999999');
    load.lent({ did, grantedAt: NOON, freeAt: NOON + 10 * MINUTE });
    const before = load.measure(NOON + 48 * HOUR);
    load.lent({ did, grantedAt: NOON + 8 * MINUTE, freeAt: NOON + 20 * MINUTE });
    const after = load.measure(NOON + 48 * HOUR);
    expect(after?.arrivals).toBe(before?.arrivals);
    expect(((after?.meanHold ?? 0) - (before?.meanHold ?? 0)) * 241).toBeCloseTo(10 * MINUTE, -3);
    load.lent({ did, grantedAt: NOON + 20 * MINUTE, freeAt: NOON + 30 * MINUTE });
    expect(load.measure(NOON + 48 * HOUR)?.arrivals).toBe((before?.arrivals ?? 0) + 1);
  });
});

it('forgets hours that are over, whole ones only', () => {
  const load = loadOf(96, () => 10);
  load.forget(NOON + DAY + HOUR / 2);
  expect(load.measure(NOON + 4 * DAY)).toMatchObject({
    from: NOON + DAY,
    arrivals: 720,
    meanHold: 6 * MINUTE,
  });
});
