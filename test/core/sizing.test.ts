// What a pool's load means for its size, in figures and in words.
import { expect, it } from 'vitest';
import type { Load } from '../../src/core/pool-load.ts';
import { percent, sizePool } from '../../src/core/sizing.ts';
import { NOON } from '../support/fake-clock.ts';

const DAY = 86_400_000;
/** 31.2 erlangs. */
const LOAD: Load = {
  from: NOON - 28 * DAY,
  to: NOON,
  arrivals: 40_000,
  turnedAway: 3_000,
  busyHourArrivals: 208,
  meanHold: 540_000,
};

it('counts', () => {
  const sizing = sizePool('moscow', 24, LOAD);
  expect(sizing).toMatchObject({
    measuredFrom: LOAD.from,
    measuredTo: NOON,
    busyHourArrivals: 208,
    numbersNeeded: 43,
  });
  expect(sizing.offeredErlangs).toBeCloseTo(31.2, 10);
  expect(sizing.blocking).toBeCloseTo(0.2935, 4);
});

it.each([
  [
    24,
    'Pool moscow: 24 numbers; the busiest hours offer 31.2 erlangs; with 24 numbers about 29 % of visitors see the overflow number; add 19 numbers for at most 1 %.',
  ],
  [
    42,
    'Pool moscow: 42 numbers; the busiest hours offer 31.2 erlangs; with 42 numbers about 1.2 % of visitors see the overflow number; add 1 number for at most 1 %.',
  ],
  [
    43,
    'Pool moscow: 43 numbers; the busiest hours offer 31.2 erlangs; with 43 numbers about 0.8 % of visitors see the overflow number: enough.',
  ],
  [
    49,
    'Pool moscow: 49 numbers; the busiest hours offer 31.2 erlangs; with 49 numbers under 0.1 % of visitors see the overflow number: enough, could give up 6.',
  ],
  [
    1,
    'Pool moscow: 1 number; the busiest hours offer 31.2 erlangs; with 1 number about 97 % of visitors see the overflow number; add 42 numbers for at most 1 %.',
  ],
])('says what to do with %d numbers', (numbers, advice) => {
  expect(sizePool('moscow', numbers, LOAD).advice).toBe(advice);
});

it('asks for one number at least', () => {
  expect(sizePool('moscow', 3, { ...LOAD, busyHourArrivals: 0 }).numbersNeeded).toBe(1);
});

it.each([
  [0, '0 %'],
  [0.0004, 'under 0.1 %'],
  [0.004, '0.4 %'],
  [0.05, '5 %'],
  [0.0996, '10 %'],
  [0.284, '28 %'],
  [1, '100 %'],
])('writes %d as %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
