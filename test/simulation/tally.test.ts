// Counting outcomes.
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
  expect(tally.judged).toEqual([
    { confidence: 0.95, isRight: true, isStranger: false },
    { confidence: 0.95, isRight: false, isStranger: false },
    { confidence: 0.55, isRight: false, isStranger: true },
  ]);
});

it('says nothing of confidence where there was none', () => {
  const tally = new Tally();
  tally.addVisitor({ visit: 1, confidence: null }, 1);
  expect(tally.judged).toEqual([]);
});
