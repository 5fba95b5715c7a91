// The accounts made in the monitor, and what is kept of every user beside their account.
import type { Millis } from '../core/millis.ts';
import type { OperatorRole } from '../core/operator-role.ts';

export interface StoredUser {
  readonly name: string;
  readonly role: OperatorRole;
  /** Null for all. */
  readonly sites: readonly string[] | null;
  /** Null: as is usual for the role. */
  readonly callerNumbers: boolean | null;
  readonly disabled: boolean;
  /** Null until they have followed their link. */
  readonly passwordHash: string | null;
  readonly createdAt: Millis;
}

/** An authenticator app. */
export interface SecondFactor {
  /** Base32. */
  readonly secret: string;
  /** Whether a code of it was seen: only then is one asked for. */
  readonly confirmed: boolean;
  /** The time step (RFC 6238) of the last code taken: no earlier one is taken again. */
  readonly lastStep: number;
}

/** Writes resolve when on disk. */
export interface UserStore {
  users(): StoredUser[];
  user(name: string): StoredUser | null;
  /** Makes the account, or puts this in its place. */
  put(user: StoredUser): Promise<void>;
  /** The account and all that is kept of the user. */
  remove(name: string): Promise<void>;
  lastSeen(name: string): Millis | null;
  /** Soon, and never in the way of anything. */
  seen(name: string, at: Millis): void;
  secondFactor(name: string): SecondFactor | null;
  putSecondFactor(name: string, factor: SecondFactor | null): Promise<void>;
}
