// Who an operator is: log-in by password and code, sessions of logged-in browsers, bearer tokens of programs.
import type { Millis } from '../core/millis.ts';
import type { OperatorRole } from '../core/operator-role.ts';
import type { OperatorView } from '../core/operator-view.ts';
import { scopesOf, type TokenScope } from '../core/token-scope.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { OperatorDirectory } from '../ports/operator-directory.ts';
import type { UserStore } from '../ports/user-store.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Account, OperatorAccounts } from './operator-accounts.ts';
import type { OperatorSessions } from './operator-sessions.ts';
import type { SecondFactors } from './second-factors.ts';

export interface Operator extends OperatorView {
  readonly name: string;
  readonly role: OperatorRole;
  /** What their token may do; null for all that the role may. */
  readonly scopes: readonly TokenScope[] | null;
  readonly fromConfig: boolean;
}

export interface LogIn {
  readonly name: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly code?: string | undefined;
  readonly address: string;
}

export type Entry =
  | { readonly kind: 'entered'; readonly session: string; readonly operator: Operator }
  /** Name and password do not belong together. */
  | { readonly kind: 'wrong-credentials' }
  /** They do, and a code is needed, too. */
  | { readonly kind: 'code-wanted' }
  | { readonly kind: 'wrong-code' };

export interface OperatorAccessOptions {
  readonly directory: OperatorDirectory;
  readonly accounts: OperatorAccounts;
  readonly sessions: OperatorSessions;
  readonly tokens: ApiTokens;
  readonly secondFactors: SecondFactors;
  readonly store: Pick<UserStore, 'seen'>;
  readonly verifier: CredentialVerifier;
  readonly clock: Clock;
}

/** When a user was last seen is written no oftener. */
const SEEN_EVERY: Millis = 60_000;

export class OperatorAccess {
  readonly #options: OperatorAccessOptions;
  readonly #seenAt = new Map<string, Millis>();

  constructor(options: OperatorAccessOptions) {
    this.#options = options;
  }

  async logIn({ name, password, code, address }: LogIn): Promise<Entry> {
    const { accounts, verifier, secondFactors } = this.#options;
    const account = accounts.find(name);
    // An unknown name is checked against somebody's hash too, or the time taken would tell which names exist.
    const hash = account?.passwordHash ?? this.#anyPasswordHash();
    if (hash === null) return { kind: 'wrong-credentials' };
    const right = await verifier.password(hash, password);
    if (!right || !account || account.passwordHash === null || account.disabled) {
      return { kind: 'wrong-credentials' };
    }
    if (secondFactors.isOn(name)) {
      if (code === undefined) return { kind: 'code-wanted' };
      if (!(await secondFactors.check(name, code))) return { kind: 'wrong-code' };
    }
    // The account may have been changed while its password was checked.
    const current = accounts.find(name);
    if (!current || current.disabled || current.passwordHash !== account.passwordHash) {
      return { kind: 'wrong-credentials' };
    }
    return { kind: 'entered', ...this.enter(current, address) };
  }

  /** Begins a session for somebody who has just proven who they are. */
  enter(account: Account, address: string): { session: string; operator: Operator } {
    this.#seen(account.name);
    return { session: this.#options.sessions.open(account.name, address), operator: asOperator(account) };
  }

  logOut(session: string): void {
    this.#options.sessions.end(session);
  }

  /** The operator logged in with this session, which thereby lives on; null when it ended or never was. */
  bySession(session: string): Operator | null {
    const name = this.#options.sessions.use(session);
    const account = name === null ? null : this.#options.accounts.find(name);
    if (!account || account.disabled) return null;
    this.#seen(account.name);
    return asOperator(account);
  }

  /** The operator that bearer token belongs to. */
  byToken(secret: string): Operator | null {
    const { accounts, tokens } = this.#options;
    const configured = this.#configuredOwner(secret);
    const token = configured === null ? tokens.use(secret) : null;
    const owner = configured ?? token?.owner ?? null;
    const account = owner === null ? null : accounts.find(owner);
    if (!account || account.disabled) return null;
    this.#seen(account.name);
    if (token === null) return asOperator(account);
    // The owner may be less by now than when the token was made.
    const allowed = scopesOf(account.role);
    return { ...asOperator(account), scopes: token.scopes.filter((scope) => allowed.includes(scope)) };
  }

  #configuredOwner(secret: string): string | null {
    const { directory, verifier } = this.#options;
    let owner: string | null = null;
    // All are compared, so the time taken does not tell how far down the list a token was found.
    for (const { name, tokenHash } of directory.accounts()) {
      if (tokenHash !== null && verifier.token(tokenHash, secret)) owner ??= name;
    }
    return owner;
  }

  #seen(name: string): void {
    const now = this.#options.clock.now();
    if (now - (this.#seenAt.get(name) ?? 0) < SEEN_EVERY) return;
    this.#seenAt.set(name, now);
    this.#options.store.seen(name, now);
  }

  #anyPasswordHash(): string | null {
    const known = this.#options.accounts.all().find(({ passwordHash }) => passwordHash !== null);
    return known?.passwordHash ?? null;
  }
}

function asOperator({ name, role, sites, callerNumbers, fromConfig }: Account): Operator {
  return { name, role, sites, callerNumbers, fromConfig, scopes: null };
}
