// Random numbers that a seed repeats: sfc32 and the distributions visitors are drawn from.

/**
 * sfc32 ("small fast counting", Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush, period at least
 * 2^32 whatever the seed. Each `stream` of a seed is a sequence of its own, so that drawing more of one thing
 * does not change another.
 */
export class Random {
  #a: number;
  #b: number;
  #c = 0;
  #counter = 1;

  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    // PractRand's own seeding discards the first rounds, until every bit depends on the seed.
    for (let round = 0; round < 15; round++) this.#next();
  }

  /** At least 0, below 1. */
  uniform(): number {
    return (this.#next() >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** At least 0, below `limit`. */
  index(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** 1, 2, 3 ... with the given mean: each more as likely as the one before. */
  geometric(mean: number): number {
    if (mean <= 1) return 1;
    return 1 + Math.floor(Math.log(1 - this.uniform()) / Math.log(1 - 1 / mean));
  }

  #next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result;
  }
}
