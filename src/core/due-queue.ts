// Slots by the time their state changes next: a binary heap in which each slot knows its place.
import type { DidSlot } from './did-slot.ts';
import type { Millis } from './millis.ts';

/** O(log n) to set or drop a slot's due time, O(1) to see which is due first. */
export class DueQueue {
  readonly #heap: DidSlot[] = [];

  /** The slot due first, null when none is queued. */
  get first(): DidSlot | null {
    return this.#heap[0] ?? null;
  }

  /** Queues the slot for `dueAt`, or moves it there; an infinite time takes it out. */
  set(slot: DidSlot, dueAt: Millis): void {
    if (dueAt === slot.dueAt && (slot.queueIndex >= 0 || dueAt === Number.POSITIVE_INFINITY)) return;
    slot.dueAt = dueAt;
    if (dueAt === Number.POSITIVE_INFINITY) {
      this.#drop(slot);
      return;
    }
    if (slot.queueIndex < 0) {
      slot.queueIndex = this.#heap.length;
      this.#heap.push(slot);
    }
    this.#settle(slot);
  }

  #drop(slot: DidSlot): void {
    const hole = slot.queueIndex;
    if (hole < 0) return;
    slot.queueIndex = -1;
    const last = this.#heap.pop();
    if (!last || last === slot) return;
    this.#place(last, hole);
    this.#settle(last);
  }

  #settle(slot: DidSlot): void {
    this.#rise(slot);
    this.#sink(slot);
  }

  #rise(slot: DidSlot): void {
    while (slot.queueIndex > 0) {
      const parent = this.#heap[(slot.queueIndex - 1) >> 1] as DidSlot;
      if (parent.dueAt <= slot.dueAt) return;
      this.#swap(parent, slot);
    }
  }

  #sink(slot: DidSlot): void {
    for (;;) {
      const left = this.#heap[2 * slot.queueIndex + 1];
      if (!left) return;
      const right = this.#heap[2 * slot.queueIndex + 2];
      const child = right && right.dueAt < left.dueAt ? right : left;
      if (slot.dueAt <= child.dueAt) return;
      this.#swap(slot, child);
    }
  }

  /** `upper` and `lower` change places. */
  #swap(upper: DidSlot, lower: DidSlot): void {
    const place = upper.queueIndex;
    this.#place(upper, lower.queueIndex);
    this.#place(lower, place);
  }

  #place(slot: DidSlot, index: number): void {
    this.#heap[index] = slot;
    slot.queueIndex = index;
  }
}
