// Lends visitors their numbers: which session, which pool, which DID, and on disk before it is answered.
import type { AddressTally } from '../core/address-tally.ts';
import { type E164, parseE164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import { type NumberOffer, offerNumber } from '../core/number-offer.ts';
import type { Applicant } from '../core/number-pool.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import type { Clock } from '../ports/clock.ts';
import type { GeoLocator } from '../ports/geo-locator.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { Logger } from '../ports/logger.ts';
import type { LeaseMetrics, OverflowReason } from '../ports/metrics.ts';
import type { Site } from '../ports/site-directory.ts';
import { type Grant, GrantKeeper } from './grant-keeper.ts';
import type {
  ActivityAnswer,
  ActivityReport,
  LeaseAnswer,
  LeaseDemand,
  VisitorCalls,
} from './lease-answer.ts';
import { LeaseTrouble } from './lease-trouble.ts';
import type { AssignedPool, Numbering, NumberingSource, PrintedNumbers } from './numbering.ts';
import { leaseTokens, type ShownNumbers, seconds, VisitorAnswers } from './visitor-answers.ts';

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

/** Why a visitor got no lease. */
type Refused = OverflowReason | 'source';

/** Printed numbers of one page, what could stand in their place, and the lease that does, or why none does. */
interface Part {
  readonly numbers: readonly E164[];
  readonly offer: NumberOffer<AssignedPool>;
  readonly lent: Grant | Refused;
}

export class NumberAssignment implements VisitorCalls {
  readonly #options: NumberAssignmentOptions;
  readonly #answers: VisitorAnswers;
  readonly #grants: GrantKeeper;
  readonly #trouble: LeaseTrouble;

  constructor(options: NumberAssignmentOptions) {
    this.#options = options;
    this.#trouble = new LeaseTrouble(options.log);
    this.#grants = new GrantKeeper({ ...options, trouble: this.#trouble });
    this.#answers = new VisitorAnswers({ ...options, heartbeat: () => this.#numbering.heartbeat });
  }

  get #numbering(): Numbering {
    return this.#options.numbering.current;
  }

  async lease(demand: LeaseDemand): Promise<LeaseAnswer> {
    const site = this.#numbering.sites.get(demand.site);
    const asked = site ? this.#asked(site, demand) : [];
    if (!site || asked.length === 0) return { kind: 'no-such-number' };
    if (demand.crawler) {
      this.#options.metrics.refused('bot');
      return this.#answers.crawler(demand);
    }
    const now = this.#options.clock.now();
    const session = this.#openSession(site, demand, now);
    const parts = await Promise.all(asked.map((printed) => this.#lend(printed, session, demand, now)));
    // Nobody waits for this write; what it may fail for, the storage reports itself.
    if (parts.every(({ lent }) => typeof lent === 'string')) {
      const turnedAway = parts.some(({ lent }) => lent === 'exhausted');
      this.#options.journal.visited(session, turnedAway).catch(() => {});
    }
    return this.#answers.page(
      session,
      parts.map((part) => this.#shown(part, session)),
      now,
    );
  }

  activity(token: string, report: ActivityReport): ActivityAnswer {
    const { clock, sessions, journal } = this.#options;
    const { heartbeatS } = this.#answers;
    if (VisitorAnswers.isUnleased(token)) return { kind: 'renewed', expiresInS: heartbeatS * 2, heartbeatS };
    const now = clock.now();
    const leases = leaseTokens(token).map((each) => this.#renew(each, report, now));
    const running = leases.filter((lease) => lease !== null);
    for (const lease of running) journal.leaseChanged(lease);
    const session = running[0] && sessions.seen(running[0].session, report.page, now);
    if (session) journal.sessionChanged(session);
    // The page asks anew for all of its numbers: those that run are kept.
    if (running.length < leases.length) return { kind: 'gone' };
    const ends = Math.min(...running.map(({ expiresAt }) => expiresAt));
    return { kind: 'renewed', expiresInS: seconds(ends - now), heartbeatS };
  }

  release(token: string): void {
    const now = this.#options.clock.now();
    for (const each of leaseTokens(token)) {
      for (const { pool } of this.#numbering.pools.values()) pool.release(each, now);
    }
  }

  /** Those of the site's printed numbers that the page shows. */
  #asked(site: Site, { numbers }: LeaseDemand): readonly PrintedNumbers[] {
    const printed = this.#numbering.printed.get(site.id) ?? [];
    if (numbers === null) return printed;
    const wanted = new Set(numbers.map((number) => parseE164(number, this.#options.country)));
    return printed.flatMap((part) => {
      const shown = part.numbers.filter((number) => wanted.has(number));
      return shown.length === 0 ? [] : { ...part, numbers: shown };
    });
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
        anonymous: demand.anonymous,
      },
      {
        visitor: () => ids.token(),
        session: () => ids.token(),
        visitCode: (digits) => ids.code(digits),
      },
      now,
    );
  }

  async #lend(
    { numbers, pools, retired }: PrintedNumbers,
    session: Session,
    demand: LeaseDemand,
    now: Millis,
  ): Promise<Part> {
    const offer = offerNumber(session, pools, this.#numbering.channels, this.#options.geo.enabled);
    const lent = this.#acquire(session, demand, [...pools, ...retired], offer, now);
    if (typeof lent === 'string' || (await this.#grants.keep(lent, session))) return { numbers, offer, lent };
    return { numbers, offer, lent: 'storage' };
  }

  /**
   * The visitor's own DID wherever it waits for them, whatever brought them this time; else one of the best pool that
   * has any left. Or why there is none, which the owner is told.
   */
  #acquire(
    session: Session,
    { engagement, subscriber }: LeaseDemand,
    known: readonly AssignedPool[],
    offer: NumberOffer<AssignedPool>,
    now: Millis,
  ): Grant | Refused {
    const { atOncePerAddress } = this.#numbering;
    const { id, site, visitor } = session;
    const applicant = { nonce: this.#options.ids.token(), site, visitor, session: id, engagement };
    const own = known.find(({ pool }) => pool.remembers(site, visitor, now));
    const kept = own && this.#grantOf(own, applicant, subscriber, now);
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
    for (const each of offer.ranked) {
      const grant = this.#grantOf(each, applicant, subscriber, now);
      if (grant) return grant;
    }
    best.pool.noteOverflow();
    this.#trouble.exhausted(best, site, now);
    return 'exhausted';
  }

  #grantOf(
    { pool }: AssignedPool,
    applicant: Applicant,
    subscriber: string | null,
    now: Millis,
  ): Grant | null {
    const acquired = pool.acquire(applicant, now);
    if (acquired.kind === 'exhausted') return null;
    const { lease, kind } = acquired;
    // Counted before it is on disk: requests that come together must not slip through together.
    if (subscriber !== null) this.#options.addresses.granted(lease.token, subscriber);
    return { pool, lease, kept: kind === 'kept' };
  }

  #held(subscriber: string): number {
    return this.#options.addresses.running(subscriber);
  }

  /** What the page is to show: the lent number, one shared with others, or the printed one. */
  #shown({ numbers, offer, lent }: Part, { site }: Session): ShownNumbers {
    if (typeof lent !== 'string')
      return { numbers, did: lent.lease.did, pool: lent.lease.pool, lease: lent.lease };
    const { metrics } = this.#options;
    if (lent === 'source') metrics.refused(lent);
    else metrics.overflowed(site, lent);
    const candidates = offer.kind === 'lease' ? [...offer.ranked, ...offer.taking] : [];
    const shared = candidates.find(({ overflow }) => overflow !== null);
    const did = offer.kind === 'channel' ? offer.did : (shared?.overflow ?? null);
    return { numbers, did, pool: shared?.id ?? null, lease: null, overflow: lent !== 'source' };
  }

  #renew(token: string, report: ActivityReport, now: Millis): Lease | null {
    for (const { pool } of this.#numbering.pools.values()) {
      const lease = pool.renew(token, report.engagement, now);
      if (lease) return lease;
    }
    return null;
  }
}
