// Numbers as people and trunks write them, and what they are in E.164.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInternational, formatNational, parseE164, phoneDigits } from '../../src/core/e164.ts';
import { e164 } from '../support/builders.ts';

describe('parseE164', () => {
  it.each([
    ['84951230001', 'RU', '+74951230001'],
    ['74951230001', 'RU', '+74951230001'],
    ['4951230001', 'RU', '+74951230001'],
    ['0074951230001', 'RU', '+74951230001'],
    ['81074951230001', 'RU', '+74951230001'],
    ['+74951230001', 'RU', '+74951230001'],
    ['+7 (495) 123-00-01', 'RU', '+74951230001'],
    ['8 (495) 123–00–01', 'RU', '+74951230001'],
    ['8 800 555 35 35', 'RU', '+78005553535'],
    ['380441234567', 'RU', '+380441234567'],
    ['00380441234567', 'RU', '+380441234567'],
    ['0049 30 123456', 'RU', '+4930123456'],
    ['87012345678', 'RU', '+77012345678'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['1-212-555-0123', 'US', '+12125550123'],
    ['01174951230001', 'US', '+74951230001'],
    ['79161234567', 'US', '+79161234567'],
    ['030 123456', 'DE', '+4930123456'],
    ['030/123456', 'DE', '+4930123456'],
    ['004930123456', 'DE', '+4930123456'],
    ['+74951230001', 'DE', '+74951230001'],
  ])('%s in %s is %s', (raw, country, expected) => {
    expect(parseE164(raw, country)).toBe(expected);
  });

  it.each([
    '+7 495 123 00 01 ext 12',
    '+74951230001;ext=12',
    '8 495 123-00-01 доб. 12',
    '84951230001,12',
    '84951230001#12',
    '4951230001x12',
  ])('drops the extension of %s', (raw) => {
    expect(parseE164(raw, 'RU')).toBe('+74951230001');
  });

  it.each([
    ['full width', '８４９５１２３０００１'],
    ['Arabic-Indic', '٨٤٩٥١٢٣٠٠٠١'],
    ['Persian', '۸۴۹۵۱۲۳۰۰۰۱'],
    ['with marks and spaces that do not show', '\u202a+7\u00a0495\u00a0123\u201100\u201101\u202c\u200b'],
  ])('reads digits %s', (_, raw) => {
    expect(parseE164(raw, 'RU')).toBe('+74951230001');
  });

  it.each([
    ...[
      '',
      ' ',
      's',
      'h',
      '+',
      '100',
      '112',
      '*97',
      '1230001',
      'anonymous',
      'Unknown',
      '<unknown>',
      'PJSIP/trunk',
    ],
    ...[
      'user4951230001',
      'agent-84951230001',
      '1-800-FLOWERS',
      'sip:4951230001@10.0.0.1',
      '4951230001 4951230002',
    ],
    ...['0000000000', '+999123456789', '99999999999999999999', `8${'4'.repeat(100_000)}`, '8495123000१'],
  ])('%.40s is no number', (raw) => {
    expect(parseE164(raw, 'RU')).toBeNull();
  });

  it('never throws, answers E.164 or null, and reads its own answer', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 ()x,#-]{0,30}$/));
    fc.assert(
      fc.property(text, fc.constantFrom('RU', 'US', 'DE', 'IT', 'KZ', '', 'XX'), (raw, country) => {
        const number = parseE164(raw, country);
        if (number === null) return;
        expect(number).toMatch(/^\+[1-9]\d{3,14}$/);
        expect(parseE164(number, country)).toBe(number);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('phoneDigits', () => {
  it.each([
    ['8 (495) 123-00-01', '84951230001'],
    ['+74951230001', '74951230001'],
    ['100', '100'],
    ['s', null],
    ['agent-1230001', null],
    ['*97', null],
    ['', null],
  ])('%s: %s', (raw, digits) => {
    expect(phoneDigits(raw)).toBe(digits);
  });
});

describe('how a number is shown', () => {
  it.each([
    ['+74951230001', '8 (495) 123-00-01', '+7 495 123 00 01'],
    ['+78005553535', '8 (800) 555-35-35', '+7 800 555 35 35'],
    ['+12125550123', '(212) 555-0123', '+1 212 555 0123'],
    ['+4930123456', '030 123456', '+49 30 123456'],
  ])('%s', (number, national, international) => {
    expect(formatNational(e164(number))).toBe(national);
    expect(formatInternational(e164(number))).toBe(international);
  });
});
