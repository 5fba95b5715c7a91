// Ids and codes: their shape, and that they do not repeat.
import { expect, it } from 'vitest';
import { RandomIdSource } from '../../../src/adapters/system/random-id-source.ts';

it('tokens are 30 URL-safe characters in order of time, and never repeat', () => {
  const ids = new RandomIdSource();
  const tokens = Array.from({ length: 10_000 }, () => ids.token());
  expect(tokens.filter((token) => !/^[A-Za-z0-9_-]{30}$/.test(token))).toEqual([]);
  expect(new Set(tokens).size).toBe(10_000);
});

it.each([1, 4, 6, 20])('a code of %i digits', (digits) => {
  expect(new RandomIdSource().code(digits)).toMatch(new RegExp(`^\\d{${digits}}$`));
});

it('every digit is as likely as the others', () => {
  const ids = new RandomIdSource();
  const counts = new Array<number>(10).fill(0);
  for (const digit of ids.code(100_000)) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
  // Six standard deviations: a fair source fails once in a hundred million runs.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(6 * Math.sqrt(9_000));
});
