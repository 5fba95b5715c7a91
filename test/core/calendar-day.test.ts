// Days as numbers, held to the calendar of JavaScript.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  DAY,
  monthOf,
  nextMonth,
  toDayNumber,
  toDayText,
  weekOf,
  yearBefore,
} from '../../src/core/calendar-day.ts';
import { dayPosition, zoneOffset } from '../../src/core/local-time.ts';
import { periodBefore } from '../../src/core/report-period.ts';

const day = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2200-12-31') });

it('reads and writes each day as Date does', () => {
  fc.assert(
    fc.property(day, (number) => {
      const text = new Date(number * DAY).toISOString().slice(0, 10);
      expect(toDayText(number)).toBe(text);
      expect(toDayNumber(text)).toBe(number);
    }),
  );
});

it('weeks begin on Monday, months on the first', () => {
  fc.assert(
    fc.property(day, (number) => {
      const monday = new Date(weekOf(number) * DAY);
      expect(monday.getUTCDay()).toBe(1);
      expect(number - weekOf(number)).toBeLessThan(7);
      expect(toDayText(monthOf(number))).toBe(`${toDayText(number).slice(0, 7)}-01`);
      const next = new Date(nextMonth(number) * DAY);
      expect(next.getUTCDate()).toBe(1);
      expect(next.getUTCMonth()).toBe((new Date(number * DAY).getUTCMonth() + 1) % 12);
    }),
  );
});

it('a year before the 29th of February is the 1st of March', () => {
  expect(toDayText(yearBefore(toDayNumber('2024-02-29')))).toBe('2023-03-01');
  expect(toDayText(yearBefore(toDayNumber('2026-11-25')))).toBe('2025-11-25');
});

it('a report is compared with the time right before, or the same days of the year before', () => {
  const [from, to] = [Date.parse('2026-03-01T21:00Z'), Date.parse('2026-03-08T21:00Z')];
  const text = (period: { from: number; to: number }) =>
    [period.from, period.to].map((at) => new Date(at).toISOString().slice(0, 16));
  expect(text(periodBefore({ from, to }, 'previous'))).toEqual(['2026-02-22T21:00', '2026-03-01T21:00']);
  expect(text(periodBefore({ from, to }, 'year'))).toEqual(['2025-03-01T21:00', '2025-03-08T21:00']);
});

it('knows what clocks are ahead of UTC, by summer time and by half hours', () => {
  const offset = (at: string, zone: string) => zoneOffset(Date.parse(at), zone) / 60_000;
  expect(offset('2026-01-15T12:00:30.500Z', 'Europe/Moscow')).toBe(180);
  expect(offset('2026-03-29T00:59:59Z', 'Europe/Berlin')).toBe(60);
  expect(offset('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe(120);
  expect(offset('2026-01-15T12:00Z', 'Asia/Kolkata')).toBe(330);
  expect(offset('2026-01-15T12:00Z', 'America/St_Johns')).toBe(-210);
  expect(dayPosition(Date.parse('1970-01-04T09:00Z'), 'Europe/Moscow')).toBe(3.5);
});
