// Confidence against what came of it, and what chance alone would make of it; all worked out by hand.
import { describe, expect, it } from 'vitest';
import { reliability } from '../../src/simulation/reliability.ts';
import type { Judged } from '../../src/simulation/tally.ts';

function answers(confidence: number, right: number, wrong: number): Judged[] {
  return Array.from({ length: right + wrong }, (_, index) => ({
    confidence,
    isRight: index < right,
    isStranger: false,
  }));
}

describe('reliability', () => {
  it('is nothing without an answer', () => {
    expect(reliability([])).toBeNull();
  });

  it('puts each answer into one of ten bins', () => {
    const judged = [
      ...answers(0.1, 1, 0),
      ...answers(0.19, 0, 1),
      ...answers(0.9, 1, 1),
      ...answers(1, 2, 0),
    ];
    const { bins } = reliability(judged) ?? { bins: [] };
    expect(bins).toHaveLength(10);
    expect(bins.map((bin) => bin.answers)).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 0, 4]);
    expect(bins[1]).toEqual({ answers: 2, confidence: expect.closeTo(0.145, 10), right: 0.5 });
    expect(bins[9]).toEqual({ answers: 4, confidence: expect.closeTo(0.95, 10), right: 0.75 });
    expect(bins[0]).toEqual({ answers: 0, confidence: 0, right: 0 });
  });

  it('weighs the errors of the bins by their answers', () => {
    // Two answers at 0.95, half of them right; one at 0.55, wrong.
    const found = reliability([...answers(0.95, 1, 1), ...answers(0.55, 0, 1)]);
    expect(found?.error).toBeCloseTo((2 * 0.45 + 0.55) / 3, 10);
    expect(found?.sure).toEqual({ answers: 2, right: 0.5 });
  });

  it('has nothing to say of sure answers where there was none', () => {
    expect(reliability(answers(0.89, 1, 0))?.sure).toEqual({ answers: 0, right: null });
  });
});

describe('chance alone', () => {
  const noise = (judged: readonly Judged[]) => reliability(judged)?.noise;

  it('makes an error even of perfect calibration', () => {
    // A fair coin: always half off. Two: half off in half of the cases.
    expect(noise(answers(0.5, 1, 0))).toBeCloseTo(0.5, 10);
    expect(noise(answers(0.5, 1, 1))).toBeCloseTo(0.25, 10);
    // Three at 0.25: none right (27/64) is off by 0.75 of them, one (27/64) by 0.25, two (9/64) by 1.25, three (1/64) by 2.25.
    expect(noise(answers(0.25, 0, 3))).toBeCloseTo((27 * 0.75 + 27 * 0.25 + 9 * 1.25 + 2.25) / 64 / 3, 10);
  });

  it('adds up over the bins', () => {
    expect(noise([...answers(0.5, 1, 1), ...answers(0.25, 0, 1)])).toBeCloseTo(
      (2 * 0.25 + 2 * 0.25 * 0.75) / 3,
      10,
    );
  });

  it('makes none of certainty', () => {
    expect(noise(answers(1, 5, 0))).toBe(0);
    expect(noise(answers(0, 0, 5))).toBe(0);
  });

  it('shrinks with the root of the answers', () => {
    const many = noise(answers(0.85, 0, 40_000)) ?? 0;
    expect(many).toBeCloseTo(Math.sqrt((2 / Math.PI) * ((0.85 * 0.15) / 40_000)), 6);
  });
});
