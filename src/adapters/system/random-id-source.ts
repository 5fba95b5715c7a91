// Unguessable ids and codes: the time, then the operating system's randomness.
import { randomFillSync } from 'node:crypto';
import type { IdSource } from '../../ports/id-source.ts';

/** 128 bits: 22 characters of base64url. */
const TOKEN_BYTES = 16;

/** Filling one buffer for 256 tokens makes a token 10 times cheaper than a system call each. */
const POOL_BYTES = 4096;

/** Bytes from here up would make the low digits likelier (256 is no multiple of 10). */
const FAIR_BYTES = 250;

/** Milliseconds in base 36: eight digits from 1972 to 2059. */
const TIME_DIGITS = 8;

/**
 * Tokens begin with the time they were made at, so that rows written together lie together in the database's indexes:
 * ids random from their first character cost a page of each index a row. The 128 bits after it are what nobody can guess.
 */
export class RandomIdSource implements IdSource {
  readonly #pool = Buffer.allocUnsafeSlow(POOL_BYTES);
  #next = POOL_BYTES;
  #time = Number.NaN;
  #digits = '';

  token(): string {
    const start = this.#take(TOKEN_BYTES);
    return this.#timeDigits() + this.#pool.toString('base64url', start, start + TOKEN_BYTES);
  }

  code(digits: number): string {
    let code = '';
    while (code.length < digits) {
      const byte = this.#pool.readUInt8(this.#take(1));
      if (byte < FAIR_BYTES) code += byte % 10;
    }
    return code;
  }

  /** Many tokens are made in one millisecond. */
  #timeDigits(): string {
    const now = Date.now();
    if (now !== this.#time) {
      this.#time = now;
      this.#digits = now.toString(36).padStart(TIME_DIGITS, '0');
    }
    return this.#digits;
  }

  /** Where `count` unused random bytes start in the pool. */
  #take(count: number): number {
    if (this.#next + count > POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#next = 0;
    }
    const start = this.#next;
    this.#next += count;
    return start;
  }
}
