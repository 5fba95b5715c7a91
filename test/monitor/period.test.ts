// Spans of whole local days, whatever time zone this runs in.
import { describe, expect, it } from 'vitest';
import { dayOf, readPeriod, spanOf, writePeriod } from '../../monitor/format/period.ts';

/** A Wednesday, half past three. */
const NOW = new Date(2026, 10, 25, 15, 30).getTime();
const iso = (month: number, day: number) => new Date(2026, month, day).toISOString();

it.each([
  ['today', iso(10, 25), iso(10, 26), 1],
  ['yesterday', iso(10, 24), iso(10, 25), 1],
  ['week', iso(10, 19), iso(10, 26), 7],
  ['month', iso(9, 27), iso(10, 26), 30],
  ['quarter', iso(7, 28), iso(10, 26), 90],
  ['this-month', iso(10, 1), iso(10, 26), 25],
  ['last-month', iso(9, 1), iso(10, 1), 31],
] as const)('%s', (preset, from, to, days) => {
  expect(spanOf({ preset }, NOW)).toEqual({ from, to, days });
});

it('includes the last of two dates', () => {
  const period = { preset: 'custom', first: '2026-11-03', last: '2026-11-05' } as const;
  expect(spanOf(period, NOW)).toEqual({ from: iso(10, 3), to: iso(10, 6), days: 3 });
});

it('names a day as it is here', () => {
  expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05');
});

describe('in an address', () => {
  const read = (text: string) => readPeriod(new URLSearchParams(text), 'week');

  it.each([
    ['', { preset: 'week' }],
    ['period=month', { preset: 'month' }],
    ['period=century', { preset: 'week' }],
    ['first=2026-11-03&last=2026-11-05', { preset: 'custom', first: '2026-11-03', last: '2026-11-05' }],
    ['first=2026-11-05&last=2026-11-03', { preset: 'week' }],
    ['first=soon&last=later', { preset: 'week' }],
  ])('%s', (text, period) => {
    expect(read(text)).toEqual(period);
  });

  it('leaves out what goes without saying', () => {
    expect(writePeriod({ preset: 'week' }, 'week')).toEqual({ period: null, first: null, last: null });
    expect(writePeriod({ preset: 'today' }, 'week')).toEqual({ period: 'today', first: null, last: null });
  });
});
