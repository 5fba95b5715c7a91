// Rates of calls, learned cell by cell: what was counted, over the time in which it was watched, shrunk to a prior.

/**
 * Calls of one cell are a Poisson process; with a gamma prior its mean rate after `calls` in `time` is
 * (calls + m) / (time + m / prior), where m calls are what the prior is worth (Gelman and others, Bayesian Data Analysis,
 * 2.6). The prior of a cell is the given one times how far its whole row, and all rows together, were off.
 */
export class RateTable {
  readonly #prior: readonly (readonly number[])[];
  /** Calls that the prior is worth: of the whole table, of a row, of a cell. */
  readonly #worth: readonly [table: number, row: number, cell: number];
  readonly calls: number[][];
  /** Watched, ms. */
  readonly time: number[][];
  #rates: number[][];

  constructor(prior: readonly (readonly number[])[], worth: readonly [number, number, number]) {
    this.#prior = prior;
    this.#worth = worth;
    this.calls = prior.map((row) => row.map(() => 0));
    this.time = prior.map((row) => row.map(() => 0));
    this.#rates = prior.map((row) => [...row]);
  }

  /** Calls per ms, as of the last `refresh`. */
  rate(row: number, cell: number): number {
    return this.#rates[row]?.[cell] ?? 0;
  }

  refresh(): void {
    const [ofTable, ofRow, ofCell] = this.#worth;
    const rows = this.#prior.map((prior, row) => {
      const times = this.time[row] as number[];
      return {
        prior,
        calls: sum(this.calls[row] as number[]),
        expected: prior.reduce((total, rate, cell) => total + rate * (times[cell] as number), 0),
      };
    });
    const all = (sum(rows.map(({ calls }) => calls)) + ofTable) / (sum(rows.map((each) => each.expected)) + ofTable);
    this.#rates = rows.map(({ prior, calls, expected }, row) => {
      const factor = (all * (calls + ofRow)) / (all * expected + ofRow);
      return prior.map((rate, cell) => {
        const believed = rate * factor;
        const counted = this.calls[row]?.[cell] as number;
        const watched = this.time[row]?.[cell] as number;
        return (counted + ofCell) / (watched + ofCell / believed);
      });
    });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
