// One DID of a pool and its state: free -> leased -> lingering -> cooling -> free; or disabled.
import type { E164 } from './e164.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';

export type DidState =
  | { readonly phase: 'free'; readonly since: Millis }
  | { readonly phase: 'leased'; readonly lease: Lease }
  /** Still the visitor's after they left. */
  | { readonly phase: 'lingering'; readonly lease: Lease; readonly until: Millis }
  /** Nobody's, resting, so that a late call still finds its last holder. */
  | { readonly phase: 'cooling'; readonly lease: Lease | null; readonly until: Millis }
  /** Not to be lent, by the owner's word. */
  | { readonly phase: 'disabled' };

export type DidPhase = DidState['phase'];

/** A DID in its pool. Mutable, and touched by `NumberPool` only. */
export interface DidSlot {
  readonly did: E164;
  /** False for a DID the owner took out of use. */
  lendable: boolean;
  state: DidState;
  /** Ids of the calls live on it now; null for none, as nearly always. */
  calls: Set<string> | null;
  /** Kept until then because of a call that ended. */
  holdUntil: Millis;
  /** Earlier leases of this DID, oldest first, bounded. */
  past: Lease[];
  /** Links of the list the slot is in, and its place in the due queue (-1: not in it). */
  list: 'free' | 'cooling' | null;
  previous: DidSlot | null;
  next: DidSlot | null;
  dueAt: Millis;
  queueIndex: number;
}

export function newSlot(did: E164, disabled: boolean): DidSlot {
  return {
    did,
    lendable: !disabled,
    state: disabled ? { phase: 'disabled' } : { phase: 'free', since: 0 },
    calls: null,
    holdUntil: 0,
    past: [],
    list: null,
    previous: null,
    next: null,
    dueAt: Number.POSITIVE_INFINITY,
    queueIndex: -1,
  };
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
