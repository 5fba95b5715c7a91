// Rates learned cell by cell, against figures worked out by hand.
import { describe, expect, it } from 'vitest';
import { RateTable } from '../../src/core/rate-table.ts';

const WORTH = { table: 5, row: 3, cell: 1 };
/** The prior of tables and rows weighs everything: only cells learn. */
const CELLS_ONLY = { table: 1e12, row: 1e12, cell: 2 };

describe('RateTable', () => {
  it('believes the prior until something was watched', () => {
    const table = new RateTable([[0.1, 0.2]], WORTH, null);
    expect(table.rate(0, 0)).toBeCloseTo(0.1, 12);
    expect(table.rate(0, 1)).toBeCloseTo(0.2, 12);
    expect(table.rate(5, 5)).toBe(0);
  });

  // (calls + 2) / (time + 2 / 0.1)
  it.each([
    [0, 20, 2 / 40],
    [3, 0, 5 / 20],
    [3, 10, 5 / 30],
    [1000, 2000, 1002 / 2020],
  ])('after %d calls in %d ms believes %d', (calls, time, rate) => {
    const table = new RateTable([[0.1]], CELLS_ONLY, null);
    table.addCalls(0, 0, calls);
    table.addTime(0, 0, time);
    expect(table.rate(0, 0)).toBeCloseTo(0.1, 12);
    table.refresh();
    expect(table.rate(0, 0)).toBeCloseTo(rate, 6);
  });

  it('lets a row, and all rows, shift the prior of a cell that has not been watched', () => {
    const table = new RateTable([[0.1, 0.1], [0.1]], WORTH, null);
    table.addCalls(0, 0, 20);
    table.addTime(0, 0, 100);
    table.refresh();
    // 20 calls for 10 expected: all rows (20 + 5) / (10 + 5) = 5/3; the row (5/3)(20 + 3) / ((5/3) 10 + 3).
    const ofAll = 5 / 3;
    const ofRow = (ofAll * 23) / (ofAll * 10 + 3);
    expect(table.rate(0, 1)).toBeCloseTo(0.1 * ofRow, 12);
    expect(table.rate(0, 0)).toBeCloseTo(21 / (100 + 1 / (0.1 * ofRow)), 12);
    // A row of its own counts nothing yet: it follows all rows.
    expect(table.rate(1, 0)).toBeCloseTo(0.1 * ofAll, 12);
  });

  it('is never negative, though a correction rounds to less than no calls', () => {
    const table = new RateTable([[0.1, 0.1]], WORTH, null);
    table.addCalls(0, 0, 8);
    table.addCalls(0, 0, -8.000_001);
    table.addTime(0, 0, 1000);
    table.refresh();
    expect(table.rate(0, 0)).toBeGreaterThan(0);
    expect(table.rate(0, 1)).toBeGreaterThan(0);
  });

  it('goes on from what was counted, without touching it', () => {
    const first = new RateTable([[0.1, 0.3]], WORTH, null);
    first.addCalls(0, 1, 7);
    first.addTime(0, 1, 11);
    first.refresh();
    const { calls, time } = structuredClone({ calls: first.calls, time: first.time });
    const second = new RateTable([[0.1, 0.3]], WORTH, { calls, time });
    expect([second.rate(0, 0), second.rate(0, 1)]).toEqual([first.rate(0, 0), first.rate(0, 1)]);
    second.addCalls(0, 1, 1);
    expect(calls).toEqual([[0, 7]]);
  });
});
