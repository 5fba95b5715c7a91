// Making, changing and removing the accounts that are kept in the database.
import type { OperatorRole } from '../core/operator-role.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { LinkPurpose } from '../ports/link-store.ts';
import type { StoredUser, UserStore } from '../ports/user-store.ts';
import type { MadeLink, OneTimeLinks } from './one-time-links.ts';
import type { Account, OperatorAccounts } from './operator-accounts.ts';
import type { OperatorSessions } from './operator-sessions.ts';
import type { SecondFactors } from './second-factors.ts';

export interface UserAdministrationOptions {
  readonly accounts: OperatorAccounts;
  readonly store: UserStore;
  readonly sessions: OperatorSessions;
  readonly secondFactors: SecondFactors;
  readonly links: OneTimeLinks;
  readonly verifier: CredentialVerifier;
  readonly clock: Clock;
  /** What somebody may see has changed: whoever holds a connection for them looks again. */
  readonly onChanged: () => void;
}

export type UserRefusal = 'unknown-user' | 'name-taken' | 'user-from-config' | 'last-admin' | 'limited-admin';

export type NewUser = Pick<StoredUser, 'name' | 'role' | 'sites' | 'callerNumbers'>;
export type UserChange = Partial<Pick<StoredUser, 'role' | 'sites' | 'callerNumbers' | 'disabled'>>;

export class UserAdministration {
  readonly #options: UserAdministrationOptions;

  constructor(options: UserAdministrationOptions) {
    this.#options = options;
  }

  /** An account without a password, and the link by which its user chooses one. */
  async invite(user: NewUser): Promise<MadeLink | UserRefusal> {
    const { accounts, store, links, clock } = this.#options;
    if (accounts.isTaken(user.name)) return 'name-taken';
    if (isLimitedAdmin(user)) return 'limited-admin';
    await store.put({ ...user, disabled: false, passwordHash: null, createdAt: clock.now() });
    return links.make('invite', user.name);
  }

  /** A link for a new password; using it takes the authenticator app off, too. The old password holds until then. */
  async reset(name: string): Promise<MadeLink | UserRefusal> {
    const stored = this.#stored(name);
    if (typeof stored === 'string') return stored;
    return this.#options.links.make(stored.passwordHash === null ? 'invite' : 'reset', name);
  }

  async change(name: string, change: UserChange): Promise<'changed' | UserRefusal> {
    const { store, sessions, onChanged } = this.#options;
    const stored = this.#stored(name);
    if (typeof stored === 'string') return stored;
    const changed = { ...stored, ...change };
    if (isLimitedAdmin(changed)) return 'limited-admin';
    const isAdmin = changed.role === 'admin' && !changed.disabled;
    if (!isAdmin && this.#isLastAdmin(name)) return 'last-admin';
    await store.put(changed);
    // Another role is another person: they prove anew who they are.
    if (changed.role !== stored.role || changed.disabled) sessions.endAll(name);
    onChanged();
    return 'changed';
  }

  async remove(name: string): Promise<'removed' | UserRefusal> {
    const { store, sessions, onChanged } = this.#options;
    const stored = this.#stored(name);
    if (typeof stored === 'string') return stored;
    if (this.#isLastAdmin(name)) return 'last-admin';
    sessions.endAll(name);
    await store.remove(name);
    onChanged();
    return 'removed';
  }

  /** Every session of the user ends; whoever asked begins a new one. */
  async changePassword(
    name: string,
    old: string,
    wanted: string,
  ): Promise<'changed' | 'wrong' | UserRefusal> {
    const { verifier } = this.#options;
    const stored = this.#stored(name);
    if (typeof stored === 'string') return stored;
    if (stored.passwordHash === null || !(await verifier.password(stored.passwordHash, old))) return 'wrong';
    return this.#setPassword(name, wanted);
  }

  /** By the link of an invitation or a reset. Answers the account to log in to; null when the link does not hold. */
  async accept(secret: string, password: string): Promise<{ account: Account; purpose: LinkPurpose } | null> {
    const { links, accounts, secondFactors } = this.#options;
    const link = await links.take(secret, ['invite', 'reset']);
    if (!link || link.name === null) return null;
    if ((await this.#setPassword(link.name, password)) !== 'changed') return null;
    await secondFactors.turnOff(link.name);
    const account = accounts.find(link.name);
    return account && !account.disabled ? { account, purpose: link.purpose } : null;
  }

  /** By the set-up link: the first admin. Null when the link does not hold, or there is somebody already. */
  async setUp(secret: string, name: string, password: string): Promise<Account | null> {
    const { links, accounts, store, verifier, clock } = this.#options;
    if (accounts.all().length > 0 || !(await links.take(secret, ['setup']))) return null;
    const role: OperatorRole = 'admin';
    const passwordHash = await verifier.hash(password);
    const rights = { role, sites: null, callerNumbers: null, disabled: false };
    await store.put({ name, ...rights, passwordHash, createdAt: clock.now() });
    return accounts.find(name);
  }

  async #setPassword(name: string, password: string): Promise<'changed' | UserRefusal> {
    const { verifier, store, sessions } = this.#options;
    const passwordHash = await verifier.hash(password);
    // Hashing takes a while: whatever else was changed meanwhile stays so.
    const stored = this.#stored(name);
    if (typeof stored === 'string') return stored;
    await store.put({ ...stored, passwordHash });
    sessions.endAll(name);
    return 'changed';
  }

  #stored(name: string): StoredUser | UserRefusal {
    const account = this.#options.accounts.find(name);
    if (account?.fromConfig) return 'user-from-config';
    return this.#options.store.user(name) ?? 'unknown-user';
  }

  #isLastAdmin(name: string): boolean {
    const { accounts } = this.#options;
    return accounts.find(name)?.role === 'admin' && !accounts.hasOtherAdmin(name);
  }
}

/** An admin could give themselves every site; limiting one would only look like it. */
function isLimitedAdmin({ role, sites }: Pick<StoredUser, 'role' | 'sites'>): boolean {
  return role === 'admin' && sites !== null;
}
