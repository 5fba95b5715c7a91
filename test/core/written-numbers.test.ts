// Numbers written by their block's pattern are those that full formatting gives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type E164, formatInternational, formatNational } from '../../src/core/e164.ts';
import { WrittenNumbers } from '../../src/core/written-numbers.ts';

describe('WrittenNumbers', () => {
  it.each(['+7495123', '+7800555', '+49301234', '+1212555', '+44207946', '+38044123', '+99871123'])(
    'agrees with full formatting for all of %s....',
    (block) => {
      const numbers = new WrittenNumbers();
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 9_999 }), (tail) => {
          const did = `${block}${String(tail).padStart(4, '0')}` as E164;
          expect(numbers.write(did)).toEqual({
            national: formatNational(did),
            international: formatInternational(did),
          });
        }),
        { numRuns: 300 },
      );
    },
  );
});
