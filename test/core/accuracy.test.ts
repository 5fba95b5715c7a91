// Accuracy measured by calls whose visit is known.
import { expect, it } from 'vitest';
import { accuracyOf } from '../../src/core/accuracy.ts';

const right = (confidence: number) => ({ truth: 'a', answer: 'a', confidence });
const wrong = (confidence: number) => ({ truth: 'a', answer: 'b', confidence });
const silent = (confidence: number) => ({ truth: 'a', answer: null, confidence });

it('counts right, wrong and unattributed, and each band by itself', () => {
  const calls = [
    right(1),
    right(0.9),
    wrong(0.95),
    right(0.89),
    wrong(0.7),
    right(0.5),
    wrong(0.49),
    silent(0),
  ];
  const accuracy = accuracyOf(calls);
  expect(accuracy).toMatchObject({ labelled: 8, right: 4, wrong: 3, unattributed: 1 });
  expect(accuracy.bands.map(({ from, to, right, wrong }) => [from, to, right, wrong])).toEqual([
    [0.9, 1, 2, 1],
    [0.7, 0.9, 1, 1],
    [0.5, 0.7, 1, 0],
    [0, 0.5, 0, 1],
  ]);
  expect(accuracy.bands[0]?.meanConfidence).toBeCloseTo(0.95);
});

it('an answer that named no visit is in no band, however sure it was that there is none', () => {
  const { unattributed, bands } = accuracyOf([silent(1), silent(0)]);
  expect(unattributed).toBe(2);
  expect(
    bands.every(({ right, wrong, meanConfidence }) => right + wrong === 0 && meanConfidence === null),
  ).toBe(true);
});

it('without labelled calls says nothing', () => {
  expect(accuracyOf([])).toMatchObject({ labelled: 0, right: 0, wrong: 0, unattributed: 0 });
});
