// How far a policy's own confidence can be believed.
import type { Judged } from './tally.ts';

export interface Bin {
  readonly answers: number;
  /** Mean; 0 without answers. */
  readonly confidence: number;
  /** Share; 0 without answers. */
  readonly right: number;
}

export interface Reliability {
  /** Ten, of equal width. */
  readonly bins: readonly Bin[];
  /**
   * Expected calibration error: by how much confidence and share right differ, bin by bin, weighted by the answers in
   * each (Naeini and others, AAAI 2015).
   */
  readonly error: number;
  /** The error to expect of somebody perfectly calibrated who gives as many answers this sure: chance alone. */
  readonly noise: number;
  /** Answers with a confidence of 0.9 or more, and the share of them that are right; null without any. */
  readonly sure: { readonly answers: number; readonly right: number | null };
}

const BINS = 10;
/** Answers this confident should hardly ever be wrong. */
const SURE = 0.9;

/** Null where no confidence was given. */
export function reliability(judged: readonly Judged[]): Reliability | null {
  if (judged.length === 0) return null;
  const bins = Array.from({ length: BINS }, (_, bin) => toBin(judged.filter((one) => binOf(one) === bin)));
  const sure = toBin(judged.filter(({ confidence }) => confidence >= SURE));
  const weighted = (value: (bin: Bin) => number) =>
    bins.reduce((sum, bin) => sum + bin.answers * value(bin), 0) / judged.length;
  return {
    bins,
    error: weighted(({ confidence, right }) => Math.abs(confidence - right)),
    noise: weighted(({ answers, confidence }) => expectedDeviation(answers, confidence)),
    sure: { answers: sure.answers, right: sure.answers === 0 ? null : sure.right },
  };
}

function binOf({ confidence }: Judged): number {
  return Math.min(BINS - 1, Math.floor(confidence * BINS));
}

function toBin(judged: readonly Judged[]): Bin {
  const answers = judged.length;
  if (answers === 0) return { answers, confidence: 0, right: 0 };
  const confidence = judged.reduce((sum, one) => sum + one.confidence, 0) / answers;
  return { answers, confidence, right: judged.filter(({ isRight }) => isRight).length / answers };
}

/**
 * Mean absolute deviation of the share of successes in `trials` from their `probability`, by De Moivre's closed form
 * (Diaconis and Zabell, "Closed form summation for classical distributions", 1991).
 */
function expectedDeviation(trials: number, probability: number): number {
  if (trials === 0 || probability <= 0 || probability >= 1) return 0;
  const above = Math.floor(trials * probability) + 1;
  const logarithm =
    logChoose(trials, above) +
    above * Math.log(probability) +
    (trials - above + 1) * Math.log(1 - probability);
  return (2 * above * Math.exp(logarithm)) / trials;
}

function logChoose(of: number, chosen: number): number {
  let sum = 0;
  for (let n = 1; n <= chosen; n++) sum += Math.log((of - chosen + n) / n);
  return sum;
}
