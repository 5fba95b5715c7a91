// One DID of a pool and its state: free -> leased -> lingering -> cooling -> free; or disabled.
import type { E164 } from './e164.ts';
import type { Interest } from './interest.ts';
import type { Lease } from './lease.ts';
import { Link } from './linked-list.ts';
import type { Millis } from './millis.ts';
import type { VisitorKey } from './session.ts';

/** A lease as its pool sees it. */
export type OwnLease = { -readonly [Key in keyof Lease]: Lease[Key] };

export type DidState =
  | { readonly phase: 'free' }
  | { readonly phase: 'leased'; readonly lease: OwnLease }
  /** Still the visitor's after they left. */
  | { readonly phase: 'lingering'; readonly lease: Lease; readonly until: Millis }
  /** Nobody's, resting, so that a late call still finds its last holder. */
  | { readonly phase: 'cooling'; readonly until: Millis }
  /** Not to be lent, by the owner's word. */
  | { readonly phase: 'disabled' };

export type DidPhase = DidState['phase'];

/** The holder whose late call is the likeliest on a DID: what ranks it among those that rest. */
export interface LikeliestCaller {
  readonly site: string;
  readonly interest: Interest;
  /** When they were last seen. */
  readonly seenAt: Millis;
}

/** A DID in its pool. Mutable, and touched by `NumberPool` only. */
export interface DidSlot {
  readonly did: E164;
  /** False for a DID the owner took out of use. */
  lendable: boolean;
  /** False for a DID the owner took out of the pool, kept until nothing refers to it. */
  listed: boolean;
  state: DidState;
  /** Ids of the calls live on it now; null for none, as nearly always. */
  calls: Set<string> | null;
  /** Kept until then because of a call that ended. */
  holdUntil: Millis;
  /** Earlier leases of this DID, oldest first, bounded. The last one's visitor gets the DID again until it is lent on. */
  past: Lease[];
  /** Whom it waits for, or is lent to: the key under which the pool finds it again; null when it was never lent. */
  holder: VisitorKey | null;
  /** Null when nobody held it yet. */
  likeliest: LikeliestCaller | null;
  /** When its state changes by itself, as of the last time it was put in its place (slot-index.ts). */
  changesAt: Millis;
  /** Where it waits for that. */
  readonly due: Link<DidSlot>;
  /** Where it stands among the leased (by grant), or among those to be lent next (by rest). */
  readonly rank: Link<DidSlot>;
}

/** A slot's own links, made with it. */
class Slot implements DidSlot {
  readonly did: E164;
  lendable: boolean;
  listed = true;
  state: DidState;
  calls: Set<string> | null = null;
  holdUntil: Millis = 0;
  past: Lease[] = [];
  holder: VisitorKey | null = null;
  likeliest: LikeliestCaller | null = null;
  changesAt: Millis = Number.POSITIVE_INFINITY;
  readonly due: Link<DidSlot> = new Link<DidSlot>(this);
  readonly rank: Link<DidSlot> = new Link<DidSlot>(this);

  constructor(did: E164, disabled: boolean) {
    this.did = did;
    this.lendable = !disabled;
    this.state = idle(this.lendable);
  }
}

export function newSlot(did: E164, disabled: boolean): DidSlot {
  return new Slot(did, disabled);
}

const FREE: DidState = { phase: 'free' };
const DISABLED: DidState = { phase: 'disabled' };

/** The state of a DID that nobody holds and that has rested. */
export function idle(lendable: boolean): DidState {
  return lendable ? FREE : DISABLED;
}

/** Whether a call is live on it. */
export function hasLiveCall(slot: DidSlot): boolean {
  return slot.calls !== null && slot.calls.size > 0;
}

/** Whether a call is live on it, or was a moment ago. */
export function isHeld(slot: DidSlot, now: Millis): boolean {
  return hasLiveCall(slot) || now < slot.holdUntil;
}

/** When its state changes by itself; never while a call is live, nor before the hold after a call is over. */
export function dueAt(slot: DidSlot): Millis {
  if (hasLiveCall(slot)) return Number.POSITIVE_INFINITY;
  switch (slot.state.phase) {
    case 'free':
    case 'disabled':
      return Number.POSITIVE_INFINITY;
    case 'leased':
      return Math.max(slot.state.lease.expiresAt, slot.holdUntil);
    case 'lingering':
    case 'cooling':
      return Math.max(slot.state.until, slot.holdUntil);
  }
}
