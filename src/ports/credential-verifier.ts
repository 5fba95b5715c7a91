// Checking what operators present against what is kept of it.

export interface CredentialVerifier {
  /** Whether `password` belongs to `hash`; slow on purpose, and done off the event loop. */
  password(hash: string, password: string): Promise<boolean>;
  /** Whether the SHA-256 of `token` is `hash` (hex), in a time that tells nothing about `hash`. */
  token(hash: string, token: string): boolean;
}
