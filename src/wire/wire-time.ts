// How times and lengths of time stand in JSON.
import type { Millis } from '../core/millis.ts';

/** ISO 8601, UTC. */
export function iso(at: Millis): string {
  return new Date(at).toISOString();
}

/** `null` where nothing is known. */
export function isoOrNull(at: Millis | null): string | null {
  return at === null ? null : iso(at);
}

/** Seconds with one decimal: what a person reads, and finer than AMI's own jitter. */
export function seconds(length: Millis): number {
  return Math.round(length / 100) / 10;
}
