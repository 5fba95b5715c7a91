// When somebody is there to answer.
import { dayBefore, type LocalTime, type Weekday } from './local-time.ts';

/** A stretch of the same hours on some days. One that ends at or before its start lasts until the next day. */
export interface WorkingHours {
  /** Where the stretch starts. */
  readonly days: readonly Weekday[];
  /** Minutes since midnight, 0 to 1440; `to` itself is outside. */
  readonly from: number;
  readonly to: number;
}

/** No stretch at all means always. */
export function isOpen(hours: readonly WorkingHours[], { weekday, minute }: LocalTime): boolean {
  return (
    hours.length === 0 ||
    hours.some(({ days, from, to }) => {
      const today = days.includes(weekday);
      if (from < to) return today && minute >= from && minute < to;
      return (today && minute >= from) || (days.includes(dayBefore(weekday)) && minute < to);
    })
  );
}
