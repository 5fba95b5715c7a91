// The measured load of a pool and of its visitors' regions, as lines of text.
import type { Millis } from '../core/millis.ts';
import { type Load, offeredErlangs, PoolLoad } from '../core/pool-load.ts';
import { sizePool } from '../core/sizing.ts';
import type { TimeRange, TrafficArchive } from '../ports/traffic-archive.ts';
import type { RecordedPools } from './recorded-pools.ts';

export interface PoolLoads {
  readonly whole: PoolLoad;
  /** By the region of the visitors. */
  readonly regions: Map<string, PoolLoad>;
}

const UNKNOWN_REGION = 'unknown region';
const COLUMNS = ['region', 'visits', 'overflow', 'busy hour', 'hold', 'erlangs', 'numbers'] as const;
const WIDTHS = [18, 9, 9, 10, 10, 9, 9] as const;

/** By pool. A lease that still runs is no hold yet. */
export function measureLoads(
  pools: RecordedPools,
  archive: TrafficArchive,
  range: TimeRange,
): ReadonlyMap<string, PoolLoads> {
  const loads = new Map<string, PoolLoads>();
  for (const each of archive.traffic(range)) {
    const id = each.kind === 'visit' ? pools.ofVisit(each) : null;
    if (each.kind !== 'visit' || id === null) continue;
    const { lease, at } = each;
    const ofPool = loads.get(id) ?? { whole: new PoolLoad(), regions: new Map() };
    loads.set(id, ofPool);
    const region = each.region ?? each.country ?? UNKNOWN_REGION;
    const ofRegion = ofPool.regions.get(region) ?? new PoolLoad();
    ofPool.regions.set(region, ofRegion);
    for (const load of [ofPool.whole, ofRegion]) {
      if (lease === null) load.turnedAway(at);
      else if (lease.freeAt !== null) load.lent({ did: lease.did, grantedAt: at, freeAt: lease.freeAt });
    }
  }
  return loads;
}

/** The numbers of a region are those it would need in a pool of its own; together they need fewer. */
export function loadTable({ whole, regions }: PoolLoads, to: Millis, overflow: number): string {
  const measured = [...regions].flatMap(([name, load]) => {
    const figures = load.measure(to);
    return figures ? [{ name, figures }] : [];
  });
  measured.sort((one, two) => two.figures.arrivals - one.figures.arrivals);
  const all = whole.measure(to);
  const unmeasured = regions.size - measured.length;
  return [
    line(COLUMNS),
    ...(all ? [line(cells('all', all, overflow))] : []),
    ...(regions.size > 1 ? measured.map(({ name, figures }) => line(cells(name, figures, overflow))) : []),
    ...(unmeasured > 0 && regions.size > 1 ? [`(${unmeasured} more with too few visits to measure)`] : []),
  ].join('\n');
}

function cells(name: string, load: Load, overflow: number): string[] {
  return [
    name,
    String(load.arrivals),
    String(load.turnedAway),
    String(load.busyHourArrivals),
    `${(load.meanHold / 60_000).toFixed(1)} min`,
    offeredErlangs(load).toFixed(1),
    String(sizePool(name, 0, load, overflow).numbersNeeded),
  ];
}

function line(texts: readonly string[]): string {
  return texts
    .map((text, index) => (index === 0 ? text.padEnd(WIDTHS[0]) : text.padStart(WIDTHS[index] ?? 0)))
    .join('');
}
