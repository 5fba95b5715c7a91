// Checks passwords by argon2id and bearer tokens by their digest.
import { createHash, timingSafeEqual } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { CredentialVerifier } from '../../ports/credential-verifier.ts';

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

  token(hash: string, token: string): boolean {
    const wanted = Buffer.from(hash, 'hex');
    const given = createHash('sha256').update(token).digest();
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }
}
