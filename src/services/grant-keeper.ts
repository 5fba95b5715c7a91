// Brings grants to the disk before anybody is told of them, and takes back those that cannot be written.
import type { AddressTally } from '../core/address-tally.ts';
import type { Lease } from '../core/lease.ts';
import type { NumberPool } from '../core/number-pool.ts';
import type { Session } from '../core/session.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { LeaseMetrics } from '../ports/metrics.ts';
import type { LeaseTrouble } from './lease-trouble.ts';

export interface Grant {
  readonly pool: NumberPool;
  readonly lease: Lease;
  /** Whether the lease was there before this request. */
  readonly kept: boolean;
}

export interface GrantKeeperOptions {
  readonly journal: LeaseJournal;
  readonly addresses: AddressTally;
  readonly trouble: LeaseTrouble;
  readonly clock: Clock;
  readonly metrics: LeaseMetrics;
}

export class GrantKeeper {
  readonly #options: GrantKeeperOptions;
  /** Grants on their way to the disk: a second tab of the visitor must wait for them, too. */
  readonly #pending = new Map<string, Promise<boolean>>();

  constructor(options: GrantKeeperOptions) {
    this.#options = options;
  }

  /** Resolves to whether the lease is on disk; never rejects. */
  keep({ pool, lease, kept }: Grant, session: Session): Promise<boolean> {
    const { journal } = this.#options;
    if (kept) {
      journal.leaseChanged(lease);
      journal.sessionChanged(session);
      return this.#pending.get(lease.token) ?? Promise.resolve(true);
    }
    const writing = journal.granted(lease, session).then(
      () => this.#written(pool, lease),
      (error: unknown) => this.#takeBack(pool, lease, error),
    );
    this.#pending.set(lease.token, writing);
    return writing;
  }

  #written(pool: NumberPool, lease: Lease): true {
    this.#pending.delete(lease.token);
    this.#options.metrics.granted(pool.id);
    return true;
  }

  #takeBack(pool: NumberPool, lease: Lease, error: unknown): false {
    const { addresses, clock, trouble } = this.#options;
    const now = clock.now();
    this.#pending.delete(lease.token);
    pool.revoke(lease.token, now);
    addresses.ended(lease.token);
    trouble.notWritten(pool.id, error, now);
    return false;
  }
}
