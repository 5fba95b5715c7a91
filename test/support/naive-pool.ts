// The number pool once more, as plainly as can be: one array, every question a walk through it. The judge of NumberPool.
import type { E164 } from '../../src/core/e164.ts';
import type { Engagement } from '../../src/core/engagement.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';

interface NaiveDid {
  did: E164;
  phase: 'free' | 'leased' | 'lingering' | 'cooling';
  /** When the phase ends by itself. */
  until: number;
  freeSince: number;
  token: string;
  owner: string;
  session: string;
  grantedAt: number;
  calls: Set<string>;
  holdUntil: number;
  /** Its latest lease that is over: whose it was, and when it ended. */
  last: { owner: string; session: string; endedAt: number } | null;
}

export class NaivePool {
  readonly dids: NaiveDid[];
  readonly #policy: LeasePolicy;

  constructor(dids: readonly E164[], policy: LeasePolicy) {
    this.#policy = policy;
    this.dids = dids.map((did) => ({
      did,
      phase: 'free',
      until: Number.POSITIVE_INFINITY,
      freeSince: 0,
      token: '',
      owner: '',
      session: '',
      grantedAt: 0,
      calls: new Set(),
      holdUntil: 0,
      last: null,
    }));
  }

  /** Lets time pass: every change happens at its own moment. */
  pass(now: number): void {
    for (const did of this.dids) {
      for (;;) {
        if (did.phase === 'free' || did.calls.size > 0) break;
        const due = Math.max(did.until, did.holdUntil);
        if (due > now) break;
        this.#next(did, due);
      }
    }
  }

  #next(did: NaiveDid, at: number): void {
    if (did.phase === 'leased') {
      did.phase = 'lingering';
      did.until = at + this.#policy.linger;
      did.last = { owner: did.owner, session: did.session, endedAt: at };
      did.grantedAt = at; // from here on: when the lease ended
    } else if (did.phase === 'lingering') {
      did.phase = 'cooling';
      did.until = did.grantedAt + this.#policy.linger + this.#policy.cooldown;
    } else {
      did.phase = 'free';
      did.freeSince = at;
      did.owner = '';
      did.token = '';
    }
  }

  expiry(engagement: Engagement, grantedAt: number, now: number): number {
    return Math.min(now + this.#policy.ttl[engagement], grantedAt + this.#policy.maximum);
  }

  own(owner: string): NaiveDid | undefined {
    return this.dids.find((did) => did.owner === owner && did.phase !== 'free');
  }

  /** DIDs a newcomer may get: the free ones, or if there are none those resting without a call. */
  lendable(now: number): NaiveDid[] {
    const free = this.dids.filter(({ phase }) => phase === 'free');
    if (free.length > 0) return free;
    return this.dids.filter(
      ({ phase, calls, holdUntil }) => phase === 'cooling' && calls.size === 0 && holdUntil <= now,
    );
  }

  grant(
    did: NaiveDid,
    token: string,
    owner: string,
    session: string,
    engagement: Engagement,
    now: number,
  ): void {
    if (did.phase === 'leased') did.last = { owner: did.owner, session: did.session, endedAt: now };
    did.phase = 'leased';
    did.token = token;
    did.owner = owner;
    did.session = session;
    did.grantedAt = now;
    did.until = this.expiry(engagement, now, now);
  }

  byToken(token: string): NaiveDid | undefined {
    return this.dids.find((did) => did.token === token && did.phase === 'leased');
  }

  renew(token: string, engagement: Engagement, now: number): boolean {
    const did = this.byToken(token);
    if (did) did.until = this.expiry(engagement, did.grantedAt, now);
    return did !== undefined;
  }

  release(token: string, now: number): void {
    const did = this.byToken(token);
    if (did) this.#next(did, now);
  }

  revoke(token: string, now: number): void {
    const did = this.byToken(token);
    if (!did) return;
    did.owner = '';
    did.token = '';
    const { last } = did;
    const { linger, cooldown } = this.#policy;
    if (last && last.endedAt + linger + cooldown > now) {
      did.owner = this.own(last.owner) ? '' : last.owner;
      did.session = last.session;
      did.phase = 'lingering';
      did.grantedAt = last.endedAt;
      did.until = last.endedAt + linger;
      this.pass(now);
    } else if (did.calls.size > 0 || now < did.holdUntil) this.#cool(did, now);
    else {
      did.phase = 'free';
      did.freeSince = now;
    }
  }

  callStarted(target: E164, call: string, now: number): void {
    const did = this.dids.find((each) => each.did === target);
    if (!did) return;
    did.calls.add(call);
    if (did.phase === 'free') this.#cool(did, now);
  }

  callEnded(target: E164, call: string, now: number): void {
    const did = this.dids.find((each) => each.did === target);
    if (did?.calls.delete(call)) did.holdUntil = Math.max(did.holdUntil, now + this.#policy.holdAfterCall);
  }

  #cool(did: NaiveDid, now: number): void {
    did.phase = 'cooling';
    did.until = now + this.#policy.cooldown;
  }
}
