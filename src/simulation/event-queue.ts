// What happens next on the virtual clock: a binary heap.
import type { Millis } from '../core/millis.ts';

/** O(log n) a step. Events of the same instant come out in the order they went in. */
export class EventQueue<Event> {
  /** Parallel arrays, so that queuing allocates nothing. */
  readonly #events: Event[] = [];
  readonly #times: Millis[] = [];
  readonly #serials: number[] = [];
  #serial = 0;

  get size(): number {
    return this.#events.length;
  }

  /** When the next event is due; infinite when there is none. */
  get nextAt(): Millis {
    return this.#times[0] ?? Number.POSITIVE_INFINITY;
  }

  push(at: Millis, event: Event): void {
    this.#events.push(event);
    this.#times.push(at);
    this.#serials.push(this.#serial++);
    this.#rise(this.#events.length - 1);
  }

  pop(): Event | undefined {
    const first = this.#events[0];
    this.#swap(0, this.#events.length - 1);
    this.#events.pop();
    this.#times.pop();
    this.#serials.pop();
    this.#sink();
    return first;
  }

  #rise(from: number): void {
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (this.#isBefore(parent, child)) return;
      this.#swap(parent, child);
      child = parent;
    }
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      if (left >= this.#events.length) return;
      const right = left + 1;
      const child = right < this.#events.length && this.#isBefore(right, left) ? right : left;
      if (this.#isBefore(parent, child)) return;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #isBefore(one: number, two: number): boolean {
    const difference = (this.#times[one] as number) - (this.#times[two] as number);
    return difference === 0
      ? (this.#serials[one] as number) < (this.#serials[two] as number)
      : difference < 0;
  }

  #swap(one: number, two: number): void {
    if (one === two || two < 0) return;
    swapIn(this.#events, one, two);
    swapIn(this.#times, one, two);
    swapIn(this.#serials, one, two);
  }
}

function swapIn<Item>(list: Item[], one: number, two: number): void {
  const kept = list[one] as Item;
  list[one] = list[two] as Item;
  list[two] = kept;
}
