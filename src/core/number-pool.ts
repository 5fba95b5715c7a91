// A pool of DIDs and who holds them. Every step is O(1); time comes in as `now`.
import { DidIndex } from './did-index.ts';
import { type DidSlot, dueAt, isHeld, type OwnLease } from './did-slot.ts';
import { DidSteps } from './did-steps.ts';
import type { E164 } from './e164.ts';
import type { Engagement } from './engagement.ts';
import type { Holder } from './holder-index.ts';
import type { Lease } from './lease.ts';
import { expiryAfter, type LeasePolicy, pressureFactor, ttlUnderPressure, YIELDING } from './lease-policy.ts';
import { leaseToken } from './lease-token.ts';
import type { LeaseWatcher } from './lease-watcher.ts';
import type { Millis } from './millis.ts';
import type { PoolFigures } from './pool-figures.ts';
import type { LateCalls } from './slot-index.ts';

export interface PoolOptions {
  readonly id: string;
  readonly regions: readonly string[];
  readonly dids: readonly E164[];
  /** Those of `dids` that are not to be lent: a lease on one runs out, calls to it are still attributed. */
  readonly disabled?: ReadonlySet<E164>;
  readonly policy: LeasePolicy;
  /** Tells which of the resting DIDs is wanted least. */
  readonly lateCalls: LateCalls;
  /** Learns from what visitors do. */
  readonly watcher?: LeaseWatcher;
}

/** What the owner may change while visitors hold numbers. */
export type PoolSettings = Pick<PoolOptions, 'regions' | 'dids' | 'disabled' | 'policy'>;

/** Who asks for a number. */
export interface Applicant {
  /** An unguessable word for the new lease's token, should there be a new one. */
  readonly nonce: string;
  readonly site: string;
  readonly visitor: string;
  readonly session: string;
  readonly engagement: Engagement;
}

export type Acquired =
  | { readonly kind: 'granted'; readonly lease: Lease }
  /** The same session asked again: its lease, renewed. */
  | { readonly kind: 'kept'; readonly lease: Lease }
  | { readonly kind: 'exhausted' };

/** Due slots an acquire settles before it chooses, beyond what it needs: keeps one request short. */
const RECLAIM_BEFORE_CHOICE = 16;
/** Slots of each kind that one acquire takes back early because the pool is short. */
const SQUEEZE_PER_CHOICE = 64;

export class NumberPool {
  readonly id: string;
  readonly #lateCalls: LateCalls;
  readonly #watcher: LeaseWatcher | null;
  readonly #slots = new DidIndex();
  readonly #steps: DidSteps;
  #regions: readonly string[];
  #policy: LeasePolicy;

  constructor({ id, lateCalls, watcher, ...settings }: PoolOptions) {
    this.id = id;
    this.#lateCalls = lateCalls;
    this.#watcher = watcher ?? null;
    this.#steps = new DidSteps(settings.policy, lateCalls, this.#watcher);
    this.#regions = settings.regions;
    this.#policy = settings.policy;
    this.reconfigure(settings, 0);
  }

  /** DIDs come and go without touching a live lease: one that is taken out is lent to nobody new and runs out. */
  reconfigure({ dids, disabled, regions, policy }: PoolSettings, now: Millis): void {
    this.#regions = regions;
    this.#policy = policy;
    this.#steps.policy = policy;
    const listed = new Set(dids);
    for (const did of dids) {
      const lendable = !disabled?.has(did);
      const slot = this.#slots.get(did);
      if (slot) this.#steps.list(slot, { listed: true, lendable }, now);
      else this.#slots.add(this.#steps.add(did, !lendable));
    }
    for (const slot of this.#slots.values()) {
      if (!listed.has(slot.did)) this.#steps.list(slot, { listed: false, lendable: false }, now);
    }
  }

  /** Whether this visitor's DID still waits for them here. */
  remembers(site: string, visitor: string, now: Millis): boolean {
    return this.#own({ site, visitor }, now) !== null;
  }

