// Runs of consecutive DIDs are written by their ends.
import { expect, it } from 'vitest';
import { didRanges } from '../../src/core/did-ranges.ts';
import type { E164 } from '../../src/core/e164.ts';

it.each([
  ['nothing', [], []],
  ['one number', ['+74951230001'], ['+74951230001']],
  [
    'a run, in whatever order and said twice',
    ['+74951230002', '+74951230001', '+74951230003', '+74951230002'],
    ['+74951230001-+74951230003'],
  ],
  [
    'runs apart',
    ['+74951230001', '+74951230002', '+74951230004'],
    ['+74951230001-+74951230002', '+74951230004'],
  ],
  ['a number with a digit more', ['+999999', '+1000000'], ['+999999', '+1000000']],
])('%s', (_, dids, ranges) => {
  expect(didRanges(dids as E164[])).toEqual(ranges);
});
