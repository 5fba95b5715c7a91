// Where each slot of a pool waits: for its next change of phase (due), and to be lent (rank).
import { DidSlot, dueAt, hasLiveCall, isHeld } from './did-slot.ts';
import type { E164 } from './e164.ts';
import { ENGAGEMENTS, type Engagement } from './engagement.ts';
import { INTERESTS, type Interest, interestOf } from './interest.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import { NodeLists } from './node-lists.ts';

/** Calls still to be expected from a visitor of that interest, unseen for so long (call-model.ts). */
export type LateCalls = (
  caller: { readonly site: string; readonly interest: Interest },
  silence: Millis,
) => number;

/**
 * Every list is first-in, first-out, since all slots in it wait for equally long: the leased by what their visitor does,
 * the resting by how likely a late call to them is. So what is due, or the best to lend, is at the head of one of a few.
 */
export class SlotIndex {
  readonly #lists = new NodeLists();
  /** Whose each node is. */
  readonly #slots: DidSlot[] = [];
  readonly #leased = listsBy(ENGAGEMENTS, this.#lists);
  /** All leased slots by their grant: none may outlive the maximum. */
  readonly #granted = this.#lists.newList();
  readonly #lingering = this.#lists.newList();
  readonly #cooling = this.#lists.newList();
  /** Kept after a call. */
  readonly #held = this.#lists.newList();
  /** To be lent next, by the interest of their likeliest caller, longest unseen first; those nobody ever held apart. */
  readonly #free = { clean: this.#lists.newList(), ...listsBy(INTERESTS, this.#lists) };
  /** The reserve when none is free. */
  readonly #reserve = { clean: this.#lists.newList(), ...listsBy(INTERESTS, this.#lists) };
  /** What falls due is at the head of one of these. */
  readonly #timed = [...Object.values(this.#leased), this.#granted, this.#lingering, this.#cooling];
  /** Nothing changes by itself before then: most questions end here. */
  #quietUntil: Millis = Number.NEGATIVE_INFINITY;

  newSlot(did: E164, disabled: boolean): DidSlot {
    const slot = new DidSlot(did, disabled, { due: this.#lists.newNode(), rank: this.#lists.newNode() });
    this.#slots[slot.due] = slot;
    this.#slots[slot.rank] = slot;
    return slot;
  }

  /** Whether any slot has rested. */
  get hasFree(): boolean {
    return (
      this.#first(this.#free.clean) !== null ||
      INTERESTS.some((interest) => this.#first(this.#free[interest]))
    );
  }

  /** The free slot on which a late call is the least likely; when none is free, such a one of the cooling. */
  leastWanted(lateCalls: LateCalls, now: Millis): DidSlot | null {
    return this.#leastWanted(this.#free, lateCalls, now) ?? this.#leastWanted(this.#reserve, lateCalls, now);
  }

  /** The leased slot longest without a sign, of those whose last sign was `engagement`. */
  longestSilent(engagement: Engagement): DidSlot | null {
    return this.#first(this.#leased[engagement]);
  }

  get longestLingering(): DidSlot | null {
    return this.#first(this.#lingering);
  }

  get longestCooling(): DidSlot | null {
    return this.#first(this.#cooling);
  }

  /** The slot whose change fell due first, if that was by `now`. */
  due(now: Millis): DidSlot | null {
    if (now < this.#quietUntil) return null;
    this.#releaseHeld(now);
    let first: DidSlot | null = null;
    let at = Number.POSITIVE_INFINITY;
    for (const list of this.#timed) {
      const slot = this.#first(list);
      if (slot === null) continue;
      const changesAt = dueAt(slot);
      if (changesAt >= at) continue;
      first = slot;
      at = changesAt;
    }
    if (at <= now) return first;
    this.#quietUntil = Math.min(at, this.#first(this.#held)?.holdUntil ?? at);
    return null;
  }

  /** Those whose time after a call is over wait among the others of their phase again. */
  #releaseHeld(now: Millis): void {
    for (;;) {
      const slot = this.#first(this.#held);
      if (!slot || isHeld(slot, now)) return;
      this.place(slot, now);
    }
  }

  /** Puts the slot where its phase belongs; to be called after every change of it. */
  place(slot: DidSlot, now: Millis): void {
    const { phase, due, rank, lease, holdUntil } = slot;
    const lists = this.#lists;
    if (hasLiveCall(slot)) {
      lists.leave(due);
      lists.leave(rank);
      return;
    }
    const held = holdUntil !== null && now < holdUntil;
    this.#quietUntil = Math.min(this.#quietUntil, held ? holdUntil : slot.until);
    if (held && phase !== 'free' && phase !== 'disabled') {
      lists.put(this.#held, due, holdUntil);
      lists.leave(rank);
      return;
    }
    switch (phase) {
      case 'leased':
        if (lease === null) return;
        lists.put(this.#leased[lease.engagement], due, lease.lastActivityAt);
        lists.put(this.#granted, rank, lease.grantedAt);
        return;
      case 'lingering':
        lists.put(this.#lingering, due, slot.last?.endedAt ?? 0);
        lists.leave(rank);
        return;
      case 'cooling':
        lists.put(this.#cooling, due, slot.until);
        if (slot.lendable) this.#rest(slot, this.#reserve);
        else lists.leave(rank);
        return;
      case 'free':
        lists.leave(due);
        this.#rest(slot, this.#free);
        return;
      case 'disabled':
        lists.leave(due);
        lists.leave(rank);
    }
  }

  /** Among those without a holder. */
  #rest({ rank, likeliest }: DidSlot, lists: RestLists): void {
    if (likeliest === null) this.#lists.put(lists.clean, rank, 0);
    else this.#lists.put(lists[interestOf(likeliest)], rank, seenAt(likeliest));
  }

  #leastWanted(lists: RestLists, lateCalls: LateCalls, now: Millis): DidSlot | null {
    let best = this.#first(lists.clean);
    if (best) return best;
    let fewest = Number.POSITIVE_INFINITY;
    for (const interest of INTERESTS) {
      const slot = this.#first(lists[interest]);
      if (!slot?.likeliest) continue;
      const calls = lateCallsOf(slot.likeliest, lateCalls, now);
      if (calls >= fewest) continue;
      best = slot;
      fewest = calls;
    }
    return best;
  }

  #first(list: number): DidSlot | null {
    const node = this.#lists.first(list);
    return node === null ? null : (this.#slots[node] as DidSlot);
  }
}

/** Slots without a holder, those nobody ever held apart. */
type RestLists = Readonly<Record<Interest | 'clean', number>>;

/** Calls still to be expected from the visitor of a lease that is over. */
export function lateCallsOf(lease: Lease, lateCalls: LateCalls, now: Millis): number {
  return lateCalls({ site: lease.site, interest: interestOf(lease) }, now - seenAt(lease));
}

function seenAt({ intentAt, lastActivityAt }: Lease): Millis {
  return intentAt ?? lastActivityAt;
}

function listsBy<Name extends string>(
  names: readonly Name[],
  lists: NodeLists,
): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name) => [name, lists.newList()])) as Record<Name, number>;
}
