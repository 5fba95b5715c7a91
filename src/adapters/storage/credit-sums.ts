// The figures of the rows of a report, added up credit by credit.
import type { ReportFigures } from '../../core/report.ts';
import { DOUBLE, FLAG, INT } from './credit-block.ts';
import { NumberIndex } from './number-index.ts';

/** Places of the sums of one row. */
const SUM = {
  calls: 0,
  answered: 1,
  missed: 2,
  target: 3,
  value: 4,
  wait: 5,
  waited: 6,
  talk: 7,
  talked: 8,
} as const;
const SUMS = 9;
const FIRST_ROOM = 65_536;
/** For a quarter of a million callers: growing costs more than the 6 MB. */
const CALLER_ROOM = 2 ** 19;
const WITHHELD = -1;

/** Rows by a number that names each. All is kept in typed arrays: objects and Maps cost several times as much. */
export class CreditSums {
  readonly #rows = new NumberIndex();
  #sums = new Float64Array(SUMS * 64);
  readonly #callers = new NumberIndex(CALLER_ROOM);
  /** Of each credit: the place of its row, that of its caller, and its weight. */
  #rowOf = new Int32Array(FIRST_ROOM);
  #callerOf = new Int32Array(FIRST_ROOM);
  #weightOf = new Float64Array(FIRST_ROOM);
  #count = 0;

  /** @param start of the record, in words */
  add(row: number, ints: Int32Array, doubles: Float64Array, start: number): void {
    const place = this.#rows.place(row);
    const base = place * SUMS;
    if (base >= this.#sums.length) this.#sums = doubled(this.#sums);
    const sums = this.#sums;
    const half = start >> 1;
    const weight = doubles[half + DOUBLE.weight] as number;
    const flags = ints[start + INT.flags] as number;
    const wait = ints[start + INT.wait] as number;
    const talk = ints[start + INT.talk] as number;
    increase(sums, base + SUM.calls, weight);
    if (flags & FLAG.answered) increase(sums, base + SUM.answered, weight);
    if (flags & FLAG.missed) increase(sums, base + SUM.missed, weight);
    if (flags & FLAG.target) increase(sums, base + SUM.target, weight);
    increase(sums, base + SUM.value, weight * (doubles[half + DOUBLE.value] as number));
    if (wait >= 0) {
      increase(sums, base + SUM.wait, weight * wait);
      increase(sums, base + SUM.waited, weight);
    }
    if (talk >= 0) {
      increase(sums, base + SUM.talk, weight * talk);
      increase(sums, base + SUM.talked, weight);
    }
    this.#note(place, doubles[half + DOUBLE.caller] as number, weight);
  }

  /** The figures by row, without spend. */
  figures(): Map<number, ReportFigures> {
    const uniques = this.#uniques();
    const rows = [...this.#rows.keys()];
    return new Map(
      rows.map((row, place) => [
        row,
        figuresOf(this.#sums.subarray(place * SUMS, (place + 1) * SUMS), uniques[place] ?? 0),
      ]),
    );
  }

  /** Of all rows together. */
  total(): ReportFigures {
    const sums = new Float64Array(SUMS);
    for (let at = 0; at < this.#rows.size * SUMS; at++) increase(sums, at % SUMS, this.#sums[at] as number);
    const all = new Int32Array(this.#count);
    for (let credit = 0; credit < this.#count; credit++) all[credit] = credit;
    return figuresOf(sums, this.#unique(all, new Float64Array(this.#callers.size)));
  }

  #note(row: number, caller: number, weight: number): void {
    if (this.#count === this.#rowOf.length) this.#makeRoom();
    this.#rowOf[this.#count] = row;
    this.#callerOf[this.#count] = caller === 0 ? WITHHELD : this.#callers.place(caller);
    this.#weightOf[this.#count] = weight;
    this.#count += 1;
  }

  /** By row. The credits are sorted by counting, so that each row's callers are looked at together. */
  #uniques(): number[] {
    const ends = new Int32Array(this.#rows.size + 1);
    for (let credit = 0; credit < this.#count; credit++) {
      const row = (this.#rowOf[credit] as number) + 1;
      ends[row] = (ends[row] as number) + 1;
    }
    for (let row = 1; row < ends.length; row++) ends[row] = (ends[row] as number) + (ends[row - 1] as number);
    const begins = ends.slice();
    const sorted = new Int32Array(this.#count);
    for (let credit = 0; credit < this.#count; credit++) {
      const row = this.#rowOf[credit] as number;
      const at = begins[row] as number;
      sorted[at] = credit;
      begins[row] = at + 1;
    }
    const shares = new Float64Array(this.#callers.size);
    return Array.from({ length: this.#rows.size }, (_, row) =>
      this.#unique(sorted.subarray(ends[row], ends[row + 1]), shares),
    );
  }

  /**
   * A caller counts as far as their calls are counted in these credits, and once at most; each withheld number counts.
   * @param shares zeros, one a caller; zeros again afterwards
   */
  #unique(credits: Int32Array, shares: Float64Array): number {
    let unique = 0;
    for (const credit of credits) {
      const caller = this.#callerOf[credit] as number;
      if (caller === WITHHELD) unique += this.#weightOf[credit] as number;
      else increase(shares, caller, this.#weightOf[credit] as number);
    }
    for (const credit of credits) {
      const caller = this.#callerOf[credit] as number;
      if (caller === WITHHELD) continue;
      unique += Math.min(1, shares[caller] as number);
      shares[caller] = 0;
    }
    return unique;
  }

  #makeRoom(): void {
    const grow = (old: Int32Array) => {
      const larger = new Int32Array(old.length * 2);
      larger.set(old);
      return larger;
    };
    this.#rowOf = grow(this.#rowOf);
    this.#callerOf = grow(this.#callerOf);
    this.#weightOf = doubled(this.#weightOf);
  }
}

function figuresOf(sums: Float64Array, unique: number): ReportFigures {
  const sum = (name: keyof typeof SUM) => sums[SUM[name]] ?? 0;
  const mean = (total: number, count: number) => (count === 0 ? null : total / count);
  return {
    calls: sum('calls'),
    unique,
    answered: sum('answered'),
    missed: sum('missed'),
    target: sum('target'),
    wait: mean(sum('wait'), sum('waited')),
    talk: mean(sum('talk'), sum('talked')),
    value: sum('value'),
    spend: null,
  };
}

function increase(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] as number) + by;
}

function doubled(sums: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(sums.length * 2);
  larger.set(sums);
  return larger;
}
