// Wall-clock time in a time zone.
import { DAY, toDayNumber } from './calendar-day.ts';
import type { Millis } from './millis.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface LocalTime {
  /** `2026-03-29` */
  readonly date: string;
  readonly weekday: Weekday;
  /** Since midnight by the clock on the wall, 0 to 1439. */
  readonly minute: number;
}

/** Made once a zone: making one costs 50 us. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** @param zone IANA name, `Europe/Moscow`; daylight saving as ICU knows it. */
export function localTime(at: Millis, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.find((day) => day === part('weekday').toLowerCase()) ?? 'mon',
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** What the wall's clock is ahead of UTC at that moment, whole minutes. */
export function zoneOffset(at: Millis, zone: string): Millis {
  const { date, minute } = localTime(at, zone);
  return toDayNumber(date) * DAY + minute * 60_000 - Math.floor(at / 60_000) * 60_000;
}

/** The day and how far it has gone by the wall's clock: 3.5 is noon of day 3 since 1970. */
export function dayPosition(at: Millis, zone: string): number {
  return (at + zoneOffset(at, zone)) / DAY;
}

export function dayBefore(day: Weekday): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? day;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    FORMATS.set(timeZone, format);
  }
  return format;
}
