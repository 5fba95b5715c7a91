// First-in, first-out lists from which any node can be taken, each step O(1). Lists and nodes are numbers.
import type { Millis } from './millis.ts';

const NONE = -1;

/**
 * A node is in one list at most. A list is a ring through its head: after the head comes the first, before it the last. In
 * typed arrays, since a million objects that point at each other cost the garbage collector more than all steps among them.
 */
export class NodeLists {
  #size = 0;
  #next = new Int32Array(64);
  #previous = new Int32Array(64);
  /** The list a node is in. */
  #list = new Int32Array(64);
  /** What its list is ordered by. */
  #at = new Float64Array(64);

  /** A new, empty list. */
  newList(): number {
    const head = this.newNode();
    this.#next[head] = head;
    this.#previous[head] = head;
    return head;
  }

  /** A new node, in no list yet. */
  newNode(): number {
    if (this.#size === this.#list.length) this.#grow();
    this.#list[this.#size] = NONE;
    return this.#size++;
  }

  /** The first node of the list; null when it is empty. */
  first(list: number): number | null {
    const node = this.#next[list] as number;
    return node === list ? null : node;
  }

  /** Takes the node out of the list it was in and puts it behind the last one that is not later. */
  put(list: number, node: number, at: Millis): void {
    if (this.#list[node] === list && this.#at[node] === at) return;
    this.leave(node);
    let before = this.#previous[list] as number;
    // More than one step only for what waited elsewhere: a DID that was held by a call, a lease read from disk.
    while (before !== list && (this.#at[before] as number) > at) before = this.#previous[before] as number;
    this.#list[node] = list;
    this.#at[node] = at;
    this.#join(node, this.#next[before] as number);
    this.#join(before, node);
  }

  /** Takes the node out of the list it is in, if any. */
  leave(node: number): void {
    if (this.#list[node] === NONE) return;
    this.#list[node] = NONE;
    this.#join(this.#previous[node] as number, this.#next[node] as number);
  }

  #join(before: number, after: number): void {
    this.#next[before] = after;
    this.#previous[after] = before;
  }

  #grow(): void {
    const size = this.#size * 2;
    this.#next = copy(this.#next, new Int32Array(size));
    this.#previous = copy(this.#previous, new Int32Array(size));
    this.#list = copy(this.#list, new Int32Array(size));
    this.#at = copy(this.#at, new Float64Array(size));
  }
}

function copy<Numbers extends Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
