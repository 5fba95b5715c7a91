// The number pool once more, as plainly as can be: one array, every question a walk through it. The judge of NumberPool.
import type { E164 } from '../../src/core/e164.ts';
import type { Engagement } from '../../src/core/engagement.ts';
import { INTERESTS, type Interest } from '../../src/core/interest.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import type { LateCalls } from '../../src/core/slot-index.ts';

/** What a lease tells of its visitor: who it is, and what was seen of them. */
interface Holding {
  token: string;
  owner: string;
  session: string;
  grantedAt: number;
  engagement: Engagement;
  seenAt: number;
  engagedAt: number | null;
  intentAt: number | null;
  pages: number;
  expiresAt: number;
}

type Ended = Holding & { endedAt: number; lingerUntil: number; coolUntil: number };

type Likeliest = { interest: Interest; seenAt: number };

export class NaiveDid {
  readonly did: E164;
  phase: 'free' | 'leased' | 'lingering' | 'cooling' | 'disabled' = 'free';
  /** While it is leased. */
  lease: Holding | null = null;
  /** Its latest lease that is over: the visitor gets the DID again until it is lent on. */
  last: Ended | null = null;
  /** Whether it still waits for that visitor. */
  waits = false;
  coolUntil = 0;
  readonly calls = new Set<string>();
  holdUntil = 0;
  listed = true;
  lendable = true;
  likeliest: Likeliest | null = null;

  constructor(did: E164) {
    this.did = did;
  }

  isHeld(now: number): boolean {
    return this.calls.size > 0 || now < this.holdUntil;
  }

  get inPool(): boolean {
    return this.listed || (this.phase !== 'free' && this.phase !== 'disabled');
  }
}

const GLANCE = 15_000;
const YIELDS = ['left', 'hidden', 'visible'];

export class NaivePool {
  readonly dids: NaiveDid[];
  #policy: LeasePolicy;
  readonly #lateCalls: LateCalls;

  constructor(dids: readonly E164[], policy: LeasePolicy, lateCalls: LateCalls) {
    this.#policy = policy;
    this.#lateCalls = lateCalls;
    this.dids = dids.map((did) => new NaiveDid(did));
  }

  reconfigure(listed: readonly E164[], disabled: ReadonlySet<E164>, policy: LeasePolicy): void {
    this.#policy = policy;
    for (const did of listed) if (!this.find(did)) this.dids.push(new NaiveDid(did));
    for (const did of this.dids) {
      did.listed = listed.includes(did.did);
      did.lendable = did.listed && !disabled.has(did.did);
      if (did.phase === 'free' || did.phase === 'disabled') this.#rest(did);
    }
  }

  find(did: E164): NaiveDid | undefined {
    return this.dids.find((each) => each.did === did);
  }

  /** Lets time pass: every change happens at its own moment. */
  pass(now: number): void {
    for (const did of this.dids) {
      while (did.calls.size === 0) {
        const due = Math.max(this.#until(did), did.holdUntil);
        if (due > now || due === Number.POSITIVE_INFINITY) break;
        this.#next(did, due);
      }
    }
  }

  #until({ phase, lease, last, coolUntil }: NaiveDid): number {
    if (phase === 'leased') return lease?.expiresAt ?? 0;
    if (phase === 'lingering') return last?.lingerUntil ?? 0;
    return phase === 'cooling' ? coolUntil : Number.POSITIVE_INFINITY;
  }

