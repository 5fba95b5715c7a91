// Chance that falls the same way every time: mulberry32 (T. Ettinger, public domain).

export class Dice {
  #state: number;
  #ids = 0;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, not including, 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  below(count: number): number {
    return Math.floor(this.roll() * count);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** The first ones come far oftener than the last, as campaigns, pages and keywords do. */
  pickEarly<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.roll() ** 2.5 * items.length)] as Item;
  }

  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    let left = this.roll() * items.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return items.at(-1) as Item;
  }

  /** Exponentially distributed: most are short, few long. */
  around(mean: number): number {
    return -mean * Math.log(1 - this.roll());
  }

  /** 22 signs, as real ids have; but in order, which spares the indexes much shuffling. */
  id(): string {
    this.#ids += 1;
    return `${this.#ids.toString(36).padStart(8, '0')}${this.below(36 ** 6)
      .toString(36)
      .padStart(14, '0')}`;
  }
}
