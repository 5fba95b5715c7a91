// The figures of one row of a report, added up credit by credit.
import type { ReportFigures } from '../../core/report.ts';
import { DOUBLE, FLAG, INT } from './credit-block.ts';

export class CreditSums {
  calls = 0;
  answered = 0;
  missed = 0;
  target = 0;
  value = 0;
  /** Null until there is any. */
  spend: number | null = null;
  #wait = 0;
  #waited = 0;
  #talk = 0;
  #talked = 0;
  #withheld = 0;
  /** By the digits of the caller: the shares of their calls. */
  readonly #callers = new Map<number, number>();

  /** @param start of the record, in words */
  add(ints: Int32Array, doubles: Float64Array, start: number): void {
    const half = start >> 1;
    const weight = doubles[half + DOUBLE.weight] as number;
    const flags = ints[start + INT.flags] as number;
    const wait = ints[start + INT.wait] as number;
    const talk = ints[start + INT.talk] as number;
    const caller = doubles[half + DOUBLE.caller] as number;
    this.calls += weight;
    if (flags & FLAG.answered) this.answered += weight;
    if (flags & FLAG.missed) this.missed += weight;
    if (flags & FLAG.target) this.target += weight;
    this.value += weight * (doubles[half + DOUBLE.value] as number);
    if (wait >= 0) {
      this.#wait += weight * wait;
      this.#waited += weight;
    }
    if (talk >= 0) {
      this.#talk += weight * talk;
      this.#talked += weight;
    }
    if (caller === 0) this.#withheld += weight;
    else this.#callers.set(caller, (this.#callers.get(caller) ?? 0) + weight);
  }

  addSpend(amount: number): void {
    this.spend = (this.spend ?? 0) + amount;
  }

  get wait(): number | null {
    return this.#waited === 0 ? null : this.#wait / this.#waited;
  }

  get talk(): number | null {
    return this.#talked === 0 ? null : this.#talk / this.#talked;
  }

  figures(): ReportFigures {
    const { calls, answered, missed, target, wait, talk, value, spend } = this;
    return { calls, unique: this.#unique(), answered, missed, target, wait, talk, value, spend };
  }

  /** A caller counts as far as their calls are counted here, and once at most. */
  #unique(): number {
    let unique = this.#withheld;
    for (const share of this.#callers.values()) unique += Math.min(1, share);
    return unique;
  }
}
