// Answers named from the surest down.
import { describe, expect, it } from 'vitest';
import { surestFirst, wrongAt } from '../../src/simulation/surest-first.ts';

const steps = surestFirst([
  { confidence: 0.5, isRight: true, isStranger: false },
  { confidence: 0.9, isRight: true, isStranger: false },
  { confidence: 0.7, isRight: false, isStranger: false },
  { confidence: 0.8, isRight: false, isStranger: true },
  { confidence: 0.5, isRight: false, isStranger: false },
  { confidence: 0.5, isRight: true, isStranger: false },
]);

it('counts right and wrong down to each confidence, strangers aside', () => {
  expect(steps).toEqual([
    { right: 0, wrong: 0 },
    { right: 1, wrong: 0 },
    { right: 1, wrong: 1 },
    { right: 3, wrong: 2 },
  ]);
});

describe('as many wrong', () => {
  it.each([
    [0, 0],
    [0.5, 0],
    [1, 0],
    [2, 1.5],
    [3, 2],
    [4, null],
  ])('at %d right as the surest that reach it: %s', (right, wrong) => {
    expect(wrongAt(steps, right)).toBe(wrong);
  });

  it('but none where nothing was said', () => {
    expect(wrongAt([], 0)).toBeNull();
  });
});
