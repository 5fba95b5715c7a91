// Lends visitors their numbers: which session, which pool, which DID, and on disk before it is answered.
import type { E164 } from '../core/e164.ts';
import { parseE164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { NumberPool } from '../core/number-pool.ts';
import { orderPools, type RegionalPool } from '../core/region.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import { WrittenNumbers } from '../core/written-numbers.ts';
import type { Clock } from '../ports/clock.ts';
import type { GeoLocator } from '../ports/geo-locator.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { Logger } from '../ports/logger.ts';
import type { LeaseMetrics, OverflowReason } from '../ports/metrics.ts';
import type { Site, SiteDirectory } from '../ports/site-directory.ts';
import type {
  ActivityAnswer,
  ActivityReport,
  LeaseAnswer,
  LeaseDemand,
  NumberOnPage,
  VisitorCalls,
} from './lease-answer.ts';

/** A pool with what decides who is sent to it. */
export interface AssignedPool extends RegionalPool {
  readonly pool: NumberPool;
  /** Shown when the pool is exhausted; null: the page keeps its printed number. */
  readonly overflow: E164 | null;
}

export interface NumberAssignmentOptions {
  /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
  readonly country: string;
  readonly pools: ReadonlyMap<string, AssignedPool>;
  readonly sites: SiteDirectory;
  readonly sessions: SessionBook;
  readonly journal: LeaseJournal;
  readonly geo: GeoLocator;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: LeaseMetrics;
  /** How often a visible page should report. */
  readonly heartbeat: Millis;
}

/** Marks the token of a visitor without a lease of their own. */
const OVERFLOW_TOKEN = 'overflow.';
/** Digits of a visit code: enough for the visits of half an hour, short enough to read out. */
const VISIT_CODE_DIGITS = 5;
/** An exhausted pool is reported once in so long, not once a visitor. */
const REPORT_EVERY: Millis = 60_000;

interface Grant {
  readonly pool: NumberPool;
  readonly lease: Lease;
  /** Whether the lease was there before this request. */
  readonly kept: boolean;
}

export class NumberAssignment implements VisitorCalls {
  readonly #options: NumberAssignmentOptions;
  /** Grants on their way to the disk: a second tab of the visitor must wait for them, too. */
  readonly #pending = new Map<string, Promise<boolean>>();
  readonly #written = new WrittenNumbers();
  readonly #reportedAt = new Map<string, Millis>();

  constructor(options: NumberAssignmentOptions) {
    this.#options = options;
  }

  async lease(demand: LeaseDemand): Promise<LeaseAnswer> {
    const site = this.#options.sites.find(demand.site);
    const printed = site ? this.#printed(site, demand.numbers) : [];
    if (!site || printed.length === 0) return { kind: 'no-such-number' };
    const now = this.#options.clock.now();
    const session = this.#openSession(site, demand, now);
    const ranked = this.#ranked(site, session);
    const grant = this.#acquire(site, session, demand, ranked, now);
    if (!grant) return this.#overflow(site, session, printed, ranked, now);
    if (!(await this.#onDisk(grant, session)))
      return this.#overflowAnswer(site, session, printed, ranked, 'storage');
    const { lease } = grant;
    return {
      ...this.#answer(session, printed, lease.did),
      token: lease.token,
      pool: lease.pool,
      expiresInS: seconds(lease.expiresAt - now),
      overflow: false,
    };
  }

  activity(token: string, report: ActivityReport): ActivityAnswer {
    const { clock, sessions, journal } = this.#options;
    const heartbeatS = seconds(this.#options.heartbeat);
    if (token.startsWith(OVERFLOW_TOKEN)) return { kind: 'renewed', expiresInS: heartbeatS * 2, heartbeatS };
    const now = clock.now();
    const lease = this.#renew(token, report, now);
    if (!lease) return { kind: 'gone' };
    journal.leaseChanged(lease);
    const session = sessions.seen(lease.session, report.page, now);
    if (session) journal.sessionChanged(session);
    return { kind: 'renewed', expiresInS: seconds(lease.expiresAt - now), heartbeatS };
  }

  release(token: string): void {
    const now = this.#options.clock.now();
    for (const { pool } of this.#options.pools.values()) pool.release(token, now);
  }

  #printed(site: Site, numbers: readonly string[] | null): readonly E164[] {
    if (numbers === null) return site.replace;
    const wanted = new Set(numbers.map((number) => parseE164(number, this.#options.country)));
    return site.replace.filter((number) => wanted.has(number));
  }

  #openSession(site: Site, demand: LeaseDemand, now: Millis): Session {
    const { sessions, ids, geo } = this.#options;
    const { url, title, referrer } = demand.page;
    return sessions.open(
      {
        site: site.id,
        visitor: demand.visitor,
        session: demand.session,
        page: { url, title },
        referrer,
        ownOrigins: site.origins,
        place: geo.locate(demand.address),
        ids: demand.ids,
      },
      {
        visitor: () => ids.token(),
        session: () => ids.token(),
        visitCode: () => ids.code(VISIT_CODE_DIGITS),
      },
      now,
    );
  }

  /** Pools to try for this visitor, best first; empty when none of the site's serves their region. */
  #ranked(site: Site, session: Session): readonly AssignedPool[] {
    const order = orderPools(this.#assigned(site), session.place, this.#options.geo.enabled);
    return order.flatMap((id) => this.#options.pools.get(id) ?? []);
  }

  #assigned(site: Site): readonly AssignedPool[] {
    return site.pools.flatMap((id) => this.#options.pools.get(id) ?? []);
  }

  /** The visitor's own DID wherever it waits for them, else one of the best pool that has any left. */
  #acquire(
    site: Site,
    session: Session,
    { engagement }: LeaseDemand,
    ranked: readonly AssignedPool[],
    now: Millis,
  ): Grant | null {
    const own = this.#assigned(site).filter(({ pool }) => pool.remembers(site.id, session.visitor, now));
    const nonce = this.#options.ids.token();
    const applicant = { nonce, site: site.id, visitor: session.visitor, session: session.id, engagement };
    for (const { pool } of [...own, ...ranked]) {
      const acquired = pool.acquire(applicant, now);
      if (acquired.kind !== 'exhausted') {
        return { pool, lease: acquired.lease, kept: acquired.kind === 'kept' };
      }
    }
    return null;
  }

  /** Whether the lease is on disk; a grant that cannot be written is taken back. */
  async #onDisk({ pool, lease, kept }: Grant, session: Session): Promise<boolean> {
    const { journal, metrics } = this.#options;
    if (kept) {
      journal.leaseChanged(lease);
      journal.sessionChanged(session);
      return (await this.#pending.get(lease.token)) ?? true;
    }
    const writing = journal.granted(lease, session).then(
      () => true,
      (error: unknown) => this.#takeBack(pool, lease, error),
    );
    this.#pending.set(lease.token, writing);
    const written = await writing;
    this.#pending.delete(lease.token);
    if (written) metrics.granted(pool.id);
    return written;
  }

  #takeBack(pool: NumberPool, lease: Lease, error: unknown): false {
    const now = this.#options.clock.now();
    pool.revoke(lease.token, now);
    this.#reportOnce('LEASE_NOT_WRITTEN', now, () =>
      this.#options.log.error(
        { id: 'LEASE_NOT_WRITTEN', pool: pool.id, error: String(error) },
        'Leases cannot be written: visitors get the overflow number. Check the disk that holds storage.path.',
      ),
    );
    return false;
  }

  /** No number was left, or no pool serves the region: counts it, and tells the owner what to change. */
  #overflow(
    site: Site,
    session: Session,
    printed: readonly E164[],
    ranked: readonly AssignedPool[],
    now: Millis,
  ): LeaseAnswer {
    const best = ranked[0];
    best?.pool.noteOverflow();
    if (best) this.#reportExhausted(best, site, now);
    else this.#reportNoPool(site, session, now);
    return this.#overflowAnswer(site, session, printed, ranked, best ? 'exhausted' : 'region');
  }

  #overflowAnswer(
    site: Site,
    session: Session,
    printed: readonly E164[],
    ranked: readonly AssignedPool[],
    reason: OverflowReason,
  ): LeaseAnswer {
    const { journal, metrics, ids, heartbeat } = this.#options;
    const shown = [...ranked, ...this.#assigned(site)].find(({ overflow }) => overflow !== null);
    metrics.overflowed(site.id, reason);
    // Nobody waits for this write; what it may fail for, the storage reports itself.
    journal.visited(session).catch(() => {});
    return {
      ...this.#answer(session, printed, shown?.overflow ?? null),
      token: OVERFLOW_TOKEN + ids.token(),
      pool: shown?.id ?? null,
      expiresInS: seconds(heartbeat * 2),
      overflow: true,
    };
  }

  #answer(session: Session, printed: readonly E164[], did: E164 | null) {
    return {
      kind: 'numbers' as const,
      session: session.id,
      visitor: session.visitor,
      numbers: did === null ? [] : this.#numbersOnPage(printed, did),
      region: session.place.region,
      heartbeatS: seconds(this.#options.heartbeat),
      visitCode: session.visitCode,
    };
  }

  #numbersOnPage(printed: readonly E164[], did: E164): NumberOnPage[] {
    const { national, international } = this.#written.write(did);
    return printed.map((replace) => ({ replace, did, national, international }));
  }

  #renew(token: string, report: ActivityReport, now: Millis): Lease | null {
    for (const { pool } of this.#options.pools.values()) {
      const lease = pool.renew(token, report.engagement, now);
      if (lease) return lease;
    }
    return null;
  }

  #reportExhausted({ id, pool }: AssignedPool, site: Site, now: Millis): void {
    const { size } = pool.figures(now);
    this.#reportOnce(`exhausted ${id}`, now, () =>
      this.#options.log.warn(
        { id: 'POOL_EXHAUSTED', pool: id, size, site: site.id },
        `Pool ${id} is exhausted: all ${size} numbers are in use, so visitors share the overflow number. Add numbers to the pool, or shorten lease.linger.`,
      ),
    );
  }

  #reportNoPool(site: Site, { place }: Session, now: Millis): void {
    this.#reportOnce(`no pool ${site.id} ${place.country}`, now, () =>
      this.#options.log.warn(
        { id: 'NO_POOL_FOR_REGION', site: site.id, ...place },
        'No pool of this site serves the visitor’s region: they get the overflow number. Add the region, or "*", to a pool.',
      ),
    );
  }

  #reportOnce(topic: string, now: Millis, report: () => void): void {
    const last = this.#reportedAt.get(topic);
    if (last !== undefined && now - last < REPORT_EVERY) return;
    this.#reportedAt.set(topic, now);
    report();
  }
}

function seconds(length: Millis): number {
  return Math.max(0, Math.round(length / 1_000));
}