  /** The visitor's own DID if nobody got it since, else the one on which a late call is the least likely. */
  acquire(applicant: Applicant, now: Millis): Acquired {
    this.reclaim(now, RECLAIM_BEFORE_CHOICE);
    const own = this.#own(applicant, now);
    if (own?.lease?.session === applicant.session) {
      const { lease } = own;
      return { kind: 'kept', lease: this.#renew(own, lease, applicant.engagement, lease.pageViews + 1, now) };
    }
    const slot = own ?? this.#choose(now);
    if (!slot) return { kind: 'exhausted' };
    return { kind: 'granted', lease: this.#grant(slot, applicant, now) };
  }

  /** Counts a visitor who got no number because this pool had none left. */
  noteOverflow(): void {
    this.#steps.census.overflowed += 1;
  }

  /** Notes what the visitor does now. Null when the lease is gone. */
  renew(token: string, engagement: Engagement, now: Millis): Lease | null {
    const slot = this.#leased(token, now);
    if (!slot?.lease) return null;
    return this.#renew(slot, slot.lease, engagement, slot.lease.pageViews, now);
  }

  /** The visitor is done with the number: it lingers, then rests. */
  release(token: string, now: Millis): void {
    const slot = this.#leased(token, now);
    if (!slot) return;
    this.#steps.end(slot, now);
    this.#steps.settle(slot, now);
  }

  /**
   * Takes back a grant that never reached the visitor. Nobody has seen the number by it, so it need not rest; unless it
   * was taken from a rest for an earlier holder, which then goes on.
   */
  revoke(token: string, now: Millis): void {
    const slot = this.#leased(token, now);
    if (!slot?.lease) return;
    this.#steps.census.granted -= 1;
    this.#steps.takeBack(slot, now);
  }

  /** A call is live on the DID: whoever holds it keeps it, and nobody new gets it. */
  callStarted(did: E164, call: string, now: Millis): void {
    const slot = this.#slots.get(did);
    if (!slot) return;
    this.#steps.settle(slot, now);
    slot.calls ??= new Set();
    slot.calls.add(call);
    this.#steps.hold(slot, now);
  }

  callEnded(did: E164, call: string, now: Millis): void {
    const slot = this.#slots.get(did);
    if (!slot?.calls?.delete(call)) return;
    if (slot.calls.size === 0) slot.calls = null;
    slot.holdUntil = Math.max(slot.holdUntil ?? 0, now + this.#policy.holdAfterCall);
    this.#steps.settle(slot, now);
  }

  /** Everyone who held the DID, oldest first, the present holder last. */
  holders(did: E164, now: Millis): Lease[] {
    const slot = this.#slots.get(did);
    if (!slot) return [];
    this.#steps.settle(slot, now);
    const { earlier, last, lease } = slot;
    return [...(earlier ?? []), ...(last ? [last] : []), ...(lease ? [lease] : [])];
  }

  /** Whether nobody holds the DID, it neither lingers nor cools, and no call is or was just live on it. */
  isAtRest(did: E164, now: Millis): boolean {
    const slot = this.#slots.get(did);
    if (!slot) return true;
    this.#steps.settle(slot, now);
    return (slot.phase === 'free' || slot.phase === 'disabled') && !isHeld(slot, now);
  }

  /** Takes at most `limit` due steps, in the order they fell due. Answers whether more are due. */
  reclaim(now: Millis, limit: number): boolean {
    const { index } = this.#steps;
    for (let done = 0; done < limit; done++) {
      const slot = index.due(now);
      if (!slot) return false;
      this.#steps.step(slot, dueAt(slot));
      index.place(slot, now);
    }
    return index.due(now) !== null;
  }

  /** Leases that ended since the last time this was asked, for the journal. */
  takeEnded(): Lease[] {
    return this.#steps.takeEnded();
  }

  /** At start: brings back a lease from the journal. Leases of one DID must come oldest first. */
  restore(lease: Lease): void {
    const slot = this.#slots.get(lease.did);
    if (slot) this.#steps.restore(slot, lease);
  }

  figures(now: Millis): PoolFigures {
    return { id: this.id, regions: this.#regions, ...this.#steps.census.figures(now) };
  }

  /** The slot that waits for this visitor, or is lent to them. */
  #own(holder: Holder, now: Millis): DidSlot | null {
    const slot = this.#steps.slotOf(holder);
    if (!slot) return null;
    this.#steps.settle(slot, now);
    return slot.lease || slot.lendable ? slot : null;
  }

  /** The slot whose running lease has this token. */
  #leased(token: string, now: Millis): DidSlot | null {
    const slot = this.#slots.endingOf(token);
    if (slot?.lease?.token !== token) return null;
    this.#steps.settle(slot, now);
    return slot;
  }

  #choose(now: Millis): DidSlot | null {
    const { index, census } = this.#steps;
    const factor = pressureFactor(this.#policy, census.takenShare);
    if (factor < 1) this.#squeeze(factor, now);
    while (!index.hasFree && this.reclaim(now, RECLAIM_BEFORE_CHOICE));
    const slot = index.leastWanted(this.#lateCalls, now);
    if (slot) return slot;
    this.#squeeze(this.#policy.pressure.shrink, now);
    return index.leastWanted(this.#lateCalls, now);
  }

  /** Ends early what lives on times that pressure has shortened: barely engaged leases, lingering, cooling. */
  #squeeze(factor: number, now: Millis): void {
    const { index } = this.#steps;
    const { linger, cooldown } = this.#policy;
    const each = (next: () => DidSlot | null, life: Millis, since: (slot: DidSlot) => Millis) => {
      for (let done = 0; done < SQUEEZE_PER_CHOICE; done++) {
        const slot = next();
        if (!slot) return;
        const at = Math.max(since(slot) + life, slot.holdUntil ?? 0);
        if (at > now) return;
        this.#steps.step(slot, at);
        index.place(slot, now);
      }
    };
    for (const engagement of YIELDING) {
      const ttl = ttlUnderPressure(this.#policy, engagement, factor);
      each(() => index.longestSilent(engagement), ttl, lastActivityAt);
    }
    each(() => index.longestLingering, Math.round(linger * factor), endedAt);
    each(() => index.longestCooling, Math.round(cooldown * factor) - cooldown, coolUntil);
  }

  #grant(slot: DidSlot, applicant: Applicant, now: Millis): Lease {
    const { nonce, site, visitor, session, engagement } = applicant;
    const lease: OwnLease = {
      token: leaseToken(nonce, slot.did),
      pool: this.id,
      did: slot.did,
      site,
      visitor,
      session,
      grantedAt: now,
      engagement,
      lastActivityAt: now,
      engagedAt: isTouch(engagement) ? now : null,
      intentAt: engagement === 'intent' ? now : null,
      pageViews: 1,
      expiresAt: expiryAfter(this.#policy, engagement, now, now),
      endedAt: null,
      lingerUntil: null,
      coolUntil: null,
    };
    this.#steps.census.granted += 1;
    this.#steps.lend(slot, lease, now);
    return lease;
  }

  #renew(slot: DidSlot, lease: OwnLease, engagement: Engagement, pageViews: number, now: Millis): Lease {
    this.#watcher?.seen(lease, now);
    lease.engagement = engagement;
    lease.lastActivityAt = now;
    if (isTouch(engagement)) lease.engagedAt = now;
    if (engagement === 'intent') lease.intentAt = now;
    lease.pageViews = pageViews;
    lease.expiresAt = expiryAfter(this.#policy, engagement, now, lease.grantedAt);
    slot.until = lease.expiresAt;
    this.#steps.index.place(slot, now);
    return lease;
  }
}

function isTouch(engagement: Engagement): boolean {
  return engagement === 'engaged' || engagement === 'intent';
}

function lastActivityAt({ lease }: DidSlot): Millis {
  return lease?.lastActivityAt ?? Number.POSITIVE_INFINITY;
}

function endedAt({ last }: DidSlot): Millis {
  return last?.endedAt ?? Number.POSITIVE_INFINITY;
}

function coolUntil({ until }: DidSlot): Millis {
  return until;
}
