// Where each slot of a pool waits: for a visitor (free, cooling), and for its next change of state (due).
import { type DidSlot, dueAt, hasLiveCall, isHeld } from './did-slot.ts';
import { DueQueue } from './due-queue.ts';
import type { Millis } from './millis.ts';
import { SlotList } from './slot-list.ts';

export class SlotIndex {
  readonly #free = new SlotList('free');
  /** The reserve when none is free, longest-cooled first. */
  readonly #cooling = new SlotList('cooling');
  readonly #due = new DueQueue();

  /** The longest-rested free slot. */
  get free(): DidSlot | null {
    return this.#free.first;
  }

  /** The longest-cooled slot without a call now or a moment ago. */
  cooled(now: Millis): DidSlot | null {
    // Only slots on which a call has just ended are passed over, so the walk is short.
    for (let slot = this.#cooling.first; slot; slot = slot.next) if (!isHeld(slot, now)) return slot;
    return null;
  }

  /** The slot whose change falls due first, if that is by `now`. */
  due(now: Millis): DidSlot | null {
    const first = this.#due.first;
    return first && first.dueAt <= now ? first : null;
  }

  /** Puts the slot where its state belongs; to be called after every change of it. */
  place(slot: DidSlot): void {
    this.#due.set(slot, dueAt(slot));
    const list = listOf(slot);
    if (slot.list === list) return;
    if (slot.list === 'free') this.#free.remove(slot);
    if (slot.list === 'cooling') this.#cooling.remove(slot);
    if (list === 'free') this.#free.append(slot);
    if (list === 'cooling') this.#cooling.append(slot);
  }
}

function listOf(slot: DidSlot): 'free' | 'cooling' | null {
  if (slot.state.phase === 'free') return 'free';
  return slot.state.phase === 'cooling' && slot.lendable && !hasLiveCall(slot) ? 'cooling' : null;
}
