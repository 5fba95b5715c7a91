// The number matcher: every writing of a printed number is found, and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aimAt, type DialPlan, EDGE, findNumbers as find } from '../../snippet/number-text.ts';
import { rewriteNumber } from '../../snippet/rewrite-number.ts';
import type { LeasedNumber } from '../../src/wire/lease.ts';

const RU = { country_calling_code: '7', trunk_prefix: '8' };
const PRINTED = '+74951112233';
const LENT: LeasedNumber = {
  replace: PRINTED,
  did: '+74951230005',
  national: '8 (495) 123-00-05',
  international: '+7 495 123 00 05',
};

function findNumbers(text: string, numbers: string[], plan: DialPlan) {
  return find(
    text,
    numbers.map((number) => aimAt(plan, number, number)),
  );
}

function swap(
  text: string,
  substitute: Omit<LeasedNumber, 'replace'> = LENT,
  numbers = [PRINTED],
  plan = RU,
): string {
  return findNumbers(text, numbers, plan).reduce((so, written) => {
    const { start, end } = written;
    const lent = { replace: PRINTED, ...substitute };
    return so.slice(0, start) + rewriteNumber(so.slice(start, end), written, lent.did, lent) + so.slice(end);
  }, text);
}

describe('writings of a printed number', () => {
  it.each([
    ['+7 (495) 111-22-33', '+7 (495) 123-00-05'],
    ['8 (495) 111-22-33', '8 (495) 123-00-05'],
    ['+74951112233', '+74951230005'],
    ['84951112233', '84951230005'],
    ['7 495 111 22 33', '7 495 123 00 05'],
    ['8-495-111-22-33', '8-495-123-00-05'],
    ['8.495.111.22.33', '8.495.123.00.05'],
    ['007 495 1112233', '007 495 1230005'],
    ['4951112233', '4951230005'],
    ['(495) 111-22-33', '(495) 123-00-05'],
    ['+7 495 111\u201122\u201133', '+7 495 123\u201100\u201105'],
    ['+7\u00a0495\u00a0111\u200922\u200933', '+7\u00a0495\u00a0123\u200900\u200905'],
    ['+7 495 111 \u2013 22 \u2013 33', '+7 495 123 \u2013 00 \u2013 05'],
    ['8 (495) 11122\u00ad33', '8 (495) 12300\u00ad05'],
    ['+ 7 (495) 111 2233', '+ 7 (495) 123 0005'],
    ['+7 (8495) 111-22-33', '+7 (8495) 123-00-05'],
    ['(8 495) 1-112-233', '(8 495) 1-230-005'],
    ['8/495/1112233', '8/495/1230005'],
    ['8 (495)\n          111-22-33', '8 (495)\n          123-00-05'],
    ['Tel.:8(495)111-22-33, ext. 4', 'Tel.:8(495)123-00-05, ext. 4'],
    ['тел8(495)111-22-33доб.5', 'тел8(495)123-00-05доб.5'],
    ['Open 24/7 8 (495) 111-22-33', 'Open 24/7 8 (495) 123-00-05'],
    ['8 (495) 111-22-33 24/7', '8 (495) 123-00-05 24/7'],
    ['9-18 +7 495 111 22 33.', '9-18 +7 495 123 00 05.'],
    ['8 495 111-22-33 8 495 111-22-33', '8 495 123-00-05 8 495 123-00-05'],
    ['+7 495 777-88-99 8 495 111-22-33', '+7 495 777-88-99 8 495 123-00-05'],
    ['84951112233,84951112233', '84951230005,84951230005'],
  ])('%j becomes %j', (page, wanted) => {
    expect(swap(page)).toBe(wanted);
    expect(swap(swap(page))).toBe(wanted);
  });

  it.each([
    ['one digit off', '8 (495) 111-22-34'],
    ['a digit before', '184951112233'],
    ['a digit behind', '849511122334'],
    ['a longer number with hyphens', '8-495-111-22-33-44'],
    ['a second line', '8-495-111-22-33/34'],
    ['a German number', '+49 511 12233, +49 5111 2233, +49 (5111) 2233'],
    ['a German number with our digits', '+49 (495) 111-22-33'],
    ['a plus where none belongs', '+8 495 111 22 33'],
    ['a plus before the bare number', '+4951112233'],
    ['an American number', '1 (495) 111-22-33'],
    ['part of a word', 'sku84951112233 84951112233x2 _84951112233'],
    ['digits far apart', '8 (495) 111, 22 and 33'],
    ['a sum', '4951+112233'],
    ['a card number', '8495 1112 2331 0000'],
    ['a decimal', '84951112233.50'],
    ['part of it', '(495) 111-22'],
  ])('%s stays', (_, page) => {
    expect(swap(page)).toBe(page);
  });

  it('may begin and end at the edge of an element when it is written like a number', () => {
    expect(swap(`9-21${EDGE}8 (495) 111-22-33${EDGE}24/7`)).toBe(`9-21${EDGE}8 (495) 123-00-05${EDGE}24/7`);
    expect(swap(`Order 12${EDGE}84951112233${EDGE}45`)).toBe(`Order 12${EDGE}84951112233${EDGE}45`);
    expect(swap(`8 (495)${EDGE} 111-${EDGE}22-33`)).toBe(`8 (495)${EDGE} 123-${EDGE}00-05`);
  });

  it('takes the text of the server when digits do not fit', () => {
    const german = { did: '+4930901820', national: '030 901820', international: '+49 30 901820' };
    expect(swap('call 8 (495) 111-22-33 now', german)).toBe('call 030 901820 now');
    expect(swap('call +7 (495) 111-22-33 now', german)).toBe('call +49 30 901820 now');
    expect(swap('((495) 111-22-33)', german)).toBe('(030 901820)');
    expect(swap('(8 495 111-22-33)', german)).toBe('(030 901820)');
  });

  it('knows the trunk prefix of other countries', () => {
    const plan = { country_calling_code: '44', trunk_prefix: '0' };
    const lent = { did: '+442079460001', national: '020 7946 0001', international: '+44 20 7946 0001' };
    const by = (text: string) => swap(text, lent, ['+442079460999'], plan);
    expect(by('020 7946 0999')).toBe('020 7946 0001');
    expect(by('+44 (0)20 7946 0999')).toBe('+44 (0)20 7946 0001');
    expect(by('0044 20 7946 0999')).toBe('0044 20 7946 0001');
    const spain = { country_calling_code: '34', trunk_prefix: '' };
    const madrid = { did: '+34911230001', national: '911 23 00 01', international: '+34 911 23 00 01' };
    expect(swap('911 11 22 33, 34 911112233', madrid, ['+34911112233'], spain)).toBe(
      '911 23 00 01, 34 911230001',
    );
  });

  it('finds a foreign number of the owner in its international writings only', () => {
    const minsk = ['+375172001122'];
    const lent = { did: '+375172000005', national: '8 0172 00-00-05', international: '+375 17 200-00-05' };
    expect(swap('+375 (17) 200-11-22 00375172001122', lent, minsk)).toBe(
      '+375 (17) 200-00-05 00375172000005',
    );
    expect(swap('172001122 8 017 200-11-22 8 10 375 17 200-11-22', lent, minsk)).toBe(
      '172001122 8 017 200-11-22 8 10 375 17 200-11-22',
    );
  });

  it('keeps several printed numbers apart', () => {
    const numbers = [PRINTED, '+78001112233'];
    expect(findNumbers('8 800 111 22 33 or 8 495 111 22 33', numbers, RU).map(({ meant }) => meant)).toEqual([
      PRINTED,
      '+78001112233',
    ]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('+7', '8', '7', '00', '495', '(495)', '111', '22', '33', '1112233', '+', '4951112233'),
    fc.constantFrom(' ', '-', '\u00a0', '.', '/', '(', ')', EDGE, '\n', '\u2013', 'a', 'тел', ','),
    fc.integer({ min: 0, max: 9999 }).map(String),
  );
  const anyText = fc.oneof(
    fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  it('only ever changes the ten digits of the printed number, and once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const swapped = swap(text);
        // Nothing but digits changes, and no place moves.
        expect(swapped.replace(/\d/g, '0')).toBe(text.replace(/\d/g, '0'));
        // The twin: in the bare digits the printed number was there, and the lent one is now.
        let digits = text.replace(/\D/g, '');
        const after = swapped.replace(/\D/g, '');
        for (let at = digits.indexOf('4951112233'); at >= 0; at = digits.indexOf('4951112233', at + 1)) {
          if (after.startsWith('4951230005', at)) {
            digits = `${digits.slice(0, at)}4951230005${digits.slice(at + 10)}`;
          }
        }
        expect(after).toBe(digits);
        expect(swap(swapped)).toBe(swapped);
      }),
      { numRuns: 20_000 },
    );
  });

  it('never finds a number in digits that are not its own', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !text.replace(/\D/g, '').includes('4951112233')),
        (text) => findNumbers(text, [PRINTED], RU).length === 0,
      ),
      { numRuns: 5_000 },
    );
  });

  it('finds a number written anyhow between words', () => {
    const gap = fc.constantFrom('', ' ', '-', '\u00a0', '.', ') ', ' (', '\u2011', EDGE, `${EDGE} `);
    const written = fc
      .tuple(fc.constantFrom('+7', '8', '7', '007'), fc.array(gap, { minLength: 10, maxLength: 10 }))
      .map(([prefix, gaps]) => prefix + [...'4951112233'].map((digit, at) => gaps[at] + digit).join(''));
    fc.assert(
      fc.property(written, fc.constantFrom('', 'call ', 'тел.: ', '24/7 '), (number, before) => {
        expect(findNumbers(`${before}${number} now`, [PRINTED], RU)).toHaveLength(1);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes linear time on hostile text', () => {
    const began = performance.now();
    for (const filler of [' ', '4', '+ ', '(', '-4', `${EDGE}8`]) {
      findNumbers(`${filler.repeat(200_000)}4951112233${filler.repeat(200_000)}`, [PRINTED], RU);
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
