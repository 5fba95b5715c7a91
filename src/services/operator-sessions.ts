// The sessions of logged-in browsers: in memory, and on disk for the next start.
import type { Millis } from '../core/millis.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { SessionStore, StoredSession } from '../ports/session-store.ts';

/** A session ends this long after its last use. */
export const SESSION_TTL: Millis = 12 * 3_600_000;
/** Past that the one unused longest is logged out. */
const SESSION_LIMIT = 1_000;
/** The last use on disk may lag by this much: a restart shortens a session by no more. */
const WRITE_EVERY: Millis = 60_000;

export interface OperatorSessionsOptions {
  readonly store: SessionStore;
  readonly verifier: Pick<CredentialVerifier, 'digest'>;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly limit?: number;
  /** Sessions were ended: whoever holds a connection for one looks again. */
  readonly onEnded: () => void;
}

interface Session extends StoredSession {
  readonly writtenAt: Millis;
}

/** A disk that cannot be written logs nobody out, and keeps nobody from logging in. */
export class OperatorSessions {
  readonly #options: OperatorSessionsOptions;
  readonly #limit: number;
  /** By digest, the one unused longest first. */
  readonly #sessions = new Map<string, Session>();

  constructor(options: OperatorSessionsOptions) {
    this.#options = options;
    this.#limit = options.limit ?? SESSION_LIMIT;
  }

  /** Brings back those that have not ended meanwhile. */
  restore(): void {
    const { store } = this.#options;
    for (const session of store.sessions()) {
      if (this.#hasEnded(session)) store.drop(session.digest);
      else this.#sessions.set(session.digest, { ...session, writtenAt: session.lastUsedAt });
    }
  }

  /** Begins one; answers its secret, which nobody had before: no session can be planted on a browser. */
  open(name: string, address: string): string {
    const { ids, verifier, clock } = this.#options;
    // Two of at least 120 bits each.
    const secret = ids.token() + ids.token();
    const now = clock.now();
    this.#keep(
      { digest: verifier.digest(secret), name, address, createdAt: now, lastUsedAt: now, writtenAt: 0 },
      now,
    );
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= this.#limit) break;
      this.#drop(oldest);
    }
    return secret;
  }

  /** Whose session it is, which thereby lives on; null when it ended or never was. */
  use(secret: string): string | null {
    const digest = this.#options.verifier.digest(secret);
    const session = this.#sessions.get(digest);
    if (!session) return null;
    this.#sessions.delete(digest);
    if (this.#hasEnded(session)) {
      this.#options.store.drop(digest);
      return null;
    }
    this.#keep(session, this.#options.clock.now());
    return session.name;
  }

  end(secret: string): void {
    if (this.#drop(this.#options.verifier.digest(secret))) this.#options.onEnded();
  }

  /** Every session of a user; answers how many there were. */
  endAll(name: string): number {
    const all = [...this.#sessions.values()].filter((session) => session.name === name);
    for (const { digest } of all) this.#drop(digest);
    if (all.length > 0) this.#options.onEnded();
    return all.length;
  }

  count(name: string): number {
    return this.#of(name).length;
  }

  /** Whether the user has logged in from there, and is still. */
  isAt(name: string, address: string): boolean {
    return this.#of(name).some((session) => session.address === address);
  }

  #of(name: string): Session[] {
    return [...this.#sessions.values()].filter(
      (session) => session.name === name && !this.#hasEnded(session),
    );
  }

  #keep(session: Session, now: Millis): void {
    const isDue = now - session.writtenAt >= WRITE_EVERY;
    const used = { ...session, lastUsedAt: now, writtenAt: isDue ? now : session.writtenAt };
    this.#sessions.set(session.digest, used);
    if (isDue) this.#options.store.put(used);
  }

  #drop(digest: string): boolean {
    this.#options.store.drop(digest);
    return this.#sessions.delete(digest);
  }

  #hasEnded({ lastUsedAt }: StoredSession): boolean {
    return lastUsedAt + SESSION_TTL <= this.#options.clock.now();
  }
}
