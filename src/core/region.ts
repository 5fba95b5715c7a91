// Which pools to try for a visitor, by where the visitor is.
import type { Place } from './session.ts';

/** Names every place, known or not. */
const ANYWHERE = '*';

/** A pool as far as regions go. */
export interface RegionalPool {
  readonly id: string;
  /** ISO 3166-2 (`RU-MOW`), a whole country (`RU`), or `*`; none means `*`. */
  readonly regions: readonly string[];
  /** Regions it serves when they have no pool of their own, or theirs is exhausted. */
  readonly neighbours: readonly string[];
}

/**
 * Ids of the pools to try for a visitor at `place`, best first, each once. Between equals the owner's order holds.
 *
 * A pool ranks by the best that is true of it: 1 it names the visitor's region; 2 it names it as a neighbour; 3 it
 * names the whole country; 4 it names another region of that country; 5 it serves everywhere (`*`).
 * An empty answer means overflow: the place is known and no pool wants it.
 *
 * A visitor whose place is unknown must still get a number: then all pools come, those for everywhere first. Without
 * GeoIP regions play no part: all pools come, in the owner's order.
 */
export function orderPools(pools: readonly RegionalPool[], place: Place, geoEnabled: boolean): string[] {
  if (!geoEnabled) return pools.map((pool) => pool.id);
  const country = place.country ?? (place.region === null ? null : countryOf(place.region));
  const rank = (pool: RegionalPool): number =>
    country === null ? (servesAnywhere(pool) ? 0 : 1) : rankFor(pool, place.region, country);
  return pools
    .map((pool) => ({ id: pool.id, rank: rank(pool) }))
    .filter((pool) => pool.rank !== Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map((pool) => pool.id);
}

function rankFor(pool: RegionalPool, region: string | null, country: string): number {
  if (region !== null && pool.regions.includes(region)) return 1;
  if (region !== null && pool.neighbours.includes(region)) return 2;
  if (pool.regions.includes(country)) return 3;
  if (pool.regions.some((served) => countryOf(served) === country)) return 4;
  if (servesAnywhere(pool)) return 5;
  return Number.POSITIVE_INFINITY;
}

function servesAnywhere(pool: RegionalPool): boolean {
  return pool.regions.length === 0 || pool.regions.includes(ANYWHERE);
}

/** `RU` of `RU-MOW`. */
function countryOf(region: string): string {
  const hyphen = region.indexOf('-');
  return hyphen < 0 ? region : region.slice(0, hyphen);
}