  #next(did: NaiveDid, at: number): void {
    if (did.phase === 'leased') this.#end(did, at);
    else if (did.phase === 'lingering') this.#coolAfterLinger(did, at);
    else this.#rest(did);
  }

  #end(did: NaiveDid, at: number): void {
    if (!did.lease) return;
    const lingerUntil = at + this.#policy.linger;
    did.last = { ...did.lease, endedAt: at, lingerUntil, coolUntil: lingerUntil + this.#policy.cooldown };
    const caller = { interest: interestOf(did.lease), seenAt: did.lease.intentAt ?? did.lease.seenAt };
    if (!did.likeliest || this.#calls(caller, at) >= this.#calls(did.likeliest, at)) did.likeliest = caller;
    did.lease = null;
    did.phase = 'lingering';
    did.waits = true;
  }

  #coolAfterLinger(did: NaiveDid, at: number): void {
    this.#cool(did, Math.min(did.last?.coolUntil ?? at, at + this.#policy.cooldown));
  }

  #cool(did: NaiveDid, until: number): void {
    did.phase = 'cooling';
    did.coolUntil = until;
  }

  #rest(did: NaiveDid): void {
    did.phase = did.lendable ? 'free' : 'disabled';
  }

  #calls({ interest, seenAt }: Likeliest, at: number): number {
    return this.#lateCalls({ site: 'shop', interest }, at - seenAt);
  }

  expiry(engagement: Engagement, grantedAt: number, now: number): number {
    return Math.min(now + this.#policy.ttl[engagement], grantedAt + this.#policy.maximum);
  }

  /** The DID that this visitor holds, or would get again. */
  own(owner: string): NaiveDid | undefined {
    const holds = this.dids.find(({ lease }) => lease?.owner === owner);
    return (
      holds ?? this.dids.find((did) => did.waits && !did.lease && did.last?.owner === owner && did.lendable)
    );
  }

  /** The DIDs that a newcomer may get, after the pool has taken back what pressure lets it. */
  choices(now: number): NaiveDid[] {
    const mine = this.dids.filter(({ inPool }) => inPool);
    const taken = mine.filter(({ phase }) => phase === 'leased' || phase === 'lingering').length;
    const factor = this.#factor(taken / Math.max(1, mine.length));
    if (factor < 1) this.#squeeze(factor, now);
    const first = this.#leastWanted(now);
    if (first.length > 0) return first;
    this.#squeeze(this.#policy.pressure.shrink, now);
    return this.#leastWanted(now);
  }

  /** What is left of shrinkable times: a quarter of the way down for each quarter begun between threshold and full use. */
  #factor(share: number): number {
    const { threshold, shrink } = this.#policy.pressure;
    if (share <= threshold) return 1;
    const quarters = Math.ceil((4 * (share - threshold)) / (1 - threshold));
    return 1 - (quarters / 4) * (1 - shrink);
  }

  #squeeze(factor: number, now: number): void {
    const { ttl, heartbeat, linger, cooldown } = this.#policy;
    for (const did of this.dids) {
      if (did.isHeld(now)) continue;
      const by = (at: number) => Math.max(at, did.holdUntil);
      if (did.phase === 'leased' && did.lease && YIELDS.includes(did.lease.engagement)) {
        const { engagement, seenAt } = did.lease;
        const floor = engagement === 'visible' ? Math.min(ttl.visible, 1.5 * heartbeat) : 0;
        const end = by(seenAt + Math.round(Math.max(ttl[engagement] * factor, floor)));
        if (end <= now) this.#end(did, end);
      }
      if (did.phase === 'lingering' && did.last) {
        const end = by(did.last.endedAt + Math.round(linger * factor));
        if (end <= now) this.#coolAfterLinger(did, end);
      }
      if (did.phase === 'cooling' && by(did.coolUntil - cooldown + Math.round(cooldown * factor)) <= now)
        this.#rest(did);
    }
  }

  /** Free ones, or if there are none those that cool without a call; of them, where a late call is the least likely. */
  #leastWanted(now: number): NaiveDid[] {
    const free = this.dids.filter(({ phase }) => phase === 'free');
    const cooling = this.dids.filter((did) => did.phase === 'cooling' && did.lendable && !did.isHeld(now));
    const these = free.length > 0 ? free : cooling;
    const clean = these.filter(({ likeliest }) => likeliest === null);
    if (clean.length > 0) return clean;
    const calls = (did: NaiveDid) => (did.likeliest ? this.#calls(did.likeliest, now) : 0);
    const fewest = Math.min(...these.map(calls));
    return these.filter((did) => calls(did) === fewest);
  }

  grant(
    did: NaiveDid,
    token: string,
    owner: string,
    session: string,
    engagement: Engagement,
    now: number,
  ): void {
    this.#end(did, now);
    did.waits = false;
    // Their former DID, when it may not be lent any more, waits no longer.
    for (const each of this.dids) if (each.last?.owner === owner) each.waits = false;
    did.phase = 'leased';
    did.lease = {
      token,
      owner,
      session,
      grantedAt: now,
      engagement,
      seenAt: now,
      engagedAt: isTouch(engagement) ? now : null,
      intentAt: engagement === 'intent' ? now : null,
      pages: 1,
      expiresAt: this.expiry(engagement, now, now),
    };
  }

  byToken(token: string): NaiveDid | undefined {
    return this.dids.find(({ lease }) => lease?.token === token);
  }

  renew(token: string, engagement: Engagement, now: number, pages = 0): boolean {
    const lease = this.byToken(token)?.lease;
    if (!lease) return false;
    lease.engagement = engagement;
    lease.seenAt = now;
    if (isTouch(engagement)) lease.engagedAt = now;
    if (engagement === 'intent') lease.intentAt = now;
    lease.pages += pages;
    lease.expiresAt = this.expiry(engagement, lease.grantedAt, now);
    return true;
  }

  release(token: string, now: number): void {
    const did = this.byToken(token);
    if (did) this.#end(did, now);
    this.pass(now);
  }

  revoke(token: string, now: number): void {
    const did = this.byToken(token);
    if (!did) return;
    const { last } = did;
    did.lease = null;
    did.waits = last !== null && this.#waitsFor(last.owner) === undefined;
    if (last && last.coolUntil > now) did.phase = 'lingering';
    else if (did.isHeld(now)) this.#cool(did, now + this.#policy.cooldown);
    else this.#rest(did);
    this.pass(now);
  }

  /** A DID that this visitor holds or held last, whether it may be lent or not. */
  #waitsFor(owner: string): NaiveDid | undefined {
    return this.dids.find((did) => (did.lease ? did.lease.owner : did.waits && did.last?.owner) === owner);
  }

  callStarted(target: E164, call: string, now: number): void {
    const did = this.find(target);
    if (!did) return;
    did.calls.add(call);
    if (did.phase === 'free' || did.phase === 'disabled') this.#cool(did, now + this.#policy.cooldown);
  }

  callEnded(target: E164, call: string, now: number): void {
    const did = this.find(target);
    if (did?.calls.delete(call)) did.holdUntil = Math.max(did.holdUntil, now + this.#policy.holdAfterCall);
  }
}

function isTouch(engagement: Engagement): boolean {
  return engagement === 'engaged' || engagement === 'intent';
}

function interestOf({ intentAt, engagedAt, pages, grantedAt }: Holding): Interest {
  const [idle, glance, engaged, intent] = INTERESTS;
  if (intentAt !== null) return intent;
  if (engagedAt === null) return pages > 1 ? glance : idle;
  return pages > 1 || engagedAt - grantedAt >= GLANCE ? engaged : glance;
}
