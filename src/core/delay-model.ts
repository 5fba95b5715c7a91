// How long after their last sign of life visitors phone: the prior by which candidates are weighed.
import type { Millis } from './millis.ts';

/**
 * A mixture of those who phone while they look at the number and those who phone later.
 * Shapes: `now` is exponential, `later` log-logistic with shape 1 (a heavy tail: half call within the median, one in
 * ten after nine times the median).
 */
export interface DelayModel {
  /** Share of callers who phone while the page is before them: 0 to 1. */
  readonly shareNow: number;
  /** Mean delay of those, ms. */
  readonly meanNow: Millis;
  /** Median delay of the others, ms. */
  readonly medianLater: Millis;
  /** Share of visits that phone at all. */
  readonly callRate: number;
  /** Calls a lent DID gets from nobody we know (saved numbers, wrong numbers): mean time between two, ms. */
  readonly strangerEvery: Millis;
}

/**
 * The prior, until calls teach better. Reasoning: vendors' fixed leases cluster at 2.5 to 5 minutes after the last
 * sign of the visitor and are said to catch "about 90 %" (LPTracker, Roistat, UTMSTAT); so four in five phone with
 * the page before them, within a minute or two, and the rest within hours. One visit in thirty phones (usual
 * conversion of paid local-service traffic). A DID in rotation gets a stranger about once in 30 days.
 */
export const PRIOR: DelayModel = {
  shareNow: 0.8,
  meanNow: 60_000,
  medianLater: 30 * 60_000,
  callRate: 1 / 30,
  strangerEvery: 30 * 24 * 3_600_000,
};

/** Density of a call (per ms) `delay` ms after the visitor's last sign of life. */
export function callDensity(model: DelayModel, delay: Millis): number {
  const t = Math.max(0, delay);
  const now = Math.exp(-t / model.meanNow) / model.meanNow;
  const later = model.medianLater / (model.medianLater + t) ** 2;
  return model.callRate * (model.shareNow * now + (1 - model.shareNow) * later);
}

/** Density (per ms) of a call from nobody we know. */
export function strangerDensity(model: DelayModel): number {
  return 1 / model.strangerEvery;
}
