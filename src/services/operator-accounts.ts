// Everybody who has an account: those of the configuration, and those made in the monitor beside them.
import type { Millis } from '../core/millis.ts';
import { type OperatorRole, seesCallerNumbers } from '../core/operator-role.ts';
import type { OperatorView } from '../core/operator-view.ts';
import type { OperatorAccount, OperatorDirectory } from '../ports/operator-directory.ts';
import type { StoredUser, UserStore } from '../ports/user-store.ts';

export interface Account extends OperatorView {
  readonly name: string;
  readonly role: OperatorRole;
  readonly passwordHash: string | null;
  /** Changed in the configuration, not here. */
  readonly fromConfig: boolean;
  readonly disabled: boolean;
  readonly createdAt: Millis | null;
}

/** Read anew each time: the command line writes to the same file, and reading one account takes microseconds. */
export class OperatorAccounts {
  readonly #directory: OperatorDirectory;
  readonly #store: UserStore;

  constructor(directory: OperatorDirectory, store: UserStore) {
    this.#directory = directory;
    this.#store = store;
  }

  /** An account of the configuration hides one of the same name. */
  find(name: string): Account | null {
    const configured = this.#directory.accounts().find((account) => account.name === name);
    if (configured) return fromConfig(configured);
    const stored = this.#store.user(name);
    return stored && fromStore(stored);
  }

  /** Those of the configuration first. */
  all(): Account[] {
    const configured = this.#directory.accounts().map(fromConfig);
    const taken = new Set(configured.map(({ name }) => name));
    const stored = this.#store.users().filter(({ name }) => !taken.has(name));
    return [...configured, ...stored.map(fromStore)];
  }

  /** Whether a name is taken, or as good as: `Anna` and `anna` would be mistaken for one another. */
  isTaken(name: string): boolean {
    const plain = name.toLowerCase();
    return this.all().some((account) => account.name.toLowerCase() === plain);
  }

  /** Whether anybody but `name` could still make accounts. */
  hasOtherAdmin(name: string): boolean {
    const tokens = new Set(this.#directory.accounts().flatMap((each) => (each.tokenHash ? each.name : [])));
    return this.all().some(
      (account) =>
        account.name !== name &&
        account.role === 'admin' &&
        !account.disabled &&
        (account.passwordHash !== null || tokens.has(account.name)),
    );
  }
}

function fromConfig({ callerNumbers, tokenHash: _token, ...account }: OperatorAccount): Account {
  return {
    ...account,
    callerNumbers: seesCallerNumbers(account.role, callerNumbers),
    fromConfig: true,
    disabled: false,
    createdAt: null,
  };
}

function fromStore({ callerNumbers, ...user }: StoredUser): Account {
  return { ...user, callerNumbers: seesCallerNumbers(user.role, callerNumbers), fromConfig: false };
}
