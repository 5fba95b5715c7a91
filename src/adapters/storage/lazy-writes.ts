// Writes that may wait: the last state of each key, oldest first.

export interface LazyWrite {
  readonly run: () => void;
  /** How often it has failed by its own fault. */
  readonly attempts: number;
}

export class LazyWrites {
  readonly #limit: number;
  readonly #waiting = new Map<string, LazyWrite>();

  /** @param limit keys kept; beyond, the oldest goes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** A later state takes the place in the queue of the earlier one. Answers whether another key was dropped for it. */
  set(key: string, run: () => void): boolean {
    const dropped = this.#waiting.size >= this.#limit && !this.#waiting.has(key) && this.#dropOldest();
    this.#waiting.set(key, { run, attempts: 0 });
    return dropped;
  }

  delete(key: string): void {
    this.#waiting.delete(key);
  }

  /** Takes out the `count` oldest. */
  take(count: number): [string, LazyWrite][] {
    const taken: [string, LazyWrite][] = [];
    for (const entry of this.#waiting) {
      if (taken.length === count) break;
      taken.push(entry);
    }
    for (const [key] of taken) this.#waiting.delete(key);
    return taken;
  }

  /** For another try, unless a later state of the key waits already. */
  putBack(key: string, lazy: LazyWrite): void {
    if (!this.#waiting.has(key)) this.#waiting.set(key, lazy);
  }

  #dropOldest(): boolean {
    for (const key of this.#waiting.keys()) return this.#waiting.delete(key);
    return false;
  }
}
