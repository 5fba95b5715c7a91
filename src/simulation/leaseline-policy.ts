// Leaseline as it is: the real pool, delay model and attribution, driven as the snippet and the services drive them.
import { attribute } from '../core/attribute.ts';
import { CallModel, type Lesson } from '../core/call-model.ts';
import type { RegionAgreement } from '../core/caller-region.ts';
import type { E164 } from '../core/e164.ts';
import type { Engagement } from '../core/engagement.ts';
import type { LeasePolicy } from '../core/lease-policy.ts';
import type { Millis } from '../core/millis.ts';
import { NumberPool } from '../core/number-pool.ts';
import { regionFit } from '../core/region-fit.ts';
import { CallerHistory } from './caller-history.ts';
import { type Answer, type IncomingCall, OVERFLOW, type Page, type Policy } from './policy.ts';
import type { Sign } from './sign.ts';

export interface LeaselineOptions {
  readonly lease: LeasePolicy;
  /** Leases that ended longer ago are no candidates. */
  readonly lookBack: Millis;
  /** Below this probability no visit is named. */
  readonly leastConfidence: number;
}

/** When a page asks for a number: when it opens, or once it is touched or was in sight for a while (`lease.defer`). */
type Asking = 'at once' | 'deferred';

const SITE = 'site';
const POOL = 'pool';
const NO_VISITS = new Map();

export class LeaselinePolicy implements Policy {
  readonly #options: LeaselineOptions;
  readonly #asks: Asking;
  readonly #pool: NumberPool;
  readonly #model: CallModel;
  readonly #history = new CallerHistory();
  readonly #dids: readonly E164[];
  readonly #indexes: ReadonlyMap<E164, number>;
  /** What the browser remembers, by visitor: until when its lease runs. */
  readonly #kept = new Map<number, Millis>();
  /** By visitor, as the GeoIP database has it. */
  readonly #regions = new Map<string, number>();
  /** What the calls going on have taught, should the caller read out the visit code. */
  readonly #lessons = new Map<number, Lesson>();
  #tokens = 0;

  constructor(options: LeaselineOptions, poolSize: number, asks: Asking) {
    this.#options = options;
    this.#asks = asks;
    this.#model = new CallModel(options.lease.heartbeat);
    this.#model.watchDids(poolSize, 0);
    this.#dids = Array.from({ length: poolSize }, (_, n) => `+7495${1_000_000 + n}` as E164);
    this.#indexes = new Map(this.#dids.map((did, index) => [did, index]));
    this.#pool = new NumberPool({
      id: POOL,
      regions: [],
      dids: this.#dids,
      policy: options.lease,
      lateCalls: this.#model.lateCalls,
      watcher: this.#model,
    });
  }

  sign(page: Page, sign: Sign, now: Millis): void {
    this.#sweep(now);
    switch (sign) {
      case 'view':
        if (this.#asks === 'at once' || hasAsked(page) || this.#isKept(page, now))
          this.#ask(page, 'visible', now);
        return;
      case 'touched':
      case 'settled':
        if (!hasAsked(page)) this.#ask(page, sign === 'touched' ? 'engaged' : 'visible', now);
        return;
      default:
        this.#report(page, sign, now);
    }
  }

  call({ id, did, caller, region }: IncomingCall, now: Millis): Answer {
    const number = this.#dids[did] as E164;
    this.#sweep(now);
    const holders = this.#pool
      .holders(number, now)
      .filter(({ endedAt }) => (endedAt ?? now) >= now - this.#options.lookBack)
      .map((lease) => ({
        lease,
        session: null,
        regionFit: regionFit(this.#agreement(lease.visitor, region)),
        phonedBefore: this.#history.phonedBefore(lease.session, callerName(caller)),
      }));
    const evidence = {
      at: now,
      did: number,
      role: { kind: 'pool', pool: POOL },
      holders,
      earlier: this.#history.of(callerName(caller)),
      visits: NO_VISITS,
      sites: [SITE],
      leastConfidence: this.#options.leastConfidence,
    } as const;
    const { attribution, lesson } = attribute(evidence, this.#model);
    this.#history.add(callerName(caller), { at: now, did: number, candidates: attribution.candidates });
    if (lesson) this.#model.learn(lesson, now);
    if (lesson) this.#lessons.set(id, lesson);
    this.#pool.callStarted(number, String(id), now);
    const { session, confidence } = attribution;
    return { visit: session === null ? null : Number(session), confidence };
  }

  callEnded({ id, did }: IncomingCall, now: Millis): void {
    this.#pool.callEnded(this.#dids[did] as E164, String(id), now);
    this.#lessons.delete(id);
  }

  told({ id, caller, did }: IncomingCall, visit: number): void {
    const lesson = this.#lessons.get(id);
    if (lesson) this.#model.correct(lesson, String(visit));
    this.#history.correct(callerName(caller), this.#dids[did] as E164, String(visit));
  }

  #agreement(visitor: string, region: number | null): RegionAgreement {
    const home = this.#regions.get(visitor);
    if (home === undefined || region === null) return 'unknown';
    return home === region ? 'same-region' : 'other-region';
  }

  #isKept({ visitor }: Page, now: Millis): boolean {
    return (this.#kept.get(visitor.id) ?? 0) > now;
  }

  #ask(page: Page, engagement: Engagement, now: Millis): void {
    const applicant = {
      nonce: String(++this.#tokens),
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
    if (page.visitor.region !== null) this.#regions.set(applicant.visitor, page.visitor.region);
    page.token = acquired.lease.token;
    page.shown = this.#indexes.get(acquired.lease.did) as number;
    this.#kept.set(page.visitor.id, acquired.lease.expiresAt);
  }

  /** As snippet/lease-keeper.ts: a lease that is gone is asked for again, unless the page is going away. */
  #report(page: Page, engagement: Engagement, now: Millis): void {
    if (page.token === null) return;
    const lease = this.#pool.renew(page.token, engagement, now);
    if (lease) this.#kept.set(page.visitor.id, lease.expiresAt);
    else if (engagement !== 'left') this.#ask(page, engagement, now);
  }

  /** The reclaimer comes by four times a second: as good as at every step. */
  #sweep(now: Millis): void {
    this.#pool.reclaim(now, Number.POSITIVE_INFINITY);
    this.#pool.takeEnded();
  }
}

function hasAsked({ token, shown }: Page): boolean {
  return token !== null || shown === OVERFLOW;
}

function callerName(caller: number | null): string | null {
  return caller === null ? null : String(caller);
}
