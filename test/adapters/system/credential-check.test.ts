// Passwords by argon2id, tokens by their digest.
import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { CredentialCheck, tokenDigest } from '../../../src/adapters/system/credential-check.ts';

const check = new CredentialCheck();

test('a password opens its own hash only', async () => {
  const hashed = await hash('open sesame', { memoryCost: 4_096, timeCost: 1, parallelism: 1 });
  expect(await check.password(hashed, 'open sesame')).toBe(true);
  expect(await check.password(hashed, 'open Sesame')).toBe(false);
  expect(await check.password('no hash at all', 'open sesame')).toBe(false);
});

test('a token matches its own digest only', () => {
  expect(tokenDigest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(check.token(tokenDigest('abc'), 'abc')).toBe(true);
  expect(check.token(tokenDigest('abc'), 'abd')).toBe(false);
  expect(check.token('', '')).toBe(false);
  expect(check.token('no hex', 'abc')).toBe(false);
});
