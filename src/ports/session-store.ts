// Where the sessions of logged-in browsers outlive a restart.
import type { Millis } from '../core/millis.ts';

export interface StoredSession {
  /** SHA-256 of the secret, hex: a stolen database holds no session. */
  readonly digest: string;
  /** The user's. */
  readonly name: string;
  /** Where the log-in came from. */
  readonly address: string;
  readonly createdAt: Millis;
  readonly lastUsedAt: Millis;
}

/** Writes follow by themselves, and are tried again while the disk fails: nobody waits for them. */
export interface SessionStore {
  /** The one unused longest first. */
  sessions(): StoredSession[];
  put(session: StoredSession): void;
  drop(digest: string): void;
}
