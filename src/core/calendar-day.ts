// Days of the calendar as numbers: day 0 is 1970-01-01, a Thursday.
import type { Millis } from './millis.ts';

/** Days since 1970-01-01. */
export type DayNumber = number;

export const DAY: Millis = 86_400_000;

/** Days before 1970-01-01 in the proleptic calendar that begins with March of the year 0. */
const EPOCH = 719_468;
const ERA_YEARS = 400;
const ERA_DAYS = 146_097;

/**
 * @param text `2026-03-29`
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function toDayNumber(text: string): DayNumber {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const fromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / ERA_YEARS);
  const yearOfEra = fromMarch - era * ERA_YEARS;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH;
}

/** `2026-03-29`; civil_from_days of the same source. */
export function toDayText(number: DayNumber): string {
  const shifted = number + EPOCH;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const leaps =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (ERA_DAYS - 1));
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = ((fromMarch + 2) % 12) + 1;
  const year = era * ERA_YEARS + yearOfEra + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`;
}

/** The Monday of the week. */
export function weekOf(day: DayNumber): DayNumber {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** The first day of the month. */
export function monthOf(day: DayNumber): DayNumber {
  return toDayNumber(`${toDayText(day).slice(0, 7)}-01`);
}

/** The first day of the next month. */
export function nextMonth(day: DayNumber): DayNumber {
  return monthOf(monthOf(day) + 31);
}

/** The same day a year before; the 29th of February has the 1st of March. */
export function yearBefore(day: DayNumber): DayNumber {
  const [year = '', rest = ''] = [toDayText(day).slice(0, 4), toDayText(day).slice(4)];
  return toDayNumber(`${Number(year) - 1}${rest}`);
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
