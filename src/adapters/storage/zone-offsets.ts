// What a zone's clocks are ahead of UTC, for many hours in a row.
import { DAY } from '../../core/calendar-day.ts';
import { zoneOffset } from '../../core/local-time.ts';
import type { Millis } from '../../core/millis.ts';

/** Asking the zone costs some microseconds: a day is asked about twice, and by the hour only when its clocks change. */
export class ZoneOffsets {
  readonly #zone: string;
  /** Of the beginning of each day since 1970. */
  readonly #begins = new Map<number, Millis>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  at(at: Millis): Millis {
    const day = Math.floor(at / DAY);
    const offset = this.#begin(day);
    return offset === this.#begin(day + 1) ? offset : zoneOffset(at, this.#zone);
  }

  #begin(day: number): Millis {
    let offset = this.#begins.get(day);
    if (offset === undefined) {
      offset = zoneOffset(day * DAY, this.#zone);
      this.#begins.set(day, offset);
    }
    return offset;
  }
}
