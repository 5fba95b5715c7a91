// The slots of a pool by their DIDs.
import type { DidSlot } from './did-slot.ts';
import type { E164 } from './e164.ts';

const ZERO = 0x30;

/**
 * A hash table by the DIDs as whole numbers (15 digits at most, ITU-T E.164), with open addressing: a page's report finds
 * its lease by the last digits of the token, and no text is cut out, hashed and compared for it.
 */
export class DidIndex {
  readonly #slots: DidSlot[] = [];
  /** A power of two, at least twice as many as there are slots. */
  #size = 16;
  /** 0 for none. */
  #numbers = new Float64Array(this.#size);
  /** Where the slot of the number at the same place is in `#slots`. */
  #places = new Int32Array(this.#size);

  add(slot: DidSlot): void {
    if (this.#slots.push(slot) * 2 > this.#size) this.#grow();
    this.#enter(this.#slots.length - 1);
  }

  get(did: E164): DidSlot | undefined {
    const slot = this.endingOf(did);
    return slot?.did === did ? slot : undefined;
  }

  /** The slot whose DID's digits the text ends with, after anything that is no digit. */
  endingOf(text: string): DidSlot | undefined {
    const number = lastNumber(text);
    const at = this.#find(number);
    return number > 0 && this.#numbers[at] === number ? this.#slots[this.#places[at] as number] : undefined;
  }

  values(): readonly DidSlot[] {
    return this.#slots;
  }

  /** Where the number is, or would be. */
  #find(number: number): number {
    const mask = this.#size - 1;
    const hash = Math.imul(number % 0x7fff_ffff, 0x9e37_79b1);
    let at = (hash ^ (hash >>> 15)) & mask;
    while (this.#numbers[at] !== 0 && this.#numbers[at] !== number) at = (at + 1) & mask;
    return at;
  }

  #enter(place: number): void {
    const number = lastNumber((this.#slots[place] as DidSlot).did);
    const at = this.#find(number);
    this.#numbers[at] = number;
    this.#places[at] = place;
  }

  #grow(): void {
    this.#size *= 2;
    this.#numbers = new Float64Array(this.#size);
    this.#places = new Int32Array(this.#size);
    for (let place = 0; place < this.#slots.length - 1; place++) this.#enter(place);
  }
}

/** The whole number a text ends with. */
function lastNumber(text: string): number {
  let number = 0;
  let worth = 1;
  for (let at = text.length - 1; at >= 0; at--) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    number += digit * worth;
    worth *= 10;
  }
  return number;
}
