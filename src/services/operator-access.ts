// Who an operator is: log-in by password, sessions of logged-in browsers, bearer tokens of programs.
import type { Millis } from '../core/millis.ts';
import type { OperatorRole } from '../core/operator-role.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { OperatorAccount, OperatorDirectory } from '../ports/operator-directory.ts';

export interface Operator {
  readonly name: string;
  readonly role: OperatorRole;
}

export interface OperatorAccessOptions {
  readonly directory: OperatorDirectory;
  readonly verifier: CredentialVerifier;
  readonly ids: IdSource;
  readonly clock: Clock;
  /** Sessions kept at most; past that the one unused longest is logged out. */
  readonly sessionLimit?: number;
  /** Called when a session was ended by its owner. */
  readonly onLogOut?: () => void;
}

/** A session ends this long after its last use (ms). */
export const SESSION_TTL: Millis = 12 * 3_600_000;
const SESSION_LIMIT = 1_000;

/** Sessions live in memory: a restart logs everybody out, and no stolen database holds a session. */
export class OperatorAccess {
  readonly #directory: OperatorDirectory;
  readonly #verifier: CredentialVerifier;
  readonly #ids: IdSource;
  readonly #clock: Clock;
  readonly #sessionLimit: number;
  readonly #onLogOut: () => void;
  /** By secret, the one unused longest first. */
  readonly #sessions = new Map<string, { readonly name: string; readonly endsAt: Millis }>();

  constructor({ directory, verifier, ids, clock, sessionLimit, onLogOut }: OperatorAccessOptions) {
    this.#directory = directory;
    this.#verifier = verifier;
    this.#ids = ids;
    this.#clock = clock;
    this.#sessionLimit = sessionLimit ?? SESSION_LIMIT;
    this.#onLogOut = onLogOut ?? (() => {});
  }

  /** Answers the new session's secret, or null when name and password do not belong together. */
  async logIn(name: string, password: string): Promise<{ session: string; operator: Operator } | null> {
    const account = this.#named(name);
    // An unknown name is checked against somebody's hash too, or the time taken would tell which names exist.
    const hash = account?.passwordHash ?? this.#anyPasswordHash();
    if (hash === null) return null;
    const right = await this.#verifier.password(hash, password);
    if (!right || !account || account.passwordHash === null) return null;
    // Two of at least 120 bits each.
    const session = this.#ids.token() + this.#ids.token();
    this.#keep(session, account.name);
    return { session, operator: operatorOf(account) };
  }

  logOut(session: string): void {
    this.#sessions.delete(session);
    this.#onLogOut();
  }

  /** The operator logged in with this session, which thereby lives on; null when it ended or never was. */
  bySession(session: string): Operator | null {
    const found = this.#sessions.get(session);
    if (!found) return null;
    this.#sessions.delete(session);
    const account = this.#named(found.name);
    if (found.endsAt <= this.#clock.now() || !account) return null;
    this.#keep(session, found.name);
    return operatorOf(account);
  }

  /** The operator that bearer token belongs to. */
  byToken(token: string): Operator | null {
    let owner: OperatorAccount | null = null;
    // All are compared, so the time taken does not tell how far down the list a token was found.
    for (const account of this.#directory.accounts()) {
      if (account.tokenHash !== null && this.#verifier.token(account.tokenHash, token)) owner ??= account;
    }
    return owner && operatorOf(owner);
  }

  #keep(session: string, name: string): void {
    this.#sessions.set(session, { name, endsAt: this.#clock.now() + SESSION_TTL });
    if (this.#sessions.size <= this.#sessionLimit) return;
    for (const oldest of this.#sessions.keys()) {
      this.#sessions.delete(oldest);
      return;
    }
  }

  #named(name: string): OperatorAccount | undefined {
    return this.#directory.accounts().find((account) => account.name === name);
  }

  #anyPasswordHash(): string | null {
    return this.#directory.accounts().find((account) => account.passwordHash !== null)?.passwordHash ?? null;
  }
}

function operatorOf({ name, role }: OperatorAccount): Operator {
  return { name, role };
}
