// First-in, first-out lists from which any node can be taken, each step O(1). Lists and nodes are numbers.
import type { Millis } from './millis.ts';

const NONE = -1;

/**
 * A node's record: 8 bytes for what its list is ordered by, then whole numbers of 4 bytes: the next node, the one before, the
 * list it is in. In one place, since among a million nodes it is the fetching from memory that a step waits for.
 */
const RECORD = 24;
const TIMES = RECORD / Float64Array.BYTES_PER_ELEMENT;
const NUMBERS = RECORD / Int32Array.BYTES_PER_ELEMENT;
const NEXT = 2;
const PREVIOUS = 3;
const LIST = 4;

/**
 * A node is in one list at most. A list is a ring through its head: after the head comes the first, before it the last. In
 * one typed array, since a million objects that point at each other cost the garbage collector more than all steps among them.
 */
export class NodeLists {
  #size = 0;
  #capacity = 64;
  #numbers = new Int32Array(this.#capacity * NUMBERS);
  /** The same bytes. */
  #times = new Float64Array(this.#numbers.buffer);

  /** A new, empty list. */
  newList(): number {
    const head = this.newNode();
    this.#join(head, head);
    return head;
  }

  /** A new node, in no list yet. */
  newNode(): number {
    if (this.#size === this.#capacity) this.#grow();
    this.#numbers[this.#size * NUMBERS + LIST] = NONE;
    return this.#size++;
  }

  /** The first node of the list; null when it is empty. */
  first(list: number): number | null {
    const node = this.#numbers[list * NUMBERS + NEXT] as number;
    return node === list ? null : node;
  }

  /** Takes the node out of the list it was in and puts it behind the last one that is not later. */
  put(list: number, node: number, at: Millis): void {
    const numbers = this.#numbers;
    const times = this.#times;
    if (numbers[node * NUMBERS + LIST] === list && times[node * TIMES] === at) return;
    this.leave(node);
    let before = numbers[list * NUMBERS + PREVIOUS] as number;
    // More than one step only for what waited elsewhere: a DID that was held by a call, a lease read from disk.
    while (before !== list && (times[before * TIMES] as number) > at) {
      before = numbers[before * NUMBERS + PREVIOUS] as number;
    }
    numbers[node * NUMBERS + LIST] = list;
    times[node * TIMES] = at;
    this.#join(node, numbers[before * NUMBERS + NEXT] as number);
    this.#join(before, node);
  }

  /** Takes the node out of the list it is in, if any. */
  leave(node: number): void {
    const numbers = this.#numbers;
    const record = node * NUMBERS;
    if (numbers[record + LIST] === NONE) return;
    numbers[record + LIST] = NONE;
    this.#join(numbers[record + PREVIOUS] as number, numbers[record + NEXT] as number);
  }

  #join(before: number, after: number): void {
    this.#numbers[before * NUMBERS + NEXT] = after;
    this.#numbers[after * NUMBERS + PREVIOUS] = before;
  }

  #grow(): void {
    const smaller = this.#numbers;
    this.#capacity *= 2;
    this.#numbers = new Int32Array(this.#capacity * NUMBERS);
    this.#numbers.set(smaller);
    this.#times = new Float64Array(this.#numbers.buffer);
  }
}
