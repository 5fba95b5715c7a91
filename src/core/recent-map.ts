// A map of bounded memory that forgets the entries longest unset.

/**
 * Two generations: when the young one is full the old one is dropped. Each step is O(1); deleting the oldest entry of one
 * Map is not, since its iterator walks over all that were deleted before.
 */
export class RecentMap<Key, Value> {
  readonly #least: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  /** @param least so many entries are remembered at least, at most twice as many */
  constructor(least: number) {
    this.#least = least;
  }

  get(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#least && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
