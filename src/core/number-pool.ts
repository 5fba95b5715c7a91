// A pool of DIDs and who holds them. Every step is O(1) or O(log n); time comes in as `now`.
import { type DidSlot, dueAt, isHeld, newSlot } from './did-slot.ts';
import type { E164 } from './e164.ts';
import type { Engagement } from './engagement.ts';
import type { Lease } from './lease.ts';
import { expiryAfter, type LeasePolicy, pressureFactor, shortened } from './lease-policy.ts';
import type { Millis } from './millis.ts';
import { PoolCensus } from './pool-census.ts';
import type { PoolFigures } from './pool-figures.ts';
import { type VisitorKey, visitorKey } from './session.ts';
import { SlotIndex } from './slot-index.ts';

export interface PoolOptions {
  readonly id: string;
  readonly regions: readonly string[];
  readonly dids: readonly E164[];
  /** Those of `dids` that are not to be lent: a lease on one runs out, calls to it are still attributed. */
  readonly disabled?: ReadonlySet<E164>;
  readonly policy: LeasePolicy;
}

/** What the owner may change while the service runs. */
export type PoolSettings = Pick<PoolOptions, 'regions' | 'dids' | 'disabled' | 'policy'>;

/** Who asks for a number. */
export interface Applicant {
  /** The new lease's token, should there be a new one. */
  readonly token: string;
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

/** Earlier leases remembered for each DID: more would hardly ever be the answer, and memory stays bounded. */
const PAST_LEASES = 8;
/** Due slots an acquire settles before it chooses, beyond what it needs: keeps one request short. */
const RECLAIM_BEFORE_CHOICE = 16;

export class NumberPool {
  readonly id: string;
  #options: PoolOptions;
  readonly #slots = new Map<E164, DidSlot>();
  readonly #byToken = new Map<string, DidSlot>();
  /** Leased, lingering or cooling slots by their (last) holder, who gets the same DID again. */
  readonly #byHolder = new Map<VisitorKey, DidSlot>();
  readonly #index = new SlotIndex();
  readonly #census = new PoolCensus();
  #ended: Lease[] = [];

  constructor(options: PoolOptions) {
    this.id = options.id;
    this.#options = options;
    for (const did of options.dids) this.#add(newSlot(did, options.disabled?.has(did) ?? false));
  }

  /** Takes on new settings without touching live leases. A DID taken out must be at rest. */
  reconfigure(settings: PoolSettings, now: Millis): void {
    this.#options = { ...this.#options, ...settings };
    const listed = new Set(settings.dids);
    for (const slot of this.#slots.values()) {
      this.#settle(slot, now);
      if (listed.has(slot.did) || !this.isAtRest(slot.did, now)) continue;
      this.#setLendable(slot, false);
      this.#census.remove(slot);
      this.#slots.delete(slot.did);
    }
    for (const did of settings.dids) {
      const lendable = !settings.disabled?.has(did);
      const slot = this.#slots.get(did);
      if (slot) this.#setLendable(slot, lendable);
      else this.#add(newSlot(did, !lendable));
    }
  }

  /** Whether nobody holds the DID, it does not linger or cool, and no call is or was just live on it. */
  isAtRest(did: E164, now: Millis): boolean {
    const slot = this.#slots.get(did);
    if (!slot) return true;
    this.#settle(slot, now);
    return (slot.state.phase === 'free' || slot.state.phase === 'disabled') && !isHeld(slot, now);
  }

  #add(slot: DidSlot): void {
    this.#slots.set(slot.did, slot);
    this.#census.add(slot);
    this.#index.place(slot);
  }

