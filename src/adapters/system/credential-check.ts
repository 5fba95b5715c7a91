// Checks passwords by argon2id and bearer tokens by their digest.
import { createHash, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { CredentialVerifier } from '../../ports/credential-verifier.ts';

/** What is kept of a bearer token: a token is random, so a slow hash would add nothing but time. SHA-256, hex. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** OWASP's password storage advice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password as it is kept, in the PHC string format. */
export function passwordHash(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

export class CredentialCheck implements CredentialVerifier {
  /** Runs in libuv's threads: about 30 ms of work that the event loop does not feel. */
  async password(hash: string, password: string): Promise<boolean> {
    try {
      return await verify(hash, password);
    } catch {
      // A hash that is none (config/rules refuses those) lets nobody in.
      return false;
    }
  }

  hash(password: string): Promise<string> {
    return passwordHash(password);
  }

  digest(secret: string): string {
    return tokenDigest(secret);
  }

  token(hash: string, token: string): boolean {
    const [wanted, given] = [hash, tokenDigest(token)].map((hex) => Buffer.from(hex, 'hex')) as [
      Buffer,
      Buffer,
    ];
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }
}
