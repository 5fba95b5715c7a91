// The credits of the calls of one hour, under one attribution model, as fixed records: what a report reads in one go.
import type { Millis } from '../../core/millis.ts';
import { REPORT_DIMENSIONS, type ReportDimension } from '../../core/report-dimension.ts';

/** The calls that began in one hour share a block. */
export const BLOCK_SPAN: Millis = 3_600_000;

export function hourOf(at: Millis): number {
  return Math.floor(at / BLOCK_SPAN);
}

/** 32-bit words a record. */
export const WORDS = 24;
export const RECORD_BYTES = WORDS * 4;

/** Places of the doubles within a record, in steps of 8 bytes. */
export const DOUBLE = {
  /** The caller's digits, 0 when withheld. */
  caller: 0,
  value: 1,
  weight: 2,
  /** Hash of the session id of the visit credited, 0 for none. */
  visit: 3,
} as const;

/** Places of the 32-bit integers within a record. Names are ids of report_name, 0 for unknown. */
const NAMES = Object.fromEntries(REPORT_DIMENSIONS.map((dimension, n) => [dimension, 13 + n])) as Record<
  ReportDimension,
  number
>;
export const INT = {
  /** ms since the hour began */
  offset: 8,
  /** Hash of the call's id: with the offset it tells calls apart, but for one pair in 4 billion of the same millisecond. */
  call: 9,
  flags: 10,
  /** ms, -1 for unknown */
  wait: 11,
  talk: 12,
  ...NAMES,
} as const;

export const FLAG = { answered: 1, missed: 2, target: 4 } as const;

/** Three views of a block's records. */
export interface BlockView {
  readonly bytes: Uint8Array;
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  readonly records: number;
}

export function viewOf(read: Uint8Array): BlockView {
  // Doubles must begin at a multiple of 8; where a driver puts bytes is its own affair.
  const bytes = read.byteOffset % 8 === 0 ? read : new Uint8Array(read);
  const { buffer, byteOffset, length } = bytes;
  return {
    bytes,
    ints: new Int32Array(buffer, byteOffset, length / 4),
    doubles: new Float64Array(buffer, byteOffset, length / 8),
    records: length / RECORD_BYTES,
  };
}

/** Names a call within its block. */
export interface CallKey {
  readonly offset: number;
  readonly call: number;
}

export function callKey(id: string, startedAt: Millis): CallKey {
  return { offset: startedAt - hourOf(startedAt) * BLOCK_SPAN, call: hash32(id, FNV_BASIS) };
}

/** Where the call's records begin and how many there are: they lie together. */
export function recordsOf({ ints, records }: BlockView, key: CallKey): { first: number; count: number } {
  let first = 0;
  while (first < records && !isOf(ints, first, key)) first++;
  let count = 0;
  while (first + count < records && isOf(ints, first + count, key)) count++;
  return { first, count };
}

/** The block with other records in place of those; at its end where there were none. */
export function spliced(
  block: Uint8Array,
  at: { first: number; count: number },
  records: Uint8Array,
): Uint8Array {
  const [start, end] = [at.first * RECORD_BYTES, (at.first + at.count) * RECORD_BYTES];
  const result = new Uint8Array(block.length - (end - start) + records.length);
  result.set(block.subarray(0, start));
  result.set(records, start);
  result.set(block.subarray(end), start + records.length);
  return result;
}

/** 53 bits, so that visits are told apart by the million; never 0. */
export function visitHash(session: string): number {
  const high = hash32(session, FNV_BASIS) & 0x1f_ffff;
  const low = hash32(session, OTHER_BASIS) >>> 0;
  return high * 2 ** 32 + low || 1;
}

function isOf(ints: Int32Array, record: number, { offset, call }: CallKey): boolean {
  const start = record * WORDS;
  return ints[start + INT.offset] === offset && ints[start + INT.call] === call;
}

const FNV_BASIS = 0x81_1c_9d_c5;
const OTHER_BASIS = 0x5b_d1_e9_95;
const FNV_PRIME = 0x01_00_01_93;

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 units, finished by the mixer of MurmurHash3, as its high bits alone are poor. */
function hash32(text: string, basis: number): number {
  let hash = basis;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) | 0;
}
