// A DID or a range of them, as owners write it: "+74951230001", "+74951230001-+74951230040".
import { type E164, parseE164 } from '../core/e164.ts';
import { bad, type Flaw, good, quoted, type Reading } from './reading.ts';

/** Inclusive; the digits as integers (E.164 has at most 15, so they are exact). */
export interface DidRange {
  readonly first: number;
  readonly last: number;
}

/** Longest range of one line; beyond it a typing error is likelier than a carrier that generous. */
const LONGEST_RANGE = 1_000_000;
const NUMBER_REMEDY = 'Write it in E.164, for example +74951230001.';

export function readDid(written: string, country: string): Reading<E164> {
  const did = parseE164(written, country);
  return did === null ? bad(`${quoted(written)} is not a phone number`, NUMBER_REMEDY) : good(did);
}

export function readDidRange(written: string, country: string): Reading<DidRange> {
  const ends = splitRange(written);
  if (ends === null) {
    const did = readDid(written, country);
    if (did.ok) return good({ first: toInteger(did.value), last: toInteger(did.value) });
    // "+74951230001-40": a whole number, a dash, and the tail of another.
    const start = /^(.*\d)\s*[-–—]\s*\d+$/.exec(written)?.[1];
    return start !== undefined && readDid(start, country).ok ? unequalEnds(written) : did;
  }
  const start = readDid(ends[0], country);
  const end = readDid(ends[1], country);
  if (!start.ok) return start;
  if (!end.ok) return end;
  const range = { first: toInteger(start.value), last: toInteger(end.value) };
  if (start.value.length !== end.value.length) return unequalEnds(written);
  if (range.last < range.first) {
    return bad(
      `the range ${quoted(written)} ends before it starts`,
      `Swap its ends: ${end.value}-${start.value}.`,
    );
  }
  if (sizeOf(range) > LONGEST_RANGE) {
    return bad(
      `the range ${quoted(written)} has ${sizeOf(range)} numbers, more than ${LONGEST_RANGE}`,
      'Check its ends; write several ranges if it is meant.',
    );
  }
  return good(range);
}

export function* didsOf(range: DidRange): Generator<E164> {
  for (let digits = range.first; digits <= range.last; digits++) yield toDid(digits);
}

export function sizeOf(range: DidRange): number {
  return range.last - range.first + 1;
}

/** `+74951230001` or `+74951230001-+74951230040` */
export function formatRange({ first, last }: DidRange): string {
  return first === last ? toDid(first) : `${toDid(first)}-${toDid(last)}`;
}

/**
 * The two ends, or null when it is one number. Dashes also stand inside numbers (8 495 123-00-01), so the dash that
 * halves the digits best is the range's, and only when the digits are too many for one number, a second plus says
 * so, or the halves are alike and long enough.
 */
function splitRange(written: string): readonly [string, string] | null {
  const parts = written.split(/[-–—]/);
  let best: { ends: readonly [string, string]; uneven: number } | null = null;
  for (let at = 1; at < parts.length; at++) {
    const ends = [parts.slice(0, at).join('-'), parts.slice(at).join('-')] as const;
    const uneven = Math.abs(digitsIn(ends[0]) - digitsIn(ends[1]));
    if (best === null || uneven < best.uneven) best = { ends, uneven };
  }
  if (best === null) return null;
  const digits = digitsIn(written);
  const twoPluses = (written.match(/\+/g)?.length ?? 0) > 1;
  return digits > 15 || twoPluses || (best.uneven === 0 && digits >= 12) ? best.ends : null;
}

function unequalEnds(written: string): Flaw {
  return bad(
    `the ends of the range ${quoted(written)} differ in length`,
    'Write both ends in full, for example +74951230001-+74951230040.',
  );
}

function digitsIn(written: string): number {
  return written.replace(/\D/g, '').length;
}

function toInteger(did: E164): number {
  return Number(did.slice(1));
}

function toDid(digits: number): E164 {
  return `+${digits}` as E164;
}
