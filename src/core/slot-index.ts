// Where each slot of a pool waits: for its next change of state (due), and to be lent (rest).
import { type DidSlot, dueAt, hasLiveCall, type LikeliestCaller } from './did-slot.ts';
import { ENGAGEMENTS, type Engagement } from './engagement.ts';
import { INTERESTS } from './interest.ts';
import { LinkedList } from './linked-list.ts';
import type { Millis } from './millis.ts';

/** Calls still to be expected from that caller, unseen for so long (call-model.ts). */
export type LateCalls = (caller: Pick<LikeliestCaller, 'site' | 'interest'>, silence: Millis) => number;

type Slots = LinkedList<DidSlot>;

/**
 * Every list is first-in, first-out, since all slots in it wait for equally long: the leased by what their visitor does,
 * the resting by how likely a late call to them is. So what is due, or the best to lend, is at the head of one of a few.
 */
export class SlotIndex {
  readonly #leased = listsBy(ENGAGEMENTS);
  /** All leased slots by their grant: none may outlive the maximum. */
  readonly #granted: Slots = new LinkedList();
  readonly #lingering: Slots = new LinkedList();
  readonly #cooling: Slots = new LinkedList();
  /** Kept after a call. */
  readonly #held: Slots = new LinkedList();
  /** To be lent next, by the interest of their likeliest caller, longest unseen first. */
  readonly #free = new RestLists();
  /** The reserve when none is free. */
  readonly #reserve = new RestLists();
  /** What falls due is at the head of one of these. */
  readonly #timed: readonly Slots[] = [
    ...ENGAGEMENTS.map((engagement) => this.#leased[engagement]),
    this.#granted,
    this.#lingering,
    this.#cooling,
  ];
  /** Nothing changes by itself before then: most questions end here. */
  #quietUntil: Millis = Number.NEGATIVE_INFINITY;

  /** Whether any slot has rested. */
  get hasFree(): boolean {
    return !this.#free.isEmpty;
  }

  /** The free slot on which a late call is the least likely; when none is free, such a one of the cooling. */
  leastWanted(lateCalls: LateCalls, now: Millis): DidSlot | null {
    return this.#free.leastWanted(lateCalls, now) ?? this.#reserve.leastWanted(lateCalls, now);
  }

  /** The leased slot longest without a sign, of those whose last sign was `engagement`. */
  longestSilent(engagement: Engagement): DidSlot | null {
    return this.#leased[engagement].first?.item ?? null;
  }

  get longestLingering(): DidSlot | null {
    return this.#lingering.first?.item ?? null;
  }

  get longestCooling(): DidSlot | null {
    return this.#cooling.first?.item ?? null;
  }

  /** The slot whose change fell due first, if that was by `now`. */
  due(now: Millis): DidSlot | null {
    if (now < this.#quietUntil) return null;
    this.#releaseHeld(now);
    let first: DidSlot | null = null;
    let at = Number.POSITIVE_INFINITY;
    for (const list of this.#timed) {
      const slot = list.first?.item;
      if (slot === undefined || slot.changesAt >= at) continue;
      first = slot;
      at = slot.changesAt;
    }
    if (at <= now) return first;
    this.#quietUntil = Math.min(at, this.#held.first?.item.holdUntil ?? at);
    return null;
  }

  /** Those whose time after a call is over wait among the others of their state again. */
  #releaseHeld(now: Millis): void {
    for (;;) {
      const slot = this.#held.first?.item;
      if (!slot || slot.holdUntil > now) return;
      this.place(slot, now);
    }
  }

  /** Puts the slot where its state belongs; to be called after every change of it. */
  place(slot: DidSlot, now: Millis): void {
    const { state, holdUntil } = slot;
    slot.changesAt = dueAt(slot);
    if (hasLiveCall(slot)) {
      slot.due.leave();
      slot.rank.leave();
      return;
    }
    const held = now < holdUntil;
    this.#quietUntil = Math.min(this.#quietUntil, held ? holdUntil : slot.changesAt);
    switch (state.phase) {
      case 'leased': {
        const { engagement, lastActivityAt, grantedAt } = state.lease;
        if (held) {
          this.#held.put(slot.due, slot.holdUntil);
          slot.rank.leave();
        } else {
          this.#leased[engagement].put(slot.due, lastActivityAt);
          this.#granted.put(slot.rank, grantedAt);
        }
        return;
      }
      case 'lingering':
        if (held) this.#held.put(slot.due, slot.holdUntil);
        else this.#lingering.put(slot.due, state.lease.endedAt ?? 0);
        slot.rank.leave();
        return;
      case 'cooling':
        if (held) this.#held.put(slot.due, slot.holdUntil);
        else this.#cooling.put(slot.due, state.until);
        if (held || !slot.lendable) slot.rank.leave();
        else this.#reserve.put(slot);
        return;
      case 'free':
        slot.due.leave();
        this.#free.put(slot);
        return;
      case 'disabled':
        slot.due.leave();
        slot.rank.leave();
    }
  }
}

/** Slots without a holder, those nobody ever held apart. */
class RestLists {
  readonly #clean: Slots = new LinkedList();
  readonly #by = listsBy(INTERESTS);

  get isEmpty(): boolean {
    return this.#clean.first === null && INTERESTS.every((interest) => this.#by[interest].first === null);
  }

  put(slot: DidSlot): void {
    const { likeliest, rank } = slot;
    const list = likeliest === null ? this.#clean : this.#by[likeliest.interest];
    if (rank.list !== list) list.put(rank, likeliest?.seenAt ?? 0);
  }

  leastWanted(lateCalls: LateCalls, now: Millis): DidSlot | null {
    if (this.#clean.first) return this.#clean.first.item;
    let best: DidSlot | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    for (const interest of INTERESTS) {
      const first = this.#by[interest].first;
      const caller = first?.item.likeliest;
      if (!first || !caller) continue;
      const calls = lateCalls(caller, now - caller.seenAt);
      if (calls >= fewest) continue;
      best = first.item;
      fewest = calls;
    }
    return best;
  }
}

function listsBy<Name extends string>(names: readonly Name[]): Readonly<Record<Name, Slots>> {
  return Object.fromEntries(names.map((name) => [name, new LinkedList<DidSlot>()])) as Record<Name, Slots>;
}
