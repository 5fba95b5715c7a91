// How many calls each destination has got, so that none gets more than its cap and each its share.
import { localTime } from './local-time.ts';
import type { Millis } from './millis.ts';
import type { CapPeriod, Destination } from './routing-plan.ts';

interface Window {
  period: string;
  calls: number;
}

/** What a decision asks; the load itself changes by `given` alone. */
export interface LoadView {
  isFull(destination: Destination, at: Millis): boolean;
  /** Whose turn it is among those that share calls; never empty. */
  next(sharing: readonly Destination[]): Destination;
}

export class DestinationLoad implements LoadView {
  #zone: string;
  /** Calls going on at a destination, by name. */
  readonly #atOnce: (name: string) => number;
  /** By destination and period: `sales day`. */
  readonly #windows = new Map<string, Window>();
  /** What each is ahead (below 0) or behind of its share, by who shares. */
  readonly #turns = new Map<string, Map<string, number>>();

  constructor(zone: string, atOnce: (name: string) => number) {
    this.#zone = zone;
    this.#atOnce = atOnce;
  }

  /** Another plan: all is counted anew, from what is then told by `count`. */
  replan(zone: string): void {
    this.#zone = zone;
    this.#windows.clear();
    this.#turns.clear();
  }

  isFull({ name, cap, atOnce }: Destination, at: Millis): boolean {
    if (atOnce !== null && this.#atOnce(name) >= atOnce) return true;
    return cap !== null && this.#calls(name, cap.per, at) >= cap.calls;
  }

  /** Smooth weighted round robin (nginx): the most behind goes next, so calls of one destination never come in a row. */
  next(sharing: readonly Destination[]): Destination {
    const turns = this.#turns.get(keyOf(sharing));
    const behind = ({ name, weight }: Destination) => (turns?.get(name) ?? 0) + weight;
    return sharing.reduce((most, each) => (behind(each) > behind(most) ? each : most));
  }

  /** A call goes to `chosen`, which shared it with others (itself among them) or was alone. */
  given(chosen: string, sharing: readonly Destination[], at: Millis): void {
    this.count(chosen, at);
    if (sharing.length < 2) return;
    const key = keyOf(sharing);
    const turns = this.#turns.get(key) ?? new Map<string, number>();
    const total = sharing.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of sharing) {
      turns.set(name, (turns.get(name) ?? 0) + weight - (name === chosen ? total : 0));
    }
    this.#turns.set(key, turns);
  }

  /** Counts a call against the caps; at start, those of earlier today, oldest first. */
  count(name: string, at: Millis): void {
    for (const per of ['hour', 'day'] as const) {
      const period = this.#period(per, at);
      const key = `${name} ${per}`;
      const window = this.#windows.get(key);
      if (window?.period === period) window.calls += 1;
      else this.#windows.set(key, { period, calls: 1 });
    }
  }

  #calls(name: string, per: CapPeriod, at: Millis): number {
    const window = this.#windows.get(`${name} ${per}`);
    return window?.period === this.#period(per, at) ? window.calls : 0;
  }

  /** By the clock on the wall: an hour that comes twice in autumn counts once. */
  #period(per: CapPeriod, at: Millis): string {
    const { date, minute } = localTime(at, this.#zone);
    return per === 'day' ? date : `${date} ${Math.floor(minute / 60)}`;
  }
}

function keyOf(sharing: readonly Destination[]): string {
  return sharing.map(({ name }) => name).join(' ');
}
