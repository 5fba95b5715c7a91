// Lengths of silence in steps that grow: what the delay model tells apart.
import type { Millis } from './millis.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where each bin begins; the last one has no end. */
export const BIN_STARTS: readonly Millis[] = [
  0,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  4 * MINUTE,
  8 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  DAY,
  3 * DAY,
];

/** Nobody is expected to call later: where the last bin ends for all that is summed up. */
export const LATEST: Millis = 7 * DAY;

export const BIN_COUNT = BIN_STARTS.length;

export function binOf(silence: Millis): number {
  let bin = 0;
  while (bin + 1 < BIN_COUNT && silence >= (BIN_STARTS[bin + 1] as number)) bin++;
  return bin;
}

export function binEnd(bin: number): Millis {
  return BIN_STARTS[bin + 1] ?? LATEST;
}
