// What the owner is told when visitors get no number of their own: each topic once a minute, not once a visitor.
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';
import type { Logger } from '../ports/logger.ts';
import type { AssignedPool } from './numbering.ts';

const REPORT_EVERY: Millis = 60_000;

export class LeaseTrouble {
  readonly #log: Logger;
  readonly #reportedAt = new Map<string, Millis>();

  constructor(log: Logger) {
    this.#log = log;
  }

  exhausted({ id, pool }: AssignedPool, site: string, now: Millis): void {
    this.#once(`exhausted ${id}`, now, () => {
      const { size } = pool.figures(now);
      this.#log.warn(
        { id: 'POOL_EXHAUSTED', pool: id, size, site },
        `Pool ${id} is exhausted: all ${size} numbers are in use, so visitors share the overflow number. Add numbers to the pool, or shorten lease.linger.`,
      );
    });
  }

  noPool({ site, place }: Session, now: Millis): void {
    this.#once(`no pool ${site} ${place.country}`, now, () =>
      this.#log.warn(
        { id: 'NO_POOL_FOR_REGION', site, ...place },
        'No pool of this site serves the visitor’s region: they get the overflow number. Add the region, or "*", to a pool.',
      ),
    );
  }

  /** @param address an IPv4 address or an IPv6 /64 */
  capped(address: string, limit: number, site: string, now: Millis): void {
    this.#once('capped', now, () =>
      this.#log.warn(
        { id: 'ADDRESS_CAPPED', address, limit, site },
        `${address} holds ${limit} numbers at once: more visitors from there get the overflow number. If that is an office or a mobile carrier, raise lease.at_once.per_address.`,
      ),
    );
  }

  notWritten(pool: string, error: unknown, now: Millis): void {
    this.#once('not written', now, () =>
      this.#log.error(
        { id: 'LEASE_NOT_WRITTEN', pool, error: String(error) },
        'Leases cannot be written: visitors get the overflow number. Check the disk that holds storage.path.',
      ),
    );
  }

  #once(topic: string, now: Millis, report: () => void): void {
    const last = this.#reportedAt.get(topic);
    if (last !== undefined && now - last < REPORT_EVERY) return;
    this.#reportedAt.set(topic, now);
    report();
  }
}
