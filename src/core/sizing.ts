// How many numbers a pool needs, from its measured load, and what to do about it in words.
import { erlangB, serversFor } from './erlang-b.ts';
import type { Millis } from './millis.ts';
import { type Load, offeredErlangs } from './pool-load.ts';

/** What a pool's recorded traffic says of its size. */
export interface PoolSizing {
  readonly measuredFrom: Millis;
  readonly measuredTo: Millis;
  readonly busyHourArrivals: number;
  /** From the grant until somebody else could get the DID. */
  readonly meanHold: Millis;
  readonly offeredErlangs: number;
  /** Expected share of the busy hour's visitors who see the overflow DID: 0 to 1. */
  readonly blocking: number;
  /** The fewest numbers that keep it to the wanted share. */
  readonly numbersNeeded: number;
  /** A sentence for the owner. */
  readonly advice: string;
}

/** The share of a busy hour's visitors that may see the overflow DID. */
export const WANTED_BLOCKING = 0.01;

/**
 * By Erlang B, which assumes that visitors come at random and keep a number however few are left. Pressure shortens
 * the holds of barely engaged visitors as a pool fills, so this errs on the side of too many numbers; `leaseline plan`
 * replays the traffic instead.
 * @param numbers those that may be lent
 */
export function sizePool(
  pool: string,
  numbers: number,
  load: Load,
  wanted: number = WANTED_BLOCKING,
): PoolSizing {
  const offered = offeredErlangs(load);
  const blocking = erlangB(offered, numbers);
  const numbersNeeded = Math.max(1, serversFor(offered, wanted));
  return {
    measuredFrom: load.from,
    measuredTo: load.to,
    busyHourArrivals: load.busyHourArrivals,
    meanHold: load.meanHold,
    offeredErlangs: offered,
    blocking,
    numbersNeeded,
    advice: `Pool ${pool}: ${count(numbers)}; the busiest hours offer ${erlangs(offered)}; ${verdict(numbers, numbersNeeded, blocking, wanted)}.`,
  };
}

function verdict(numbers: number, needed: number, blocking: number, wanted: number): string {
  const about = blocking < 0.001 ? '' : 'about ';
  const overflow = `with ${count(numbers)} ${about}${percent(blocking)} of visitors see the overflow number`;
  if (numbers < needed) return `${overflow}; add ${count(needed - numbers)} for at most ${percent(wanted)}`;
  const spare = numbers - needed;
  return `${overflow}: enough${spare > 0 ? `, could give up ${spare}` : ''}`;
}

export function count(numbers: number): string {
  return `${numbers} ${numbers === 1 ? 'number' : 'numbers'}`;
}

export function erlangs(offered: number): string {
  return `${offered.toFixed(1)} erlangs`;
}

/** `28 %`, `0.4 %`, `under 0.1 %`. */
export function percent(share: number): string {
  const hundredths = share * 100;
  if (hundredths > 0 && hundredths < 0.1) return 'under 0.1 %';
  return `${hundredths < 9.95 ? Number(hundredths.toFixed(1)) : Math.round(hundredths)} %`;
}