  #setLendable(slot: DidSlot, lendable: boolean): void {
    slot.lendable = lendable;
    if (slot.state.phase === 'free' && !lendable) this.#enter(slot, { phase: 'disabled' });
    if (slot.state.phase === 'disabled' && lendable) this.#enter(slot, { phase: 'free', since: 0 });
    this.#index.place(slot);
  }

  /** Whether this visitor's DID still waits for them here. */
  remembers(site: string, visitor: string, now: Millis): boolean {
    const slot = this.#byHolder.get(visitorKey(site, visitor));
    if (!slot) return false;
    this.#settle(slot, now);
    return waitsForHolder(slot);
  }

  /** The visitor's own DID if it is still theirs, else the longest-rested free one, else the longest-cooled one. */
  acquire(applicant: Applicant, now: Millis): Acquired {
    this.reclaim(now, RECLAIM_BEFORE_CHOICE);
    const own = this.#byHolder.get(visitorKey(applicant.site, applicant.visitor));
    if (own) this.#settle(own, now);
    if (own && own.state.phase === 'leased' && own.state.lease.session === applicant.session) {
      return { kind: 'kept', lease: this.#renew(own, own.state.lease, applicant.engagement, now) };
    }
    const slot = own && waitsForHolder(own) ? own : this.#choose(now);
    if (!slot) return { kind: 'exhausted' };
    return { kind: 'granted', lease: this.#grant(slot, applicant, now) };
  }

  /** Counts a visitor who got no number because this pool had none left. */
  noteOverflow(): void {
    this.#census.overflowed += 1;
  }

  /** Notes what the visitor does now. Null when the lease is gone. */
  renew(token: string, engagement: Engagement, now: Millis): Lease | null {
    const slot = this.#byToken.get(token);
    if (!slot) return null;
    this.#settle(slot, now);
    return slot.state.phase === 'leased' ? this.#renew(slot, slot.state.lease, engagement, now) : null;
  }

  /** The visitor is done with the number: it lingers, then rests. */
  release(token: string, now: Millis): void {
    const slot = this.#byToken.get(token);
    if (!slot) return;
    this.#settle(slot, now);
    if (slot.state.phase !== 'leased') return;
    this.#end(slot, slot.state.lease, now);
    this.#settle(slot, now);
  }

  /**
   * Takes back a grant that never reached the visitor. Nobody has seen the number by it, so it need not rest; unless it
   * was taken from a rest for an earlier holder, which then goes on.
   */
  revoke(token: string, now: Millis): void {
    const slot = this.#byToken.get(token);
    if (!slot) return;
    this.#settle(slot, now);
    if (slot.state.phase !== 'leased') return;
    this.#forgetHolder(slot, slot.state.lease);
    this.#byToken.delete(token);
    this.#census.granted -= 1;
    const before = slot.past.at(-1);
    if (before && (before.coolUntil ?? 0) > now) this.#giveBack(slot, before, now);
    else if (isHeld(slot, now)) this.#cool(slot, null, now);
    else this.#rest(slot, now);
    this.#settle(slot, now);
  }

  /** A call is live on the DID: whoever holds it keeps it, and nobody new gets it. */
  callStarted(did: E164, call: string, now: Millis): void {
    const slot = this.#slots.get(did);
    if (!slot) return;
    this.#settle(slot, now);
    slot.calls ??= new Set();
    slot.calls.add(call);
    this.#census.hold(slot);
    // An idle DID that rings is wanted by somebody: it rests after the call like any other.
    if (slot.state.phase === 'free' || slot.state.phase === 'disabled') this.#cool(slot, null, now);
    this.#index.place(slot);
  }

  callEnded(did: E164, call: string, now: Millis): void {
    const slot = this.#slots.get(did);
    if (!slot?.calls?.delete(call)) return;
    if (slot.calls.size === 0) slot.calls = null;
    slot.holdUntil = Math.max(slot.holdUntil, now + this.#options.policy.holdAfterCall);
    this.#settle(slot, now);
  }

  /** Everyone who held the DID, oldest first, the present holder last. */
  holders(did: E164, now: Millis): Lease[] {
    const slot = this.#slots.get(did);
    if (!slot) return [];
    this.#settle(slot, now);
    return slot.state.phase === 'leased' ? [...slot.past, slot.state.lease] : [...slot.past];
  }

  /** Takes at most `limit` due steps, in the order they fell due. Answers whether more are due. */
  reclaim(now: Millis, limit: number): boolean {
    for (let done = 0; done < limit; done++) {
      const slot = this.#index.due(now);
      if (!slot) return false;
      this.#step(slot, slot.dueAt);
      this.#index.place(slot);
    }
    return this.#index.due(now) !== null;
  }

  /** Leases that ended since the last time this was asked, for the journal. */
  takeEnded(): Lease[] {
    const ended = this.#ended;
    if (ended.length > 0) this.#ended = [];
    return ended;
  }

  /** At start: brings back a lease from the journal. Leases of one DID must come oldest first. */
  restore(lease: Lease): void {
    const slot = this.#slots.get(lease.did);
    if (!slot) return;
    if (slot.state.phase === 'leased') this.#end(slot, slot.state.lease, lease.grantedAt);
    this.#takeOver(slot);
    if (lease.endedAt === null) {
      this.#hold(slot, lease);
    } else {
      this.#remember(slot, lease);
      this.#byHolder.set(visitorKey(lease.site, lease.visitor), slot);
      const until = lease.lingerUntil ?? lease.endedAt;
      this.#enter(slot, { phase: 'lingering', lease, until });
    }
    this.#index.place(slot);
  }

  figures(now: Millis): PoolFigures {
    return { id: this.id, regions: this.#options.regions, ...this.#census.figures(now) };
  }

  #choose(now: Millis): DidSlot | null {
    while (!this.#index.free && this.reclaim(now, RECLAIM_BEFORE_CHOICE));
    return this.#index.free ?? this.#index.cooled(now);
  }

  #grant(slot: DidSlot, applicant: Applicant, now: Millis): Lease {
    if (slot.state.phase === 'leased') this.#end(slot, slot.state.lease, now);
    this.#takeOver(slot);
    const { token, site, visitor, session, engagement } = applicant;
    const activity = { engagement, at: now, grantedAt: now };
    const lease: Lease = {
      token,
      pool: this.id,
      did: slot.did,
      site,
      visitor,
      session,
      grantedAt: now,
      engagement,
      lastActivityAt: now,
      intentAt: engagement === 'intent' ? now : null,
      expiresAt: expiryAfter(this.#options.policy, activity, this.#census.takenShare),
      endedAt: null,
      lingerUntil: null,
      coolUntil: null,
    };
    this.#census.granted += 1;
    this.#hold(slot, lease);
    this.#index.place(slot);
    return lease;
  }

  #renew(slot: DidSlot, lease: Lease, engagement: Engagement, now: Millis): Lease {
    const activity = { engagement, at: now, grantedAt: lease.grantedAt };
    const renewed: Lease = {
      ...lease,
      engagement,
      lastActivityAt: now,
      intentAt: engagement === 'intent' ? now : lease.intentAt,
      expiresAt: expiryAfter(this.#options.policy, activity, this.#census.takenShare),
    };
    slot.state = { phase: 'leased', lease: renewed };
    this.#index.place(slot);
    return renewed;
  }

  /** Ends the lease at `at`: the DID lingers from then. */
  #end(slot: DidSlot, lease: Lease, at: Millis): void {
    const { linger, cooldown } = this.#options.policy;
    const until = at + linger;
    const coolUntil =
      until + shortened(cooldown, pressureFactor(this.#options.policy, this.#census.takenShare));
    const ended: Lease = { ...lease, endedAt: at, lingerUntil: until, coolUntil };
    this.#byToken.delete(lease.token);
    this.#remember(slot, ended);
    this.#ended.push(ended);
    this.#enter(slot, { phase: 'lingering', lease: ended, until });
  }

  #cool(slot: DidSlot, lease: Lease | null, since: Millis): void {
    const until = lease?.coolUntil ?? since + this.#options.policy.cooldown;
    this.#enter(slot, { phase: 'cooling', lease, until });
  }

  /** Brings the slot to `now`: each step happens at its due time, however late we look. */
  #settle(slot: DidSlot, now: Millis): void {
    for (let due = dueAt(slot); due <= now; due = dueAt(slot)) this.#step(slot, due);
    this.#index.place(slot);
  }

  #step(slot: DidSlot, at: Millis): void {
    const { state } = slot;
    switch (state.phase) {
      case 'leased':
        this.#end(slot, state.lease, at);
        return;
      case 'lingering':
        this.#cool(slot, state.lease, at);
        return;
      case 'cooling':
        if (state.lease) this.#forgetHolder(slot, state.lease);
        this.#rest(slot, at);
        return;
      case 'free':
      case 'disabled':
        return;
    }
  }

  /** Nobody's any more, and rested. */
  #rest(slot: DidSlot, since: Millis): void {
    this.#enter(slot, slot.lendable ? { phase: 'free', since } : { phase: 'disabled' });
  }

  /** The slot's old holder, if any, loses it to the next. */
  #takeOver(slot: DidSlot): void {
    const { state } = slot;
    if (state.phase === 'lingering' || state.phase === 'cooling') {
      if (state.lease) this.#forgetHolder(slot, state.lease);
    }
  }

  #hold(slot: DidSlot, lease: Lease): void {
    this.#byToken.set(lease.token, slot);
    this.#byHolder.set(visitorKey(lease.site, lease.visitor), slot);
    this.#enter(slot, { phase: 'leased', lease });
  }

  /** As if the slot had never been taken from the holder of `ended`, unless they got another DID meanwhile. */
  #giveBack(slot: DidSlot, ended: Lease, now: Millis): void {
    const key = visitorKey(ended.site, ended.visitor);
    const other = this.#byHolder.get(key);
    if (other) this.#settle(other, now);
    if (!this.#byHolder.has(key)) this.#byHolder.set(key, slot);
    this.#enter(slot, { phase: 'lingering', lease: ended, until: ended.lingerUntil ?? now });
  }

  #remember(slot: DidSlot, lease: Lease): void {
    slot.past.push(lease);
    if (slot.past.length > PAST_LEASES) slot.past.shift();
  }

  #forgetHolder(slot: DidSlot, lease: Lease): void {
    const key = visitorKey(lease.site, lease.visitor);
    if (this.#byHolder.get(key) === slot) this.#byHolder.delete(key);
  }

  #enter(slot: DidSlot, state: DidSlot['state']): void {
    this.#census.moved(slot.state.phase, state.phase);
    slot.state = state;
  }
}

/** Whether the slot still waits for its (last) holder. */
function waitsForHolder(slot: DidSlot): boolean {
  if (slot.state.phase === 'leased') return true;
  return slot.lendable && (slot.state.phase === 'lingering' || slot.state.phase === 'cooling');
}
