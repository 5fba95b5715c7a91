// What came when, by the clocks of a time zone.
import { DAY, type DayNumber, monthOf, nextMonth, weekOf } from '../../core/calendar-day.ts';
import type { Millis } from '../../core/millis.ts';
import type { Trend, TrendQuery } from '../../core/report.ts';
import { BLOCK_SPAN, DOUBLE, FLAG, INT } from './credit-block.ts';
import type { CreditReader } from './credit-reader.ts';
import { ZoneOffsets } from './zone-offsets.ts';

/** Keys with a series of their own. */
const LARGEST = 5;
const HOUR: Millis = 3_600_000;

export function trendReport(credits: CreditReader, query: TrendQuery): Trend {
  const offsets = new ZoneOffsets(query.zone);
  const steps = new Steps(query, offsets);
  const { length } = steps.begins;
  const zeros = () => new Array<number>(length).fill(0);
  const [calls, missed, target] = [zeros(), zeros(), zeros()];
  const largest = query.by === null ? [] : largestKeys(credits, query, INT[query.by]);
  const series = new Map(largest.slice(0, LARGEST).map((key) => [key, zeros()]));
  const rest = largest.length > LARGEST ? zeros() : null;
  let atHour = -1;
  let offset: Millis = 0;
  credits.each(query.model, query, query, (ints, doubles, start, hour) => {
    if (hour !== atHour) {
      atHour = hour;
      offset = hour * BLOCK_SPAN + offsets.at(hour * BLOCK_SPAN);
    }
    const step = steps.of(offset + (ints[start + INT.offset] as number));
    const weight = doubles[(start >> 1) + DOUBLE.weight] as number;
    const flags = ints[start + INT.flags] as number;
    add(calls, step, weight);
    if (flags & FLAG.missed) add(missed, step, weight);
    if (flags & FLAG.target) add(target, step, weight);
    if (query.by === null) return;
    const own = series.get(ints[start + INT[query.by]] as number) ?? rest;
    if (own) add(own, step, weight);
  });
  const named = [...series].map(([id, own]) => ({ key: credits.name(id), rest: false, calls: own }));
  return {
    steps: steps.begins,
    calls,
    missed,
    target,
    series: rest ? [...named, { key: null, rest: true, calls: rest }] : named,
  };
}

function largestKeys(credits: CreditReader, query: TrendQuery, place: number): number[] {
  const sums = new Map<number, number>();
  credits.each(query.model, query, query, (ints, doubles, start) => {
    const key = ints[start + place] as number;
    sums.set(key, (sums.get(key) ?? 0) + (doubles[(start >> 1) + DOUBLE.weight] as number));
  });
  return [...sums].sort(([a, one], [b, two]) => two - one || a - b).map(([key]) => key);
}

function add(to: number[], at: number, weight: number): void {
  to[at] = (to[at] ?? 0) + weight;
}

/** The steps of a period by local time; the first may begin before it. */
class Steps {
  readonly begins: { readonly day: DayNumber; readonly hour: number }[] = [];
  readonly #byHour: boolean;
  readonly #firstHour: number;
  readonly #firstDay: DayNumber;
  /** Number of the step of each day. */
  readonly #ofDay: number[] = [];

  constructor({ from, to, step }: TrendQuery, offsets: ZoneOffsets) {
    const last = Math.max(from, to - 1);
    this.#byHour = step === 'hour';
    this.#firstHour = Math.floor((from + offsets.at(from)) / HOUR);
    this.#firstDay = Math.floor((from + offsets.at(from)) / DAY);
    const lastHour = Math.floor((last + offsets.at(last)) / HOUR);
    const lastDay = Math.floor((last + offsets.at(last)) / DAY);
    if (this.#byHour) {
      for (let hour = this.#firstHour; hour <= lastHour; hour++)
        this.begins.push({ day: Math.floor(hour / 24), hour: hour - Math.floor(hour / 24) * 24 });
      return;
    }
    let end = Number.NEGATIVE_INFINITY;
    for (let day = this.#firstDay; day <= lastDay; day++) {
      if (day >= end) {
        const begin = step === 'month' ? monthOf(day) : step === 'week' ? weekOf(day) : day;
        end = step === 'month' ? nextMonth(day) : begin + (step === 'week' ? 7 : 1);
        this.begins.push({ day: begin, hour: 0 });
      }
      this.#ofDay.push(this.begins.length - 1);
    }
  }

  /** @param local ms since 1970 by the clock on the wall */
  of(local: number): number {
    if (this.#byHour) return Math.floor(local / HOUR) - this.#firstHour;
    return this.#ofDay[Math.floor(local / DAY) - this.#firstDay] ?? 0;
  }
}
