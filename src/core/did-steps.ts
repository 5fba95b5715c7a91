// The steps of a DID from state to state, and what must change with each: its place, the counts, whom it waits for.
import { type DidPhase, type DidSlot, dueAt, idle, isHeld, type OwnLease } from './did-slot.ts';
import type { E164 } from './e164.ts';
import { type Holder, HolderIndex } from './holder-index.ts';
import type { Lease } from './lease.ts';
import type { LeasePolicy } from './lease-policy.ts';
import { didOfToken } from './lease-token.ts';
import type { LeaseWatcher } from './lease-watcher.ts';
import type { Millis } from './millis.ts';
import { PoolCensus } from './pool-census.ts';
import { type LateCalls, lateCallsOf, SlotIndex } from './slot-index.ts';

/**
 * Earlier leases remembered for each DID, so that memory stays bounded. Few only at first sight: a DID of a short pool
 * has ten holders an hour, and a caller may phone hours later (docs/simulation.md).
 */
const PAST_LEASES = 200;

export class DidSteps {
  readonly index = new SlotIndex();
  readonly census = new PoolCensus();
  policy: LeasePolicy;
  readonly #lateCalls: LateCalls;
  readonly #watcher: LeaseWatcher | null;
  /** Slots by their (last) holder, who gets the same DID again until it is lent to somebody else. */
  readonly #byHolder = new HolderIndex<DidSlot>();
  #ended: Lease[] = [];

  constructor(policy: LeasePolicy, lateCalls: LateCalls, watcher: LeaseWatcher | null) {
    this.policy = policy;
    this.#lateCalls = lateCalls;
    this.#watcher = watcher;
  }

  add(did: E164, disabled: boolean): DidSlot {
    const slot = this.index.newSlot(did, disabled);
    this.census.add(slot);
    this.index.place(slot, 0);
    return slot;
  }

  /** The owner lists the DID, or no longer does; lends it, or no longer does. */
  list(slot: DidSlot, { listed, lendable }: Pick<DidSlot, 'listed' | 'lendable'>, now: Millis): void {
    if (slot.listed === listed && slot.lendable === lendable) return;
    this.settle(slot, now);
    if (listed && !slot.listed && slot.phase === 'disabled') this.census.add(slot);
    const wasListed = slot.listed;
    slot.listed = listed;
    slot.lendable = lendable;
    const { phase } = slot;
    if (phase === 'free' || phase === 'disabled') {
      if (wasListed && !listed) this.census.drop(slot);
      else this.census.moved(phase, idle(lendable));
      slot.phase = idle(lendable);
    }
    this.index.place(slot, now);
  }

  slotOf(holder: Holder): DidSlot | undefined {
    return this.#byHolder.get(holder);
  }

  /** Brings the slot to `now`: each step happens at its due time, however late we look. */
  settle(slot: DidSlot, now: Millis): void {
    for (let due = dueAt(slot); due <= now; due = dueAt(slot)) this.step(slot, due);
    this.index.place(slot, now);
  }

  step(slot: DidSlot, at: Millis): void {
    switch (slot.phase) {
      case 'leased':
        this.end(slot, at);
        return;
      case 'lingering':
        // Lingering cut short by pressure does not make the rest longer.
        this.#cool(slot, Math.min(slot.last?.coolUntil ?? at, at + this.policy.cooldown));
        return;
      case 'cooling':
        this.#rest(slot);
        return;
      case 'free':
      case 'disabled':
        return;
    }
  }

  /** Lends the slot; whoever had it before has lost it. */
  lend(slot: DidSlot, lease: OwnLease, now: Millis): void {
    this.end(slot, now);
    this.#belongsTo(slot, lease);
    this.#run(slot, lease);
    this.index.place(slot, now);
  }

  /** Ends the lease, if one runs, at `at`: the DID lingers from then. */
  end(slot: DidSlot, at: Millis): void {
    const { lease } = slot;
    if (lease === null) return;
    const { linger, cooldown } = this.policy;
    lease.endedAt = at;
    lease.lingerUntil = at + linger;
    lease.coolUntil = at + linger + cooldown;
    this.#ended.push(lease);
    this.#remember(slot, lease, at);
    this.#enter(slot, 'lingering', lease.lingerUntil);
  }

