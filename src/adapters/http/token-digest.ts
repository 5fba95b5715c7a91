// Bearer tokens are kept as SHA-256 only: a token is random, so a slow hash would add nothing but time.
import { createHash, timingSafeEqual } from 'node:crypto';

/** 64 hex digits, as `OperatorAccount.tokenHash` holds them. */
export function tokenDigest(token: string): string {
  return digest(token).toString('hex');
}

/** `CredentialVerifier.token`: compared in constant time. */
export function tokenMatches(hash: string, token: string): boolean {
  const expected = Buffer.from(hash, 'hex');
  const actual = digest(token);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
