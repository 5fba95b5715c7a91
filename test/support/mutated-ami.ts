// AMI as no Asterisk would write it: the lines of the recorded transcripts, mutated. The same for the same seed.
import { readdirSync, readFileSync } from 'node:fs';
import { Random } from '../../src/simulation/random.ts';

const FOLDER = new URL('../fixtures/ami/', import.meta.url);
const NASTY = [
  '__proto__: x',
  '__proto__: y',
  'constructor: z',
  'Variable: __proto__=1',
  'ChanVariable: constructor=1',
  'toString: 1',
  'length: -1',
  'Event: error',
  'Event: close',
  'Event: rawevent',
  'Response: Error',
  '--END COMMAND--',
  'ActionID: 1',
  'EventList: Complete',
  'Asterisk Call Manager/99',
  'Uniqueid:',
  'Uniqueid: ',
  ': ',
  ':',
  'Cause: 99999999999999999999999',
  'ChannelState: -1',
];

export class MutatedAmi {
  readonly #lines: readonly Buffer[];
  readonly #random: Random;
  #at = 0;
  lines = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ami'));
    this.#lines = files.flatMap((file) => split(readFileSync(new URL(file, FOLDER))));
  }

  /** The next `count` lines, most of them as recorded. */
  next(count: number): Buffer {
    const out: Buffer[] = [];
    for (let n = 0; n < count; n += 1) {
      const line = this.#lines[this.#at % this.#lines.length] ?? Buffer.alloc(0);
      this.#at += 1;
      out.push(this.#chance(0.25) ? this.#mutate(line) : line);
    }
    this.lines += count;
    return Buffer.concat(out);
  }

  #mutate(line: Buffer): Buffer {
    const kind = this.#below(12);
    const at = this.#below(Math.max(1, line.length));
    switch (kind) {
      case 0: // a bit flipped
        return edited(line, at, (byte) => byte ^ (1 << this.#below(8)));
      case 1: // cut off, its end of line with it
        return line.subarray(0, at);
      case 2: // only the text cut off
        return Buffer.concat([line.subarray(0, at), EOL]);
      case 3: // twice
        return Buffer.concat([line, line]);
      case 4: // lost
        return Buffer.alloc(0);
      case 5: // a byte that is no UTF-8, or NUL
        return edited(line, at, () => (this.#chance(0.5) ? 0 : 0x80 + this.#below(128)));
      case 6: // longer than any Asterisk writes
        return Buffer.concat([Buffer.alloc(this.#below(4_000), 'x'), line]);
      case 7:
        return Buffer.from(`${NASTY[this.#below(NASTY.length)]}\r\n`);
      case 8: // a message ends too early
        return Buffer.concat([line, EOL]);
      case 9: // another end of line
        return Buffer.from(
          line.toString('latin1').replace('\r\n', this.#chance(0.5) ? '\n' : '\r'),
          'latin1',
        );
      case 10: // jumps elsewhere: a line of another message
        this.#at = this.#below(this.#lines.length);
        return line;
      default: // a message or a listing without end, rarely
        if (this.#chance(0.005)) return Buffer.concat(Array.from({ length: 40_000 }, () => FLOOD));
        return this.#chance(0.005) ? Buffer.from('Response: Follows\r\n') : line;
    }
  }

  #chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  #below(limit: number): number {
    return this.#random.index(limit);
  }
}

const EOL = Buffer.from('\r\n');
const FLOOD = Buffer.from('X: nothing\r\n');

function edited(line: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(line);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

/** Each with its end of line. */
function split(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf('\n', from);
    const to = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, to));
    from = to;
  }
  return lines;
}