  /** Undoes `lend`. */
  takeBack(slot: DidSlot, now: Millis): void {
    this.#belongsTo(slot, null);
    const before = slot.last;
    if (before) this.#waitAgainFor(slot, before, now);
    if (before && (before.coolUntil ?? 0) > now) {
      this.#enter(slot, 'lingering', before.lingerUntil ?? now);
    } else if (isHeld(slot, now)) this.#cool(slot, now + this.policy.cooldown);
    else this.#rest(slot);
    this.settle(slot, now);
  }

  /** A call is live on the slot. */
  hold(slot: DidSlot, now: Millis): void {
    this.census.hold(slot);
    const { phase } = slot;
    // An idle DID that rings is wanted by somebody: it rests after the call like any other.
    if (phase === 'free' || phase === 'disabled') {
      if (!slot.listed) this.census.add(slot);
      this.#cool(slot, now + this.policy.cooldown);
    }
    this.index.place(slot, now);
  }

  restore(slot: DidSlot, told: Lease): void {
    this.end(slot, told.grantedAt);
    const lease: OwnLease = { ...told };
    this.#belongsTo(slot, lease);
    // Version 0.1.0 made tokens that do not name their DID: its leases end here, and their visitors get the DID again.
    if (lease.endedAt === null && didOfToken(lease.token) === lease.did) {
      this.#run(slot, lease);
    } else {
      if (lease.endedAt === null) this.#ended.push(lease);
      lease.endedAt ??= lease.lastActivityAt;
      const until = lease.lingerUntil ?? lease.endedAt + this.policy.linger;
      lease.lingerUntil = until;
      lease.coolUntil ??= until;
      this.#remember(slot, lease, lease.endedAt);
      this.#enter(slot, 'lingering', until);
    }
    this.index.place(slot, lease.grantedAt);
  }

  takeEnded(): Lease[] {
    const ended = this.#ended;
    if (ended.length > 0) this.#ended = [];
    return ended;
  }

  #cool(slot: DidSlot, until: Millis): void {
    this.#enter(slot, 'cooling', until);
  }

  /** Nobody's any more, and rested. */
  #rest(slot: DidSlot): void {
    this.#enter(slot, idle(slot.lendable), Number.POSITIVE_INFINITY);
    if (!slot.listed) this.census.drop(slot);
  }

  /** Whom the slot waits for from now on, whoever that was before. */
  #belongsTo(slot: DidSlot, holder: Holder | null): void {
    if (slot.holder !== null && this.#byHolder.get(slot.holder) === slot) this.#byHolder.delete(slot.holder);
    slot.holder = holder;
    if (holder !== null) this.#byHolder.set(holder, slot);
  }

  /** As if the slot had never been taken from the holder of `ended`, unless they got another DID meanwhile. */
  #waitAgainFor(slot: DidSlot, ended: Lease, now: Millis): void {
    const other = this.#byHolder.get(ended);
    if (other) this.settle(other, now);
    if (this.#byHolder.get(ended)) slot.holder = ended;
    else this.#belongsTo(slot, ended);
  }

  /** The lease is over. */
  #remember(slot: DidSlot, lease: Lease, now: Millis): void {
    if (slot.last !== null) {
      slot.earlier ??= [];
      slot.earlier.push(slot.last);
      if (slot.earlier.length >= PAST_LEASES) slot.earlier.shift();
    }
    slot.last = lease;
    const before = slot.likeliest;
    if (
      before === null ||
      lateCallsOf(lease, this.#lateCalls, now) >= lateCallsOf(before, this.#lateCalls, now)
    ) {
      slot.likeliest = lease;
    }
    this.#watcher?.ended(lease);
  }

  #run(slot: DidSlot, lease: OwnLease): void {
    this.#enter(slot, 'leased', lease.expiresAt);
    slot.lease = lease;
  }

  #enter(slot: DidSlot, phase: DidPhase, until: Millis): void {
    this.census.moved(slot.phase, phase);
    slot.phase = phase;
    slot.until = until;
    slot.lease = null;
  }
}
