// What is whose: a map by site and visitor.
import type { Lease } from './lease.ts';

/** A visitor among all sites': ids are made by pages, so one is known by site and id together. */
export type Holder = Pick<Lease, 'site' | 'visitor'>;

/** A map for each site, so that no step makes, hashes and keeps a text of both names. */
export class HolderIndex<Value> {
  readonly #sites = new Map<string, Map<string, Value>>();

  get({ site, visitor }: Holder): Value | undefined {
    return this.#sites.get(site)?.get(visitor);
  }

  set({ site, visitor }: Holder, value: Value): void {
    let visitors = this.#sites.get(site);
    if (!visitors) {
      visitors = new Map();
      this.#sites.set(site, visitors);
    }
    visitors.set(visitor, value);
  }

  delete({ site, visitor }: Holder): void {
    this.#sites.get(site)?.delete(visitor);
  }
}
