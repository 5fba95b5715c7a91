// The codes of authenticator apps (RFC 6238).
import type { Millis } from '../core/millis.ts';

export interface TotpCodes {
  /** A new secret, base32. */
  newSecret(): string;
  /** What authenticator apps read from a QR code. */
  url(secret: string, name: string): string;
  /** The time step (30 s each) whose code this is, one step to either side of now allowed; null when it is none. */
  stepOf(secret: string, code: string, now: Millis): number | null;
}
