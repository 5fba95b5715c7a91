// What is left of a caller's number for those who may not see it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedNumber, withoutNumber } from '../../src/core/masked-number.ts';

test.each([
  ['a Russian mobile', '+79161234567', '+7916*****67'],
  ['a Moscow landline', '+74951230001', '+7495*****01'],
  ['London', '+442071234567', '+44207*****67'],
  ['New York', '+12125550123', '+1212*****23'],
  ['a country of seven digits: no area code', '+3725123456', '+372*****56'],
  ['a country of eight', '+4520123456', '+452*****56'],
  ['no number of any country', '+99912', '*****'],
  ['as a trunk wrote it', '89161234567', '*****67'],
  ['an extension', '101', '*****'],
  ['a SIP user', 'ivan.petrov', '*****'],
  ['a SIP user with digits', 'ivan.petrov77', '*****77'],
  ['withheld', 'anonymous', '*****'],
  ['nothing', '', '*****'],
])('%s', (_name, number, masked) => {
  expect(maskedNumber(number)).toBe(masked);
});

test('five digits at least are hidden of whatever is as long as a phone number', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{9,14}$/), (number) => {
      const shown = maskedNumber(number).replace(/\D/g, '').length;
      expect(number.replace(/\D/g, '').length - shown).toBeGreaterThanOrEqual(5);
    }),
  );
});

test.each([
  [
    'in-74951230001-79161234567-20260115-120000-1768478400.1.wav',
    'in-74951230001-+7916*****67-20260115-120000-1768478400.1.wav',
  ],
  ['The caller 8 (916) 123-45-67 has rung', 'The caller +7916*****67 has rung'],
  ['+79161234567, again 9161234567', '+7916*****67, again +7916*****67'],
  ['Rang 12 s before +7 916 123-45-67.', 'Rang 12 s before +7916*****67.'],
  ['DID +74951230001 at 1768478400', 'DID +74951230001 at 1768478400'],
])('within a text: %s', (text, masked) => {
  expect(withoutNumber(text, '+79161234567')).toBe(masked);
});

test('an extension is hidden where it stands by itself', () => {
  expect(withoutNumber('out-101-1010.wav', '101')).toBe('out-*****-1010.wav');
  expect(withoutNumber('from ivan', 'ivan')).toBe('from *****');
  expect(withoutNumber('text', '')).toBe('text');
});
