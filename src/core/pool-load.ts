// What visitors ask of a pool, measured: arrivals and holds, hour by hour, and the hours that decide its size.
import type { E164 } from './e164.ts';
import type { Millis } from './millis.ts';

/** One lease that is over, as far as the load goes. */
export interface Hold {
  readonly did: E164;
  readonly grantedAt: Millis;
  /** From then on the DID could be lent to somebody else: end of the lease, and linger. */
  readonly freeAt: Millis;
}

/** A pool's load from `from` on and before `to`. */
export interface Load {
  readonly from: Millis;
  readonly to: Millis;
  /** Visits that asked for a number, those who got the overflow DID included. */
  readonly arrivals: number;
  readonly turnedAway: number;
  /** Arrivals in the busy hour. */
  readonly busyHourArrivals: number;
  /** From the grant until somebody else could get the DID. */
  readonly meanHold: Millis;
}

const HOUR: Millis = 3_600_000;
/**
 * The busy hours are the busiest twentieth of all hours, about eight a week; the busy hour is the middle one of them.
 * A mean over all hours would leave the visitors of every afternoon without numbers; the one busiest hour of a month is
 * somebody's mailing. (Near to ITU-T E.500, which takes a month's fourth highest daily peak.)
 */
export const BUSY_SHARE = 0.05;
/** Less says nothing: two days, so that a busy hour is in it, and holds enough for a mean. */
export const LEAST_MEASURED: Millis = 48 * HOUR;
export const LEAST_HOLDS = 200;

interface HourLoad {
  arrivals: number;
  turnedAway: number;
  /** Of the leases granted in that hour. */
  held: Millis;
}

export class PoolLoad {
  /** By hours since the epoch. */
  readonly #hours = new Map<number, HourLoad>();
  /** Until when each DID was somebody's. */
  readonly #freeAt = new Map<E164, Millis>();

  /**
   * A lease that is over. Leases of one DID must come in order. A visitor who comes back while the DID is still theirs
   * is no new arrival: the hold goes on.
   */
  lent({ did, grantedAt, freeAt }: Hold): void {
    const before = this.#freeAt.get(did) ?? 0;
    this.#freeAt.set(did, freeAt);
    const hour = this.#hour(grantedAt);
    hour.held += freeAt - Math.max(before, grantedAt);
    if (grantedAt >= before) hour.arrivals += 1;
  }

  /** A visitor who got the overflow DID. */
  turnedAway(at: Millis): void {
    const hour = this.#hour(at);
    hour.arrivals += 1;
    hour.turnedAway += 1;
  }

  /** Forgets the hours that were over by `before`. */
  forget(before: Millis): void {
    for (const hour of this.#hours.keys()) if ((hour + 1) * HOUR <= before) this.#hours.delete(hour);
  }

  /**
   * From the first hour with a visit until `to`; hours without one count as such. Null until there is enough: LEAST_HOLDS
   * over LEAST_MEASURED.
   */
  measure(to: Millis): Load | null {
    const from = HOUR * [...this.#hours.keys()].reduce((one, two) => Math.min(one, two), to);
    const total = { arrivals: 0, turnedAway: 0, held: 0 };
    for (const hour of this.#hours.values()) {
      total.arrivals += hour.arrivals;
      total.turnedAway += hour.turnedAway;
      total.held += hour.held;
    }
    const { arrivals, turnedAway, held } = total;
    const holds = arrivals - turnedAway;
    if (to - from < LEAST_MEASURED || holds < LEAST_HOLDS) return null;
    const busyHourArrivals = this.#busyHourArrivals(Math.ceil((to - from) / HOUR));
    return { from, to, arrivals, turnedAway, busyHourArrivals, meanHold: Math.round(held / holds) };
  }

  #busyHourArrivals(hours: number): number {
    const busiestFirst = [...this.#hours.values()].map(({ arrivals }) => arrivals).sort((a, b) => b - a);
    return busiestFirst[Math.floor((hours * BUSY_SHARE) / 2)] ?? 0;
  }

  #hour(at: Millis): HourLoad {
    const number = Math.floor(at / HOUR);
    let hour = this.#hours.get(number);
    if (!hour) {
      hour = { arrivals: 0, turnedAway: 0, held: 0 };
      this.#hours.set(number, hour);
    }
    return hour;
  }
}

/** The load of a busy hour in erlangs: how many numbers would be in use at a time if there were no end of them. */
export function offeredErlangs({ busyHourArrivals, meanHold }: Load): number {
  return (busyHourArrivals * meanHold) / HOUR;
}
