// The token bucket by itself: a timeline, and its memory.
import { expect, test } from 'vitest';
import { RateLimit } from '../../../src/adapters/http/rate-limit.ts';
import { NOON } from '../../support/fake-clock.ts';

test('a burst, then a steady drip', () => {
  const limit = new RateLimit({ perMinute: 60, burst: 3 });
  const take = (at: number) => limit.take('a', NOON + at);
  expect([take(0), take(0), take(0)]).toEqual([0, 0, 0]);
  expect(take(0)).toBe(1_000);
  expect(take(400)).toBe(600);
  expect(take(999)).toBe(1);
  expect(take(1_000)).toBe(0);
  expect(take(1_000)).toBe(1_000);
});

test('a refusal costs nothing', () => {
  const limit = new RateLimit({ perMinute: 60, burst: 1 });
  limit.take('a', NOON);
  for (let n = 0; n < 100; n++) expect(limit.take('a', NOON + 500)).toBe(500);
  expect(limit.take('a', NOON + 1_000)).toBe(0);
});

test('the whole burst is there, whatever the rate', () => {
  for (const perMinute of [1, 7, 13, 59, 1000]) {
    const limit = new RateLimit({ perMinute, burst: 30 });
    const waits = Array.from({ length: 31 }, () => limit.take('a', NOON));
    expect(waits.slice(0, 30).every((wait) => wait === 0)).toBe(true);
    expect(waits[30]).toBeGreaterThan(0);
  }
});

test('addresses do not pay for one another', () => {
  const limit = new RateLimit({ perMinute: 60, burst: 1 });
  limit.take('a', NOON);
  expect(limit.take('b', NOON)).toBe(0);
});

test('an address in use is remembered while two generations of others pass', () => {
  const limit = new RateLimit({ perMinute: 1, burst: 1, remembered: 10 });
  limit.take('a', NOON);
  for (let n = 0; n < 15; n++) limit.take(`other ${n}`, NOON);
  expect(limit.take('a', NOON)).toBeGreaterThan(0);
  for (let n = 0; n < 1_000; n++) limit.take(`more ${n}`, NOON);
  expect(limit.take('a', NOON)).toBe(0);
});
