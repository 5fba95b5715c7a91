// Authenticator codes, by the test vectors of RFC 6238 (appendix B, SHA-1; six of its eight digits).
import { expect, test } from 'vitest';
import { Totp } from '../../../src/adapters/system/totp.ts';

const totp = new Totp();
/** `12345678901234567890` in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
])('at %i s it is %s', (seconds, code, step) => {
  expect(totp.stepOf(SECRET, code, seconds * 1_000)).toBe(step);
});

test('one step to either side is taken, no more', () => {
  const at = (steps: number) => totp.stepOf(SECRET, '005924', (41_152_263 + steps) * 30_000);
  expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, 41_152_263, 41_152_263, 41_152_263, null]);
});

test.each(['', '28708', '2870820', '287083', 'abcdef', '２８７０８２'])('%j is no code', (code) => {
  expect(totp.stepOf(SECRET, code, 59_000)).toBeNull();
});

test('secrets have 160 bits in base32, no two are the same; the URL says the same to every app', () => {
  const secret = totp.newSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(totp.newSecret()).not.toBe(secret);
  const url = new URL(totp.url(secret, 'Анна & co'));
  expect(`${url.protocol}//${url.host}`).toBe('otpauth://totp');
  expect(decodeURIComponent(url.pathname)).toBe('/Leaseline:Анна & co');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    secret,
    issuer: 'Leaseline',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
