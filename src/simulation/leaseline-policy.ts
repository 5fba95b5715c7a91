// Leaseline as it is: the real pool and the real attribution, driven as the snippet and the services drive them.
import { attribute } from '../core/attribute.ts';
import type { DelayModel } from '../core/delay-model.ts';
import type { E164 } from '../core/e164.ts';
import type { Engagement } from '../core/engagement.ts';
import type { LeasePolicy } from '../core/lease-policy.ts';
import type { Millis } from '../core/millis.ts';
import { NumberPool } from '../core/number-pool.ts';
import { type VisitorKey, visitorKey } from '../core/session.ts';
import { type Answer, type IncomingCall, OVERFLOW, type Page, type Policy } from './policy.ts';
import type { Sign } from './sign.ts';

export interface LeaselineOptions {
  readonly lease: LeasePolicy;
  readonly model: DelayModel;
  /** Leases that ended longer ago are no candidates. */
  readonly lookBack: Millis;
}

const SITE = 'site';
const POOL = 'pool';
/** As services/call-tracking.ts: an answer this sure makes the caller known as that visitor. */
const KNOWN_FROM = 0.5;
const NOBODY: ReadonlySet<VisitorKey> = new Set();

export class LeaselinePolicy implements Policy {
  readonly #options: LeaselineOptions;
  /** Whether a page asks for a number only once it is touched, or was in sight for a while. */
  readonly #waits: boolean;
  readonly #pool: NumberPool;
  readonly #dids: readonly E164[];
  readonly #indexes: ReadonlyMap<E164, number>;
  readonly #known = new Map<number, Set<VisitorKey>>();
  #tokens = 0;

  constructor(options: LeaselineOptions, poolSize: number, waits: boolean) {
    this.#options = options;
    this.#waits = waits;
    this.#dids = Array.from({ length: poolSize }, (_, n) => `+7495${1_000_000 + n}` as E164);
    this.#indexes = new Map(this.#dids.map((did, index) => [did, index]));
    this.#pool = new NumberPool({ id: POOL, regions: [], dids: this.#dids, policy: options.lease });
  }

  sign(page: Page, sign: Sign, now: Millis): void {
    this.#sweep(now);
    switch (sign) {
      case 'view':
        if (!this.#waits || this.#hasAsked(page)) this.#ask(page, 'visible', now);
        return;
      case 'touched':
      case 'settled':
        if (!this.#hasAsked(page)) this.#ask(page, sign === 'touched' ? 'engaged' : 'visible', now);
        return;
      default:
        this.#report(page, sign, now);
    }
  }

  call({ id, did, caller }: IncomingCall, now: Millis): Answer {
    const number = this.#dids[did] as E164;
    this.#sweep(now);
    const holders = this.#pool
      .holders(number, now)
      .filter(({ endedAt }) => (endedAt ?? now) >= now - this.#options.lookBack)
      .map((lease) => ({ lease, session: null }));
    const knownVisitors = (caller !== null && this.#known.get(caller)) || NOBODY;
    const evidence = {
      at: now,
      role: { kind: 'pool', pool: POOL },
      holders,
      knownVisitors,
      sites: [SITE],
    } as const;
    const { session, visitor, confidence } = attribute(evidence, this.#options.model);
    if (visitor !== null && caller !== null && confidence >= KNOWN_FROM)
      this.#know(caller, visitorKey(SITE, visitor));
    this.#pool.callStarted(number, String(id), now);
    return { visit: session === null ? null : Number(session), confidence };
  }

  callEnded({ id, did }: IncomingCall, now: Millis): void {
    this.#pool.callEnded(this.#dids[did] as E164, String(id), now);
  }

  #hasAsked({ token, shown }: Page): boolean {
    return token !== null || shown === OVERFLOW;
  }

  #ask(page: Page, engagement: Engagement, now: Millis): void {
    const applicant = {
      token: String(++this.#tokens),
      site: SITE,
      visitor: String(page.visitor.id),
      session: String(page.visit),
      engagement,
    };
    const acquired = this.#pool.acquire(applicant, now);
    if (acquired.kind === 'exhausted') {
      page.token = null;
      page.shown = OVERFLOW;
      return;
    }
    page.token = acquired.lease.token;
    page.shown = this.#indexes.get(acquired.lease.did) as number;
  }

  /** As snippet/lease-keeper.ts: a lease that is gone is asked for again, unless the page is going away. */
  #report(page: Page, engagement: Engagement, now: Millis): void {
    if (page.token === null) return;
    const lease = this.#pool.renew(page.token, engagement, now);
    if (lease === null && engagement !== 'left') this.#ask(page, engagement, now);
  }

  /** The reclaimer comes by four times a second: as good as at every step. */
  #sweep(now: Millis): void {
    this.#pool.reclaim(now, Number.POSITIVE_INFINITY);
    this.#pool.takeEnded();
  }

  #know(caller: number, visitor: VisitorKey): void {
    const known = this.#known.get(caller);
    if (known) known.add(visitor);
    else this.#known.set(caller, new Set([visitor]));
  }
}
