import { describe, expect, test } from 'vitest';
import { localTime, type Weekday } from '../../src/core/local-time.ts';
import { isOpen, type WorkingHours } from '../../src/core/working-hours.ts';

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

describe('local time', () => {
  test.each([
    // Moscow keeps UTC+3 all year.
    ['2026-01-15T20:59:00Z', 'Europe/Moscow', { date: '2026-01-15', weekday: 'thu', minute: 23 * 60 + 59 }],
    ['2026-01-15T21:00:00Z', 'Europe/Moscow', { date: '2026-01-16', weekday: 'fri', minute: 0 }],
    // Berlin's clocks go from 02:00 to 03:00, and back from 03:00 to 02:00.
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', { date: '2026-03-29', weekday: 'sun', minute: 119 }],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', { date: '2026-03-29', weekday: 'sun', minute: 180 }],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', { date: '2026-10-25', weekday: 'sun', minute: 150 }],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', { date: '2026-10-25', weekday: 'sun', minute: 150 }],
  ])('%s in %s', (at, zone, local) => {
    expect(localTime(Date.parse(at), zone)).toEqual(local);
  });
});

describe('working hours', () => {
  const open = (hours: readonly WorkingHours[], at: string) => isOpen(hours, localTime(Date.parse(at), 'UTC'));
  const day = [{ days: WEEK, from: 540, to: 1_080 }];
  const night = [{ days: ['fri'] as const, from: 1_320, to: 360 }];

  test.each([
    ['no hours at all', [], '2026-01-17T03:00:00Z', true],
    ['a minute before they begin', day, '2026-01-15T08:59:00Z', false],
    ['as they begin', day, '2026-01-15T09:00:00Z', true],
    ['a minute before they end', day, '2026-01-15T17:59:00Z', true],
    ['as they end', day, '2026-01-15T18:00:00Z', false],
    ['on another day', day, '2026-01-17T12:00:00Z', false],
    ['a night, before midnight', night, '2026-01-16T23:00:00Z', true],
    ['a night, after midnight, on the day after', night, '2026-01-17T05:59:00Z', true],
    ['a night, as it ends', night, '2026-01-17T06:00:00Z', false],
    ['the morning before that night', night, '2026-01-16T03:00:00Z', false],
    ['until midnight', [{ days: WEEK, from: 0, to: 1_440 }], '2026-01-16T23:59:00Z', true],
    ['all round the clock', [{ days: ['sat'] as const, from: 0, to: 0 }], '2026-01-17T12:00:00Z', true],
  ])('%s', (_, hours, at, expected) => {
    expect(open(hours, at)).toBe(expected);
  });
});
