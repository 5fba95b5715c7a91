// Which pool recorded visits and calls belong to, and their traffic alone.
import type { E164 } from '../core/e164.ts';
import type { Recorded, RecordedCall, RecordedVisit } from '../core/recorded-traffic.ts';
import type { RecordedPool, TimeRange, TrafficArchive } from '../ports/traffic-archive.ts';

export class RecordedPools {
  readonly all: readonly RecordedPool[];
  readonly #ofDid = new Map<E164, string>();
  readonly #ofPlace = new Map<string, string>();
  readonly #ofSite = new Map<string, string>();

  constructor(pools: readonly RecordedPool[]) {
    this.all = pools;
    const largestFirst = [...pools].sort((one, two) => two.leases - one.leases);
    for (const { id, dids, serves } of largestFirst) {
      for (const did of dids) this.#ofDid.set(did, id);
      for (const { site, region } of serves) {
        this.#ofPlace.set(`${site} ${region}`, id);
        if (!this.#ofSite.has(site)) this.#ofSite.set(site, id);
      }
    }
  }

  /** Where a lease was from; for visits that got none, where most of their place's visits got theirs. */
  ofVisit({ lease, site, region }: RecordedVisit): string | null {
    if (lease) return lease.pool;
    return this.#ofPlace.get(`${site} ${region}`) ?? this.#ofSite.get(site) ?? null;
  }

  #ofCall({ did, method, site }: RecordedCall): string | null {
    if (method !== 'overflow') return this.#ofDid.get(did) ?? null;
    if (this.all.length === 1) return this.all[0]?.id ?? null;
    return site === null ? null : (this.#ofSite.get(site) ?? null);
  }

  *traffic(pool: string, archive: TrafficArchive, range: TimeRange): Generator<Recorded> {
    for (const each of archive.traffic(range)) {
      if ((each.kind === 'visit' ? this.ofVisit(each) : this.#ofCall(each)) === pool) yield each;
    }
  }
}
