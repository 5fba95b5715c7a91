// Checking what operators present against what is kept of it.

export interface CredentialVerifier {
  /** Whether `password` belongs to `hash`; slow on purpose, and done off the event loop. */
  password(hash: string, password: string): Promise<boolean>;
  /** What is kept of a new password; as slow. */
  hash(password: string): Promise<string>;
  /** What is kept of a random secret (a session's, a token's, a link's): SHA-256, hex. */
  digest(secret: string): string;
  /** Whether the SHA-256 of `token` is `hash` (hex), in a time that tells nothing about `hash`. */
  token(hash: string, token: string): boolean;
}
