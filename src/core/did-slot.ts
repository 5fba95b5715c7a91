// One DID of a pool and its state: free -> leased -> lingering -> cooling -> free; or disabled.
import type { E164 } from './e164.ts';
import type { Holder } from './holder-index.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';

/** A lease as its pool sees it. */
export type OwnLease = { -readonly [Key in keyof Lease]: Lease[Key] };

export type DidPhase =
  | 'free'
  | 'leased'
  /** Still the visitor's after they left. */
  | 'lingering'
  /** Nobody's, resting, so that a late call still finds its last holder. */
  | 'cooling'
  /** Not to be lent, by the owner's word. */
  | 'disabled';

const NEVER = Number.POSITIVE_INFINITY;

/** A DID in its pool. Touched by the pool only. */
export class DidSlot {
  readonly did: E164;
  /** False for a DID the owner took out of use. */
  lendable: boolean;
  /** False for a DID the owner took out of the pool, kept until nothing refers to it. */
  listed = true;
  phase: DidPhase;
  /** When the phase ends by itself, calls aside. */
  until: Millis = NEVER;
  /** The running lease: there is one while the DID is leased. */
  lease: OwnLease | null = null;
  /** Ids of the calls live on it now; null for none, as nearly always. */
  calls: Set<string> | null = null;
  /** Kept until then because of a call that ended; null when there never was one. */
  holdUntil: Millis | null = null;
  /** Its last lease that is over: the one that lingers, while one does. */
  last: Lease | null = null;
  /** Its leases before `last`, oldest first, bounded; null for none. */
  earlier: Lease[] | null = null;
  /** Whom it waits for, or is lent to: under whom the pool finds it again; null when it was never lent. */
  holder: Holder | null = null;
  /** The earlier lease whose visitor's late call is the likeliest on this DID: what ranks it among those that rest. */
  likeliest: Lease | null = null;

  /** Where it waits for its next change of phase (slot-index.ts). */
  readonly due: number;
  /** Where it stands among the leased (by grant), or among those to be lent next (by rest). */
  readonly rank: number;

  constructor(did: E164, disabled: boolean, { due, rank }: Pick<DidSlot, 'due' | 'rank'>) {
    this.did = did;
    this.due = due;
    this.rank = rank;
    this.lendable = !disabled;
    this.phase = idle(this.lendable);
  }
}

/** The phase of a DID that nobody holds and that has rested. */
export function idle(lendable: boolean): DidPhase {
  return lendable ? 'free' : 'disabled';
}

/** Whether a call is live on it. */
export function hasLiveCall(slot: DidSlot): boolean {
  return slot.calls !== null && slot.calls.size > 0;
}

/** Whether a call is live on it, or was a moment ago. */
export function isHeld(slot: DidSlot, now: Millis): boolean {
  return hasLiveCall(slot) || (slot.holdUntil !== null && now < slot.holdUntil);
}

/** When its state changes by itself; never while a call is live, nor before the hold after a call is over. */
export function dueAt(slot: DidSlot): Millis {
  const { until, holdUntil } = slot;
  if (hasLiveCall(slot)) return NEVER;
  return holdUntil === null ? until : Math.max(until, holdUntil);
}
