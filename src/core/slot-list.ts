// A first-in, first-out list of DID slots from which any slot can be taken, each step O(1).
import type { DidSlot } from './did-slot.ts';

/** Doubly linked through the slots themselves: no memory of its own, a slot is in one list at most. */
export class SlotList {
  readonly #name: 'free' | 'cooling';
  #first: DidSlot | null = null;
  #last: DidSlot | null = null;

  constructor(name: 'free' | 'cooling') {
    this.#name = name;
  }

  /** The slot that has been in the list for longest. */
  get first(): DidSlot | null {
    return this.#first;
  }

  append(slot: DidSlot): void {
    slot.list = this.#name;
    slot.previous = this.#last;
    slot.next = null;
    if (this.#last) this.#last.next = slot;
    else this.#first = slot;
    this.#last = slot;
  }

  remove(slot: DidSlot): void {
    if (slot.previous) slot.previous.next = slot.next;
    else this.#first = slot.next;
    if (slot.next) slot.next.previous = slot.previous;
    else this.#last = slot.previous;
    slot.list = null;
    slot.previous = null;
    slot.next = null;
  }
}
