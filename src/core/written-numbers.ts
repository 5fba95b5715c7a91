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

/** How a block's numbers are written: what stands before and between their last digits, and after them. */
interface Pattern {
  readonly national: readonly string[];
  readonly international: readonly string[];
}

export class WrittenNumbers {
  readonly #patterns = new Map<string, Pattern>();

  write(did: E164): WrittenNumber {
    const block = did.slice(0, -BLOCK_DIGITS);
    let pattern = this.#patterns.get(block);
    if (!pattern) {
      pattern = { national: around(formatNational(did)), international: around(formatInternational(did)) };
      this.#patterns.set(block, pattern);
    }
    return {
      national: filled(pattern.national, did),
      international: filled(pattern.international, did),
    };
  }
}

/** `8 (495) 123-00-01` -> `['8 (495) 123-', '', '-', '', '']`. */
function around(text: string): string[] {
  const parts = text.split(/\d/);
  return [text.slice(0, text.length - tailLength(parts)), ...parts.slice(-BLOCK_DIGITS)];
}

/** Characters from the first of the last digits on. */
function tailLength(parts: readonly string[]): number {
  return parts.slice(-BLOCK_DIGITS).join('').length + BLOCK_DIGITS;
}

function filled([before = '', ...after]: readonly string[], did: E164): string {
  const first = did.length - BLOCK_DIGITS;
  let text = before;
  for (let n = 0; n < BLOCK_DIGITS; n++) text += did.charAt(first + n) + after[n];
  return text;
}
