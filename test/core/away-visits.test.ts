// Time watched by cohorts, beside a count visit by visit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwayVisits } from '../../src/core/away-visits.ts';
import { BIN_STARTS, binEnd } from '../../src/core/delay-bins.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

/** Time watched so far, by row and bin. */
function watch() {
  const seen = new Map<string, number>();
  const watched = (row: number, bin: number, time: number) => {
    seen.set(`${row}/${bin}`, (seen.get(`${row}/${bin}`) ?? 0) + time);
  };
  return { seen, watched };
}

describe('AwayVisits', () => {
  it('tells of a bin once visits have been through it, once', () => {
    const away = new AwayVisits(2);
    const { seen, watched } = watch();
    away.add(1, 0);
    away.add(1, MINUTE - 1);
    away.pass(10 * SECOND - 1, watched);
    expect(seen.size).toBe(0);
    away.pass(10 * SECOND, watched);
    expect([...seen]).toEqual([['1/0', 20 * SECOND]]);
    away.pass(10 * SECOND, watched);
    away.pass(30 * SECOND, watched);
    expect([...seen]).toEqual([
      ['1/0', 20 * SECOND],
      ['1/1', 40 * SECOND],
    ]);
  });

  it('says no more of a visit that came back, however many came before it', () => {
    const away = new AwayVisits(2);
    const { seen, watched } = watch();
    const long = 40 * 24 * 60 * MINUTE;
    for (let at = 0; at < long; at += 30 * MINUTE) away.add(0, at);
    away.pass(long, watched);
    const [back] = [away.add(1, long), away.add(1, long)];
    away.pass(long + 10 * SECOND, watched);
    away.takeOut(back as number);
    away.pass(long + 30 * SECOND, watched);
    expect([seen.get('1/0'), seen.get('1/1')]).toEqual([20 * SECOND, 20 * SECOND]);
    // A place of a cohort that is through, and not kept any more.
    away.takeOut(0);
  });

  it('counts as a walk through all visits does, over thousands of cohorts', () => {
    const visit = fc.record({ row: fc.nat(1), after: fc.integer({ min: MINUTE, max: 30 * MINUTE }) });
    fc.assert(
      fc.property(fc.array(visit, { minLength: 1_500, maxLength: 2_500 }), fc.nat(40), (visits, days) => {
        const away = new AwayVisits(2);
        const { seen, watched } = watch();
        const naive = new Map<string, number>();
        let now = 0;
        const all = visits.map(({ row, after }) => {
          now += after;
          away.add(row, now);
          if (after % 5 === 0) away.pass(now, watched);
          return { row, at: now };
        });
        now += days * 6 * 3_600_000;
        away.pass(now, watched);
        for (const { row, at } of all) {
          for (const [bin, start] of BIN_STARTS.entries()) {
            if (at + binEnd(bin) > now) continue;
            const cell = `${row}/${bin}`;
            naive.set(cell, (naive.get(cell) ?? 0) + binEnd(bin) - start);
          }
        }
        expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(naive));
      }),
      { numRuns: 10 },
    );
  });
});
