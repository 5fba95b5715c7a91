// Lengths of time: "90s", "5m", "4h", "7d", or a number of seconds.
import type { Millis } from '../core/millis.ts';
import { leaf } from './leaf.ts';
import { bad, good, quoted, type Reading } from './reading.ts';

const UNITS: Readonly<Record<string, Millis>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const REMEDY = 'Write a number and a unit (s, m, h or d), for example 5m, or a number of seconds.';

/** A length of time, in ms. `zero: false` where 0 would make no sense. */
export function duration({ zero }: { zero: boolean } = { zero: false }) {
  return leaf<string | number, Millis>((value) => {
    const reading = readDuration(value);
    if (!reading.ok || reading.value > 0 || zero) return reading;
    return bad('this must be longer than 0', REMEDY);
  });
}

/** How long something is kept, in ms; null (written 0 or never) is for ever. */
export function keeping() {
  return leaf<string | number, Millis | null>((value) => {
    if (value === 'never') return good(null);
    const reading = readDuration(value);
    return reading.ok && reading.value === 0 ? good(null) : reading;
  });
}

export function readDuration(value: unknown): Reading<Millis> {
  const written = typeof value === 'number' ? String(value) : value;
  const match = typeof written === 'string' ? /^(\d+(?:\.\d+)?)\s*([smhd]?)$/.exec(written.trim()) : null;
  const length = match && Math.round(Number(match[1]) * (UNITS[match[2] || 's'] ?? Number.NaN));
  return length !== null && Number.isSafeInteger(length)
    ? good(length)
    : bad(`${quoted(value)} is not a length of time`, REMEDY);
}

/** The shortest way to write it: `5m`, `90s`. */
export function formatDuration(length: Millis): string {
  for (const unit of ['d', 'h', 'm']) {
    const size = UNITS[unit] ?? 1;
    if (length >= size && length % size === 0) return `${length / size}${unit}`;
  }
  return `${length / 1_000}s`;
}
