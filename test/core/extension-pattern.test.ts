// Extension patterns, by the rules of Asterisk's documentation.
import { describe, expect, test } from 'vitest';
import { bySpecificity, matchesExtension } from '../../src/core/extension-pattern.ts';

describe('matches', () => {
  test.each([
    ['74951230001', '74951230001', true],
    ['74951230001', '7495123000', false],
    ['7495-123-0001', '74951230001', true],
    ['s', 's', true],
    ['_X.', '74951230001', true],
    ['_X.', '+74951230001', false],
    ['_X.', '7', false],
    ['_X!', '7', true],
    ['_[+0-9].', '+74951230001', true],
    ['_[+0-9].', 's', false],
    ['_+X.', '+74951230001', true],
    ['_.', 's', true],
    ['_!', '', true],
    ['_7495NXXXXXX', '74951230001', false],
    ['_7495NXXXXXX', '74952230001', true],
    ['_7495ZXXXXXX', '74951230001', true],
    ['_7495zxxxxxx', '74951230001', true],
    ['_7495XXXXXX', '74951230001', false],
    ['_7495-XXX-XXXX', '74951230001', true],
    ['_749512300[0-1]1', '74951230001', true],
    ['_749512300[13-5]1', '74951230041', true],
    ['_749512300[13-5]1', '74951230021', false],
    ['_8NXX!', '84951230001', true],
    ['_8NXX!', '8495', true],
    ['_8NXX!', '849', false],
    ['_7[495', '7495', false],
    ['_', '', true],
  ])('%s with %s: %s', (pattern, number, expected) => {
    expect(matchesExtension(pattern, number)).toBe(expected);
  });
});

test('the most specific goes first', () => {
  const written = [
    '_!',
    '_.',
    '_X.',
    '_[+0-9].',
    '_7!',
    '_7495XXXXXXX',
    '_7495ZXXXXXX',
    '_7495NXXXXXX',
    '_7.',
    '74952230001',
  ];
  expect(written.sort(bySpecificity)).toEqual([
    '74952230001',
    '_7495NXXXXXX',
    '_7495ZXXXXXX',
    '_7495XXXXXXX',
    '_7.',
    '_7!',
    '_X.',
    '_[+0-9].',
    '_.',
    '_!',
  ]);
});
