// How long visitors who are gone have been watched for a late call: counted in cohorts, not one by one.
import { BIN_COUNT, BIN_STARTS, binEnd } from './delay-bins.ts';
import type { Millis } from './millis.ts';

/** Visits that went away within so long of one another are one cohort. */
const COHORT: Millis = 60_000;

/** Visits that went away in one slot of time, by row. */
interface Cohort {
  readonly at: Millis;
  readonly visits: number[];
}

export class AwayVisits {
  readonly #rows: number;
  #cohorts: Cohort[] = [];
  /** Cohorts that are not kept any more: they came before the first one of `#cohorts`. */
  #forgotten = 0;
  /** By bin: the first cohort that has not been through it yet. */
  readonly #reached: number[] = new Array(BIN_COUNT).fill(0);

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** Answers the visit's place, by which it can be taken out again. */
  add(row: number, at: Millis): number {
    let cohort = this.#cohorts.at(-1);
    if (!cohort || at - cohort.at >= COHORT) {
      cohort = { at, visits: new Array(this.#rows).fill(0) };
      this.#cohorts.push(cohort);
    }
    cohort.visits[row] = (cohort.visits[row] as number) + 1;
    return (this.#forgotten + this.#cohorts.length - 1) * this.#rows + row;
  }

  /** The visit has come back. */
  takeOut(place: number): void {
    const row = place % this.#rows;
    const visits = this.#cohorts[(place - row) / this.#rows - this.#forgotten]?.visits;
    if (visits) visits[row] = (visits[row] as number) - 1;
  }

  /** Tells `watched` of every bin that visits have been through since the last time. */
  pass(now: Millis, watched: (row: number, bin: number, time: Millis) => void): void {
    for (let bin = 0; bin < BIN_COUNT; bin++) {
      const end = binEnd(bin);
      const width = end - (BIN_STARTS[bin] as number);
      let at = this.#reached[bin] as number;
      for (; at < this.#cohorts.length; at++) {
        const cohort = this.#cohorts[at] as Cohort;
        if (cohort.at + end > now) break;
        for (const [row, visits] of cohort.visits.entries())
          if (visits > 0) watched(row, bin, visits * width);
      }
      this.#reached[bin] = at;
    }
    this.#forget();
  }

  /** Cohorts that have been through the last bin. */
  #forget(): void {
    const over = this.#reached[BIN_COUNT - 1] as number;
    if (over < 1_000) return;
    this.#cohorts = this.#cohorts.slice(over);
    this.#forgotten += over;
    for (let bin = 0; bin < BIN_COUNT; bin++) this.#reached[bin] = (this.#reached[bin] as number) - over;
  }
}
