// Lends visitors their numbers: which session, which pool, which DID, and on disk before it is answered.
import type { AddressTally } from '../core/address-tally.ts';
import type { E164 } from '../core/e164.ts';
import { parseE164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import { type NumberOffer, offerNumber } from '../core/number-offer.ts';
import type { Applicant, NumberPool } from '../core/number-pool.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import { WrittenNumbers } from '../core/written-numbers.ts';
import type { Clock } from '../ports/clock.ts';
import type { GeoLocator } from '../ports/geo-locator.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { Logger } from '../ports/logger.ts';
import type { LeaseMetrics, OverflowReason } from '../ports/metrics.ts';
import type { Site } from '../ports/site-directory.ts';
import type {
  ActivityAnswer,
  ActivityReport,
  LeaseAnswer,
  LeaseDemand,
  NumberOnPage,
  VisitorCalls,
} from './lease-answer.ts';
import { LeaseTrouble } from './lease-trouble.ts';
import type { AssignedPool, Numbering, NumberingSource } from './numbering.ts';

export interface NumberAssignmentOptions {
  /** ISO 3166-1 alpha-2: how numbers without a country code are read. */
  readonly country: string;
  readonly numbering: NumberingSource;
  /** Counts running leases by address; the reclaimer tells it which have ended. */
  readonly addresses: AddressTally;
  readonly sessions: SessionBook;
  readonly journal: LeaseJournal;
  readonly geo: GeoLocator;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: LeaseMetrics;
}

/** Marks the token of a visitor without a lease of their own: it is never gone. */
const UNLEASED_TOKEN = 'unleased.';

/** Why a visitor got no lease. */
type Refused = OverflowReason | 'source';

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
  readonly #trouble: LeaseTrouble;

  constructor(options: NumberAssignmentOptions) {
    this.#options = options;
    this.#trouble = new LeaseTrouble(options.log);
  }

  get #numbering(): Numbering {
    return this.#options.numbering.current;
  }

  async lease(demand: LeaseDemand): Promise<LeaseAnswer> {
    const { sites, channels } = this.#numbering;
    const site = sites.get(demand.site);
    const printed = site ? this.#printed(site, demand.numbers) : [];
    if (!site || printed.length === 0) return { kind: 'no-such-number' };
    if (demand.crawler) return this.#crawlerAnswer(demand);
    const now = this.#options.clock.now();
    const session = this.#openSession(site, demand, now);
    const pools = assigned(site, this.#numbering);
    const offer = offerNumber(session, pools, channels, this.#options.geo.enabled);
    const grant = this.#acquire(session, demand, pools, offer, now);
    if (typeof grant === 'string') return this.#withoutLease(session, printed, offer, grant);
    if (!(await this.#onDisk(grant, session))) return this.#withoutLease(session, printed, offer, 'storage');
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
    const heartbeatS = seconds(this.#numbering.heartbeat);
    if (token.startsWith(UNLEASED_TOKEN)) return { kind: 'renewed', expiresInS: heartbeatS * 2, heartbeatS };
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
    for (const { pool } of this.#numbering.pools.values()) pool.release(token, now);
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
        visitCode: (digits) => ids.code(digits),
      },
      now,
    );
  }

  /**
   * The visitor's own DID wherever it waits for them, whatever brought them this time; else one of the best pool that
   * has any left. Or why there is none, which the owner is told.
   */
  #acquire(
    session: Session,
    { engagement, subscriber }: LeaseDemand,
    pools: readonly AssignedPool[],
    offer: NumberOffer<AssignedPool>,
    now: Millis,
  ): Grant | Refused {
    const { retired, atOncePerAddress } = this.#numbering;
    const { id, site, visitor } = session;
    const applicant = { nonce: this.#options.ids.token(), site, visitor, session: id, engagement };
    const own = [...pools, ...retired].filter(({ pool }) => pool.remembers(site, visitor, now));
    const kept = this.#firstGrant(own, applicant, subscriber, now);
    if (kept) return kept;
    if (offer.kind !== 'lease') return 'source';
    const best = offer.ranked[0];
    if (!best) {
      this.#trouble.noPool(session, now);
      return 'region';
    }
    if (subscriber !== null && atOncePerAddress !== null && this.#held(subscriber) >= atOncePerAddress) {
      this.#trouble.capped(subscriber, atOncePerAddress, site, now);
      return 'capped';
    }
    const grant = this.#firstGrant(offer.ranked, applicant, subscriber, now);
    if (grant) return grant;
    best.pool.noteOverflow();
    this.#trouble.exhausted(best, site, now);
    return 'exhausted';
  }

  #firstGrant(
    pools: readonly AssignedPool[],
    applicant: Applicant,
    subscriber: string | null,
    now: Millis,
  ): Grant | null {
    for (const { pool } of pools) {
      const acquired = pool.acquire(applicant, now);
      if (acquired.kind === 'exhausted') continue;
      const { lease, kind } = acquired;
      // Counted before it is on disk: requests that come together must not slip through together.
      if (subscriber !== null) this.#options.addresses.granted(lease.token, subscriber);
      return { pool, lease, kept: kind === 'kept' };
    }
    return null;
  }

  #held(subscriber: string): number {
    return this.#options.addresses.running(subscriber);
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
    this.#options.addresses.ended(lease.token);
    this.#trouble.notWritten(pool.id, error, now);
    return false;
  }

  /** A number shared with others, or the printed one; its token needs no lease. */
  #withoutLease(
    session: Session,
    printed: readonly E164[],
    offer: NumberOffer<AssignedPool>,
    why: Refused,
  ): LeaseAnswer {
    const { journal, metrics } = this.#options;
    const candidates = offer.kind === 'lease' ? [...offer.ranked, ...offer.taking] : [];
    const shown = candidates.find(({ overflow }) => overflow !== null);
    const did = offer.kind === 'channel' ? offer.did : (shown?.overflow ?? null);
    if (why === 'source') metrics.refused(why);
    else metrics.overflowed(session.site, why);
    // Nobody waits for this write; what it may fail for, the storage reports itself.
    journal.visited(session, why === 'exhausted').catch(() => {});
    return {
      ...this.#answer(session, printed, did),
      ...this.#unleased(),
      pool: shown?.id ?? null,
      overflow: why !== 'source',
    };
  }

  /** Nothing that would cost a number or a row, and nothing that would make the page ask again. */
  #crawlerAnswer({ session, visitor }: LeaseDemand): LeaseAnswer {
    const { metrics, ids } = this.#options;
    metrics.refused('bot');
    return {
      kind: 'numbers',
      session: session ?? ids.token(),
      visitor: visitor ?? ids.token(),
      numbers: [],
      pool: null,
      region: null,
      heartbeatS: seconds(this.#numbering.heartbeat),
      overflow: false,
      visitCode: '',
      ...this.#unleased(),
    };
  }

  #unleased() {
    const expiresInS = seconds(this.#numbering.heartbeat * 2);
    return { token: UNLEASED_TOKEN + this.#options.ids.token(), expiresInS };
  }

  #answer(session: Session, printed: readonly E164[], did: E164 | null) {
    return {
      kind: 'numbers' as const,
      session: session.id,
      visitor: session.visitor,
      numbers: did === null ? [] : this.#numbersOnPage(printed, did),
      region: session.place.region,
      heartbeatS: seconds(this.#numbering.heartbeat),
      visitCode: session.visitCode,
    };
  }

  #numbersOnPage(printed: readonly E164[], did: E164): NumberOnPage[] {
    const { national, international } = this.#written.write(did);
    return printed.map((replace) => ({ replace, did, national, international }));
  }

  #renew(token: string, report: ActivityReport, now: Millis): Lease | null {
    for (const { pool } of this.#numbering.pools.values()) {
      const lease = pool.renew(token, report.engagement, now);
      if (lease) return lease;
    }
    return null;
  }
}

function assigned(site: Site, { pools }: Numbering): readonly AssignedPool[] {
  return site.pools.flatMap((id) => pools.get(id) ?? []);
}

function seconds(length: Millis): number {
  return Math.max(0, Math.round(length / 1_000));
}
