// API tokens that users make for their programs, each with less than its owner may.
import type { Millis } from '../core/millis.ts';
import type { OperatorRole } from '../core/operator-role.ts';
import { scopesOf, type TokenScope } from '../core/token-scope.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { ApiToken, TokenStore } from '../ports/token-store.ts';

export interface ApiTokensOptions {
  readonly store: TokenStore;
  readonly verifier: Pick<CredentialVerifier, 'digest'>;
  readonly ids: IdSource;
  readonly clock: Clock;
  /** Some are gone: whoever holds a connection for one looks again. */
  readonly onEnded: () => void;
}

/** So that a token found in a repository or a log can be told for what it is. */
const PREFIX = 'lltok_';
/** The last use on disk may lag by this much. */
const WRITE_EVERY: Millis = 60_000;

export class ApiTokens {
  readonly #options: ApiTokensOptions;

  constructor(options: ApiTokensOptions) {
    this.#options = options;
  }

  /** @param owner null for everybody's */
  list(owner: string | null): ApiToken[] {
    return this.#options.store.tokens().filter((token) => owner === null || token.owner === owner);
  }

  /** Null when the role may not do what the token is to do. */
  async make(
    { name: owner, role }: { readonly name: string; readonly role: OperatorRole },
    wanted: {
      readonly name: string;
      readonly scopes: readonly TokenScope[];
      readonly expiresAt: Millis | null;
    },
  ): Promise<{ token: ApiToken; secret: string } | null> {
    const { store, verifier, ids, clock } = this.#options;
    const allowed = scopesOf(role);
    if (wanted.scopes.some((scope) => !allowed.includes(scope))) return null;
    const secret = PREFIX + ids.token() + ids.token();
    const token: ApiToken = {
      ...wanted,
      scopes: [...new Set(wanted.scopes)],
      id: ids.token(),
      owner,
      digest: verifier.digest(secret),
      createdAt: clock.now(),
      lastUsedAt: null,
    };
    await store.add(token);
    return { token, secret };
  }

  /** @param owner null: whosever it is. Answers the token that is gone, null when there was none. */
  async remove(id: string, owner: string | null): Promise<ApiToken | null> {
    const token = this.list(owner).find((each) => each.id === id);
    if (!token) return null;
    await this.#options.store.remove(id);
    this.#options.onEnded();
    return token;
  }

  /** The token with this secret, unless it has expired. */
  use(secret: string): ApiToken | null {
    if (!secret.startsWith(PREFIX)) return null;
    const { store, verifier, clock } = this.#options;
    const token = store.byDigest(verifier.digest(secret));
    const now = clock.now();
    if (!token || (token.expiresAt !== null && token.expiresAt <= now)) return null;
    if (now - (token.lastUsedAt ?? 0) >= WRITE_EVERY) store.used(token.id, now);
    return token;
  }
}
