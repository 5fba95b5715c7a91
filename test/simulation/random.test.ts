// Seeds repeat; the distributions have the moments they promise.
import { describe, expect, it } from 'vitest';
import { drawLength } from '../../src/simulation/length.ts';
import { Random } from '../../src/simulation/random.ts';

const DRAWS = 100_000;

function draws(draw: (random: Random) => number, seed = 1): number[] {
  const random = new Random(seed);
  return Array.from({ length: DRAWS }, () => draw(random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shareBelow(values: readonly number[], limit: number): number {
  return values.filter((value) => value < limit).length / values.length;
}

describe('random numbers', () => {
  it('repeat by seed and stream, and only by both', () => {
    const first = (seed: number, stream: number) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(first(7, 1)).toEqual(first(7, 1));
    expect(first(7, 1)).not.toEqual(first(8, 1));
    expect(first(7, 1)).not.toEqual(first(7, 2));
  });

  it('are uniform', () => {
    const values = draws((random) => random.uniform());
    for (const tenth of [0.1, 0.25, 0.5, 0.9]) expect(shareBelow(values, tenth)).toBeCloseTo(tenth, 2);
    expect(Math.min(...values.slice(0, 1_000))).toBeGreaterThanOrEqual(0);
    expect(mean(values.slice(1).map((value, n) => value * (values[n] ?? 0)))).toBeCloseTo(0.25, 2);
  });

  it('count pages with the mean asked for', () => {
    expect(mean(draws((random) => random.geometric(2.8)))).toBeCloseTo(2.8, 1);
    expect(mean(draws((random) => random.geometric(1)))).toBe(1);
  });
});

describe('a length', () => {
  it.each([
    ['exponential', 1, 1 - 2 ** -3],
    ['lognormal', 0.5, 0.986],
    ['loglogistic', 1, 0.75],
  ] as const)('that is %s has its median, and its share below three medians', (shape, spread, below) => {
    const values = draws((random) => drawLength({ shape, median: 60, spread }, random));
    expect(shareBelow(values, 60)).toBeCloseTo(0.5, 2);
    expect(shareBelow(values, 180)).toBeCloseTo(below, 2);
  });
});
