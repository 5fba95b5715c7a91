// How often answers are right, as far as callers who read out their visit code let us know.

/** A call whose visit is known by its code, beside what was answered without the code. */
export interface LabelledCall {
  /** Session id, by the code. */
  readonly truth: string;
  /** Session id of the answer; null when it named no visit. */
  readonly answer: string | null;
  /** Of the answer, 0 to 1. */
  readonly confidence: number;
}

/** Answers that named a visit with a confidence from `from` up to, not including, `to`. */
export interface AccuracyBand {
  readonly from: number;
  readonly to: number;
  readonly right: number;
  readonly wrong: number;
  /** What was promised, to compare with the share that was right; null when there was none. */
  readonly meanConfidence: number | null;
}

export interface Accuracy {
  readonly labelled: number;
  readonly right: number;
  readonly wrong: number;
  readonly unattributed: number;
  /** The surest first. */
  readonly bands: readonly AccuracyBand[];
}

/** Where bands begin; the surest one includes 1. */
const BAND_STARTS = [0.9, 0.7, 0.5, 0];

export function accuracyOf(calls: readonly LabelledCall[]): Accuracy {
  const named = calls.filter(({ answer }) => answer !== null);
  const right = named.filter(isRight).length;
  return {
    labelled: calls.length,
    right,
    wrong: named.length - right,
    unattributed: calls.length - named.length,
    bands: BAND_STARTS.map((from, n) => bandOf(named, from, BAND_STARTS[n - 1] ?? 1)),
  };
}

function bandOf(named: readonly LabelledCall[], from: number, to: number): AccuracyBand {
  const inside = named.filter(({ confidence }) => confidence >= from && (confidence < to || to === 1));
  const right = inside.filter(isRight).length;
  const promised = inside.reduce((sum, { confidence }) => sum + confidence, 0);
  return {
    from,
    to,
    right,
    wrong: inside.length - right,
    meanConfidence: inside.length === 0 ? null : promised / inside.length,
  };
}

function isRight({ truth, answer }: LabelledCall): boolean {
  return answer === truth;
}
