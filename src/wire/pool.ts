// A pool in numbers, as operators' programs see it.
import type { PoolReport } from '../core/pool-figures.ts';
import type { PoolSizing } from '../core/sizing.ts';
import { iso } from './wire-time.ts';

export interface WirePool {
  id: string;
  regions: string[];
  size: number;
  free: number;
  leased: number;
  lingering: number;
  cooling: number;
  disabled: number;
  held: number;
  utilisation: number;
  granted: number;
  overflowed: number;
  /** Null until there is enough recorded traffic. */
  sizing: WireSizing | null;
}

/** How many numbers the pool needs, by its recorded traffic. */
export interface WireSizing {
  measured_from: string;
  measured_to: string;
  busy_hour_arrivals: number;
  mean_hold_s: number;
  offered_erlangs: number;
  /** Expected share of a busy hour's visitors who see the overflow number, 0 to 1. */
  blocking: number;
  /** For at most 1 %. */
  numbers_needed: number;
  /** The same as an English sentence. */
  advice: string;
}

export function toWirePool({ sizing, ...figures }: PoolReport): WirePool {
  return { ...figures, regions: [...figures.regions], sizing: sizing && toWireSizing(sizing) };
}

function toWireSizing(sizing: PoolSizing): WireSizing {
  return {
    measured_from: iso(sizing.measuredFrom),
    measured_to: iso(sizing.measuredTo),
    busy_hour_arrivals: sizing.busyHourArrivals,
    mean_hold_s: Math.round(sizing.meanHold / 1_000),
    offered_erlangs: rounded(sizing.offeredErlangs),
    blocking: rounded(sizing.blocking),
    numbers_needed: sizing.numbersNeeded,
    advice: sizing.advice,
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
