// How long things take: a distribution of lengths of time, as a scenario writes it.
import type { Millis } from '../core/millis.ts';
import type { Random } from './random.ts';

export const LENGTH_SHAPES = ['exponential', 'lognormal', 'loglogistic'] as const;

export interface Length {
  readonly shape: (typeof LENGTH_SHAPES)[number];
  /** Half are shorter. */
  readonly median: Millis;
  /**
   * Lognormal: standard deviation of the logarithm. Loglogistic: the tail's exponent, smaller is heavier (at 1 one in
   * ten takes nine medians). Exponential: not used.
   */
  readonly spread: number;
}

export function drawLength({ shape, median, spread }: Length, random: Random): Millis {
  switch (shape) {
    case 'exponential':
      return random.exponential(median / Math.LN2);
    case 'lognormal':
      return median * Math.exp(spread * random.normal());
    case 'loglogistic': {
      const share = random.uniform();
      return median * (share / (1 - share)) ** (1 / spread);
    }
  }
}
