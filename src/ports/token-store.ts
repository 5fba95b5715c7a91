// Where API tokens made in the monitor are kept.
import type { Millis } from '../core/millis.ts';
import type { TokenScope } from '../core/token-scope.ts';

export interface ApiToken {
  readonly id: string;
  /** What its owner calls it. */
  readonly name: string;
  readonly owner: string;
  /** SHA-256 of the secret, hex. */
  readonly digest: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Millis;
  readonly lastUsedAt: Millis | null;
  /** Null: never. */
  readonly expiresAt: Millis | null;
}

export interface TokenStore {
  /** Newest first. */
  tokens(): ApiToken[];
  byDigest(digest: string): ApiToken | null;
  /** Resolves when on disk. */
  add(token: ApiToken): Promise<void>;
  remove(id: string): Promise<void>;
  /** Soon, and never in the way of anything. */
  used(id: string, at: Millis): void;
}
