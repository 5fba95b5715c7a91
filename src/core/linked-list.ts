// A first-in, first-out list from which any item can be taken, each step O(1).

import type { Millis } from './millis.ts';

/** An item's place in a list: it is in one at most. */
export class Link<Item> {
  readonly item: Item;
  list: LinkedList<Item> | null = null;
  previous: Link<Item> | null = null;
  next: Link<Item> | null = null;
  /** What the list is ordered by. */
  at: Millis = 0;

  constructor(item: Item) {
    this.item = item;
  }

  leave(): void {
    this.list?.remove(this);
  }
}

/** Doubly linked, ordered by `at`: nearly always the newest comes last, so that putting it there is one step. */
export class LinkedList<Item> {
  first: Link<Item> | null = null;
  #last: Link<Item> | null = null;

  /** Takes the link out of the list it was in and puts it behind the last one that is not later. */
  put(link: Link<Item>, at: Millis): void {
    if (link.list === this && link.at === at) return;
    link.list?.remove(link);
    link.at = at;
    link.list = this;
    let before = this.#last;
    // More than one step only for what waited elsewhere: a DID that was held by a call, a lease read from disk.
    while (before !== null && before.at > at) before = before.previous;
    const after = before === null ? this.first : before.next;
    link.previous = before;
    link.next = after;
    if (before === null) this.first = link;
    else before.next = link;
    if (after === null) this.#last = link;
    else after.previous = link;
  }

  remove(link: Link<Item>): void {
    if (link.previous) link.previous.next = link.next;
    else this.first = link.next;
    if (link.next) link.next.previous = link.previous;
    else this.#last = link.previous;
    link.list = null;
    link.previous = null;
    link.next = null;
  }
}
