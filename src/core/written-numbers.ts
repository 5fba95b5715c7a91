// How DIDs are written for people, remembered block by block: formatting one afresh costs more than lending it.
import { type E164, formatInternational, formatNational } from './e164.ts';

export interface WrittenNumber {
  /** `8 (495) 123-00-01` */
  readonly national: string;
  /** `+7 495 123 00 01` */
  readonly international: string;
}

/** Numbers that differ in their last four digits only are grouped alike: no numbering plan looks that far back. */
const BLOCK_DIGITS = 4;

export class WrittenNumbers {
  /** One number of each block, as its pattern. */
  readonly #patterns = new Map<string, WrittenNumber>();

  write(did: E164): WrittenNumber {
    const block = did.slice(0, -BLOCK_DIGITS);
    let pattern = this.#patterns.get(block);
    if (!pattern) {
      pattern = { national: formatNational(did), international: formatInternational(did) };
      this.#patterns.set(block, pattern);
    }
    const tail = did.slice(-BLOCK_DIGITS);
    return {
      national: withTail(pattern.national, tail),
      international: withTail(pattern.international, tail),
    };
  }
}

/** `text` with its last digits replaced by those of `tail`. */
function withTail(text: string, tail: string): string {
  let written = '';
  let left = tail.length;
  let at = text.length;
  while (left > 0 && at > 0) {
    const character = text.charAt(--at);
    const isDigit = character >= '0' && character <= '9';
    written = (isDigit ? tail.charAt(--left) : character) + written;
  }
  return text.slice(0, at) + written;
}
