// When to try again.
import { expect, test } from 'vitest';
import { reconnectDelay } from '../../../../src/adapters/asterisk/ami/reconnect-delay.ts';

const row = (needsPerson: boolean, chance: number) =>
  [1, 2, 3, 4, 5, 1_000].map((failures) => reconnectDelay(failures, needsPerson, chance));

test('grows from half a second to 2.5 s, at most half of it left to chance', () => {
  expect(row(false, 1)).toEqual([500, 1_000, 2_000, 2_500, 2_500, 2_500]);
  expect(row(false, 0)).toEqual([250, 500, 1_000, 1_250, 1_250, 1_250]);
});

test('grows from one minute to ten where only a person can help', () => {
  expect(row(true, 0)).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  expect(row(true, 1)[0]).toBeCloseTo(66_000);
});

test('four refused logins in ten minutes, under the five at which fail2ban usually bans', () => {
  let at = 0;
  const attempts = row(true, 0).map((delay) => {
    at += delay;
    return at;
  });
  expect(1 + attempts.filter((attempt) => attempt <= 600_000).length).toBe(4);
});
