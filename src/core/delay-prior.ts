// What is believed about when visitors phone, before their calls teach better.
import { BIN_COUNT, BIN_STARTS, binEnd } from './delay-bins.ts';
import type { Interest } from './interest.ts';
import type { Millis } from './millis.ts';
import type { Stage } from './standing.ts';

/**
 * Share of visits that phone, by interest. Usual conversion of paid local-service traffic to calls is 2 to 5 % of
 * visits (CallRail's and WordStream's published benchmarks); nearly all of it comes from those who use the page, and
 * who taps a tel: link mostly completes the call.
 */
const CALL_SHARE: Readonly<Record<Interest, number>> = {
  idle: 0.005,
  glance: 0.01,
  engaged: 0.045,
  intent: 0.7,
};

/**
 * When those phone. Vendors' fixed leases cluster at 2.5 to 5 minutes after the last sign of the visitor and are said
 * to catch "about 90 %" (LPTracker, Roistat, UTMSTAT), which leaves out the calls they never recognise: so most phone
 * with the page before them, within a minute or two, and the rest within hours. `later` is log-logistic with shape 1,
 * a heavy tail: half within the median, one in ten after nine times the median.
 */
const SHARE_NOW = 0.6;
const MEAN_NOW: Millis = 60_000;
const MEDIAN_LATER: Millis = 40 * 60_000;
/** A tap rings within seconds. */
const MEAN_TAP: Millis = 10_000;

/** Calls from nobody known (saved, mistyped and wrong numbers): mean time between two on one DID. */
export const STRANGER_EVERY: Millis = 30 * 24 * 3_600_000;

/** Share of callers who call the number they know again, and when: half within a day, a heavy tail. */
export const AGAIN_SHARE = 0.2;
export const AGAIN_MEDIAN: Millis = 24 * 3_600_000;

/** Calls per ms of one visit, by the bins of its silence. */
export function priorRates(stage: Stage): number[] {
  return Array.from({ length: BIN_COUNT }, (_, bin) => {
    const from = BIN_STARTS[bin] as number;
    const to = binEnd(bin);
    return (expectedCalls(stage, to) - expectedCalls(stage, from)) / (to - from);
  });
}

/** Calls of one visit until its silence has reached `silence`. */
function expectedCalls(stage: Stage, silence: Millis): number {
  if (stage === 'intent') {
    const now = exponential(silence, MEAN_TAP);
    return CALL_SHARE.intent * (0.9 * now + 0.1 * loglogistic(silence, MEDIAN_LATER));
  }
  const [interest, away] = stage.split(', ') as [Exclude<Interest, 'intent'>, 'away'?];
  const share = CALL_SHARE[interest];
  return away
    ? share * (0.1 * exponential(silence, MEAN_NOW) + (1 - SHARE_NOW) * loglogistic(silence, MEDIAN_LATER))
    : share * SHARE_NOW * exponential(silence, MEAN_NOW) + share * 0.1 * loglogistic(silence, MEDIAN_LATER);
}

function exponential(silence: Millis, mean: Millis): number {
  return 1 - Math.exp(-silence / mean);
}

/** Cumulative, with shape 1. */
function loglogistic(silence: Millis, median: Millis): number {
  return silence / (silence + median);
}
