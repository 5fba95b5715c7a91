// Erlang B against published tables.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB, serversFor } from '../../src/core/erlang-b.ts';

/** Erlangs that N servers carry at a blocking, as printed in Erlang B tables (ITU-T E.520 and its reprints). */
const PUBLISHED = [
  [0.001, 10, 3.09],
  [0.001, 20, 9.41],
  [0.01, 1, 0.0101],
  [0.01, 2, 0.153],
  [0.01, 5, 1.36],
  [0.01, 10, 4.46],
  [0.01, 20, 12.0],
  [0.01, 50, 37.9],
  [0.01, 100, 84.1],
  [0.02, 10, 5.08],
  [0.02, 50, 40.3],
  [0.02, 100, 88.0],
  [0.05, 10, 6.22],
] as const;

describe('blocking', () => {
  it.each(PUBLISHED)('is %d with %d servers at %d erlangs', (blocking, servers, offered) => {
    expect(Math.abs(erlangB(offered, servers) / blocking - 1)).toBeLessThan(0.03);
  });

  it.each([
    [0, 0, 1],
    [0, 3, 0],
    [5, 0, 1],
    [1, 1, 0.5],
    [2, 2, 0.4],
  ])('at %d erlangs with %d servers is %d', (offered, servers, blocking) => {
    expect(erlangB(offered, servers)).toBeCloseTo(blocking, 12);
  });

  it('is the formula itself, where that can still be computed', () => {
    const terms = Array.from({ length: 31 }, (_, k) => 25 ** k / factorial(k));
    const direct = (terms[30] ?? 0) / terms.reduce((sum, term) => sum + term, 0);
    expect(erlangB(25, 30)).toBeCloseTo(direct, 12);
  });

  it('stays sound where the formula overflows', () => {
    expect(erlangB(1_000_000, 1_000_000)).toBeCloseTo(0.0008, 4);
    expect(erlangB(1, 10_000)).toBe(0);
  });
});

describe('the number of servers', () => {
  // 200 visits an hour of 3 min; with 5 min of grace (FIELD-NOTES).
  it('is what the rule of thumb misses', () => {
    const visit = (200 * 3) / 60;
    expect(erlangB(visit, 10)).toBeCloseTo(0.21, 2);
    expect(serversFor(visit, 0.01)).toBe(18);
    expect(serversFor((200 * 8) / 60, 0.01)).toBe(38);
  });

  it('is the least that will do', () => {
    const offered = fc.double({ min: 0.01, max: 500, noNaN: true });
    const blocking = fc.double({ min: 0.0001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(offered, blocking, (erlangs, wanted) => {
        const servers = serversFor(erlangs, wanted);
        expect(erlangB(erlangs, servers)).toBeLessThanOrEqual(wanted);
        if (servers > 0) expect(erlangB(erlangs, servers - 1)).toBeGreaterThan(wanted);
      }),
    );
  });

  it('is none where nothing is offered but nobody may come', () => {
    expect(serversFor(0, 0.01)).toBe(1);
    expect(serversFor(3, 1)).toBe(0);
  });
});

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
