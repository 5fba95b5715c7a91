// Gives numbers places in a row, 0, 1, 2 ..., in the order they are first seen.

/**
 * A hash table over typed arrays (open addressing, linear probing). A Map costs five times as much here: it boxes every key
 * above 2^31, and reports look up hundreds of thousands.
 */
export class NumberIndex {
  #keys: Float64Array;
  /** The place plus 1; 0 is free. */
  #places: Int32Array;
  #size = 0;

  /** @param room for half as many keys before it grows; a power of 2 */
  constructor(room = 1_024) {
    this.#keys = new Float64Array(room);
    this.#places = new Int32Array(room);
  }

  get size(): number {
    return this.#size;
  }

  /** @param key a whole number from 0 up to 2^53 */
  place(key: number): number {
    const at = this.#slot(key);
    const known = this.#places[at] as number;
    if (known > 0) return known - 1;
    this.#keys[at] = key;
    this.#places[at] = ++this.#size;
    if (this.#size * 2 > this.#keys.length) this.#grow();
    return this.#size - 1;
  }

  /** The keys by their places. */
  keys(): Float64Array {
    const keys = new Float64Array(this.#size);
    for (let at = 0; at < this.#places.length; at++) {
      const place = this.#places[at] as number;
      if (place > 0) keys[place - 1] = this.#keys[at] as number;
    }
    return keys;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let at = hashOf(key) & mask;
    while (this.#places[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, places] = [this.#keys, this.#places];
    this.#keys = new Float64Array(keys.length * 4);
    this.#places = new Int32Array(keys.length * 4);
    for (let from = 0; from < keys.length; from++) {
      const place = places[from] as number;
      if (place === 0) continue;
      const at = this.#slot(keys[from] as number);
      this.#keys[at] = keys[from] as number;
      this.#places[at] = place;
    }
  }
}

/** The mixer of MurmurHash3 over both halves. */
function hashOf(key: number): number {
  let hash = (key | 0) ^ Math.imul((key / 2 ** 32) | 0, 0x9e_37_79_b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return hash ^ (hash >>> 16);
}
