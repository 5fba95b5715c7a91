// Rates of calls, learned cell by cell: what was counted, over the time in which it was watched, shrunk to a prior.
import type { Millis } from './millis.ts';

type Rows = readonly (readonly number[])[];

/** Calls that the prior is worth. */
export interface Worth {
  readonly table: number;
  readonly row: number;
  readonly cell: number;
}

/**
 * Calls of one cell are a Poisson process; with a gamma prior its mean rate after `calls` in `time` is
 * (calls + m) / (time + m / prior), where m calls are what the prior is worth (Gelman and others, Bayesian Data Analysis,
 * 2.6). The prior of a cell is the given one times how far its whole row, and all rows together, were off.
 */
export class RateTable {
  readonly #prior: Rows;
  readonly #worth: Worth;
  #calls: number[][];
  /** Counted for good. */
  #settled: Rows;
  readonly #time: number[][];
  #rates: Rows;

  constructor(prior: Rows, worth: Worth, counted: { readonly calls: Rows; readonly time: Rows } | null) {
    this.#prior = prior;
    this.#worth = worth;
    this.#calls = prior.map((row, at) => row.map((_, cell) => counted?.calls[at]?.[cell] ?? 0));
    this.#time = prior.map((row, at) => row.map((_, cell) => counted?.time[at]?.[cell] ?? 0));
    this.#settled = copy(this.#calls);
    this.#rates = prior;
    this.refresh();
  }

  get calls(): Rows {
    return this.#calls;
  }

  /** Watched, ms. */
  get time(): Rows {
    return this.#time;
  }

  addCalls(row: number, cell: number, calls: number): void {
    add(this.#calls, row, cell, calls);
  }

  addTime(row: number, cell: number, time: Millis): void {
    add(this.#time, row, cell, time);
  }

  /** Forgets the calls counted since the last `settle`. */
  recount(): void {
    this.#calls = copy(this.#settled);
  }

  settle(): void {
    this.#settled = copy(this.#calls);
  }

  /** Calls per ms, as of the last `refresh`. */
  rate(row: number, cell: number): number {
    return this.#rates[row]?.[cell] ?? 0;
  }

  refresh(): void {
    const { table, row: ofRow, cell: ofCell } = this.#worth;
    const rows = this.#prior.map((prior, row) => ({
      prior,
      time: this.#time[row] as number[],
      calls: this.#calls[row] as number[],
      counted: sum(this.#calls[row] as number[]),
      expected: prior.reduce((total, rate, cell) => total + rate * (this.#time[row]?.[cell] as number), 0),
    }));
    const counted = sum(rows.map((row) => row.counted));
    const expected = sum(rows.map((row) => row.expected));
    const ofAll = Math.max(0, counted + table) / (expected + table);
    this.#rates = rows.map((row) => {
      const factor = (ofAll * (Math.max(0, row.counted) + ofRow)) / (ofAll * row.expected + ofRow);
      return row.prior.map((rate, cell) => {
        const calls = Math.max(0, row.calls[cell] as number);
        return (calls + ofCell) / ((row.time[cell] as number) + ofCell / (rate * factor));
      });
    });
  }
}

function copy(rows: Rows): number[][] {
  return rows.map((row) => [...row]);
}

function add(rows: number[][], row: number, cell: number, amount: number): void {
  const cells = rows[row];
  if (cells) cells[cell] = (cells[cell] as number) + amount;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
