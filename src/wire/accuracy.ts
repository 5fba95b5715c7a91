// How often answers are right, as `GET /v1/reports/accuracy` says it.
import type { Accuracy } from '../core/accuracy.ts';

/** Answers that named a visit, with a confidence from `confidence_from` up to, not including, `confidence_to`. */
export interface WireAccuracyBand {
  confidence_from: number;
  confidence_to: number;
  right: number;
  wrong: number;
  /** Of the answers, the share that was right; null when there were none. */
  right_share: number | null;
  /** What was promised: the mean confidence of these answers. */
  mean_confidence: number | null;
}

export interface WireAccuracy {
  /** Calls whose visit code was typed in. */
  labelled: number;
  /** Of them, by the answer given without the code. */
  right: number;
  wrong: number;
  /** The answer named no visit. */
  unattributed: number;
  /** The surest first; the first one includes confidence 1. */
  bands: WireAccuracyBand[];
}

export function toWireAccuracy({ labelled, right, wrong, unattributed, bands }: Accuracy): WireAccuracy {
  return {
    labelled,
    right,
    wrong,
    unattributed,
    bands: bands.map((band) => ({
      confidence_from: band.from,
      confidence_to: band.to,
      right: band.right,
      wrong: band.wrong,
      right_share: rounded(band.right + band.wrong === 0 ? null : band.right / (band.right + band.wrong)),
      mean_confidence: rounded(band.meanConfidence),
    })),
  };
}

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1_000) / 1_000;
}
