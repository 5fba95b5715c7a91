// Counting outcomes, and confidence against what came of it.
import { expect, it } from 'vitest';
import { Tally } from '../../src/simulation/tally.ts';

it('counts each call by its outcome', () => {
  const tally = new Tally();
  tally.addVisitor({ visit: 1, confidence: 0.95 }, 1);
  tally.addVisitor({ visit: 2, confidence: 0.95 }, 1);
  tally.addVisitor({ visit: null, confidence: 0 }, 1);
  tally.addUnasked('unattributed');
  tally.addUnasked('overflow');
  tally.addStranger({ visit: 3, confidence: 0.55 });
  tally.addStranger({ visit: null, confidence: 0 });
  expect(tally.outcomes).toEqual({ right: 1, wrong: 1, unattributed: 2, overflow: 1 });
  expect([tally.calls, tally.strangers]).toEqual([5, { calls: 2, named: 1 }]);
  expect(tally.sureAndRight).toBe(0.5);
  // Two answers at 0.95, half of them right; one at 0.55, wrong.
  expect(tally.calibrationError).toBeCloseTo((2 * 0.45 + 0.55) / 3, 10);
});

it('says nothing of confidence where there was none', () => {
  const tally = new Tally();
  tally.addVisitor({ visit: 1, confidence: null }, 1);
  expect([tally.sureAndRight, tally.calibrationError]).toEqual([null, null]);
});
