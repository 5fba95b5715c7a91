// Where people are, and how far GeoIP and their phone numbers tell.
import type { Random } from './random.ts';

export interface Regions {
  /** Share of the people in each region; a region is its index here. */
  readonly shares: readonly number[];
  readonly geoip: Telling;
  readonly numbers: Telling;
}

export interface Telling {
  /** Share of the addresses, or numbers, that tell any region. */
  readonly known: number;
  /** Share of those that tell the right one. */
  readonly right: number;
}

export function drawHome({ shares }: Regions, random: Random): number {
  return drawIndex(shares, random);
}

/** What an address or a number says of somebody at home there; a wrong region is drawn like anybody's home. */
export function drawTold(regions: Regions, telling: Telling, home: number, random: Random): number | null {
  if (!random.chance(telling.known)) return null;
  if (random.chance(telling.right)) return home;
  const elsewhere = regions.shares.map((share, region) => (region === home ? 0 : share));
  return elsewhere.some((share) => share > 0) ? drawIndex(elsewhere, random) : home;
}

/** By weight; the weights need not sum to 1. */
function drawIndex(weights: readonly number[], random: Random): number {
  let rest = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
