// The accounts that the owner wrote into the configuration.
import type { OperatorRole } from '../core/operator-role.ts';

export interface OperatorAccount {
  readonly name: string;
  readonly role: OperatorRole;
  /** Ids of the sites they are limited to; null for all. */
  readonly sites: readonly string[] | null;
  /** Whether they see callers' numbers whole; null: as is usual for the role. */
  readonly callerNumbers: boolean | null;
  /** As the password tool wrote it; null for an account without a password (a program's). */
  readonly passwordHash: string | null;
  /** SHA-256 of the bearer token, 64 hex digits; null for an account without one. */
  readonly tokenHash: string | null;
}

export interface OperatorDirectory {
  /** Every account; few, so looking through them is cheap. */
  accounts(): readonly OperatorAccount[];
}
