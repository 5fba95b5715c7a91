// People and their rights, for the composition root: accounts, sessions, tokens, one-time links, the audit log.
import type { Access } from './adapters/http/access-parts.ts';
import { CredentialCheck } from './adapters/system/credential-check.ts';
import { Totp } from './adapters/system/totp.ts';
import type { openStorage } from './app-storage.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialVerifier } from './ports/credential-verifier.ts';
import type { IdSource } from './ports/id-source.ts';
import type { OperatorDirectory } from './ports/operator-directory.ts';
import { ApiTokens } from './services/api-tokens.ts';
import { Audit } from './services/audit.ts';
import { OneTimeLinks } from './services/one-time-links.ts';
import { OperatorAccess } from './services/operator-access.ts';
import { OperatorAccounts } from './services/operator-accounts.ts';
import { OperatorSessions } from './services/operator-sessions.ts';
import { SecondFactors } from './services/second-factors.ts';
import { UserAdministration } from './services/user-administration.ts';

export interface AccessOptions {
  readonly directory: OperatorDirectory;
  readonly publicUrl: string;
  /** Another one for tests, which have no time for argon2. */
  readonly verifier?: CredentialVerifier;
  readonly storage: Pick<
    ReturnType<typeof openStorage>,
    'users' | 'operatorSessions' | 'tokens' | 'links' | 'auditLog'
  >;
  readonly ids: IdSource;
  readonly clock: Clock;
  /** Somebody was logged out, or may see something else now. */
  readonly onChanged: () => void;
}

export function openAccess(options: AccessOptions) {
  const { directory, publicUrl, storage, ids, clock, onChanged } = options;
  const verifier = options.verifier ?? new CredentialCheck();
  const { users: store, auditLog } = storage;
  const accounts = new OperatorAccounts(directory, store);
  const common = { verifier, ids, clock };
  const sessions = new OperatorSessions({ store: storage.operatorSessions, ...common, onEnded: onChanged });
  const tokens = new ApiTokens({ store: storage.tokens, ...common, onEnded: onChanged });
  const links = new OneTimeLinks({ store: storage.links, ...common, publicUrl });
  const secondFactors = new SecondFactors({ store, codes: new Totp(), clock });
  const access = new OperatorAccess({
    directory,
    accounts,
    sessions,
    tokens,
    secondFactors,
    store,
    verifier,
    clock,
  });
  const users = new UserAdministration({
    accounts,
    store,
    sessions,
    secondFactors,
    links,
    verifier,
    clock,
    onChanged,
  });
  const audit = new Audit(auditLog, clock);
  const people: Access = {
    access,
    accounts,
    sessions,
    tokens,
    links,
    secondFactors,
    users,
    lastSeen: store,
    audit,
    auditLog,
  };
  return {
    people,
    start() {
      sessions.restore();
      audit.start();
    },
    stop() {
      audit.stop();
    },
    /** The link that makes the first admin; null when there is anybody already. */
    async setUpLink(): Promise<string | null> {
      if (accounts.all().length > 0) return null;
      try {
        return (await links.make('setup', null)).url;
      } catch {
        // The storage has raised its alarm; visitors are served without it.
        return null;
      }
    },
  };
}
