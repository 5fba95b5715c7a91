// Links that let one person in once: to set up the first admin, to accept an invitation, to choose a new password.
import type { Millis } from '../core/millis.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialVerifier } from '../ports/credential-verifier.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { LinkPurpose, LinkStore, OneTimeLink } from '../ports/link-store.ts';

export interface OneTimeLinksOptions {
  readonly store: LinkStore;
  readonly verifier: Pick<CredentialVerifier, 'digest'>;
  readonly ids: IdSource;
  readonly clock: Pick<Clock, 'now'>;
  /** Where browsers reach the service. */
  readonly publicUrl: string;
}

export interface MadeLink {
  readonly url: string;
  readonly expiresAt: Millis;
}

const HOUR: Millis = 3_600_000;
const VALID: Record<LinkPurpose, Millis> = { setup: HOUR, invite: 72 * HOUR, reset: 24 * HOUR };
const PAGE: Record<LinkPurpose, string> = { setup: 'setup', invite: 'invite', reset: 'invite' };

export class OneTimeLinks {
  readonly #options: OneTimeLinksOptions;
  /** Taken, though the disk may not know it yet. */
  readonly #taken = new Set<string>();

  constructor(options: OneTimeLinksOptions) {
    this.#options = options;
  }

  /** An earlier link of that user ends. @param name null for the set-up link */
  async make(purpose: LinkPurpose, name: string | null): Promise<MadeLink> {
    const { store, verifier, ids, clock, publicUrl } = this.#options;
    const secret = ids.token() + ids.token();
    const expiresAt = clock.now() + VALID[purpose];
    await store.put({ digest: verifier.digest(secret), purpose, name, expiresAt });
    // What stands behind the # is sent to no server, and so stands in no log.
    return { url: `${publicUrl.replace(/\/$/, '')}/monitor/${PAGE[purpose]}#${secret}`, expiresAt };
  }

  /** What the link is for; null when it was used, replaced, has expired or never was. */
  look(secret: string): OneTimeLink | null {
    const { store, verifier, clock } = this.#options;
    const digest = verifier.digest(secret);
    const link = this.#taken.has(digest) ? null : store.link(digest);
    return link && link.expiresAt > clock.now() ? link : null;
  }

  /** Uses it up. Taken before anything is awaited: of two who come at once, one gets it. */
  async take(secret: string, purposes: readonly LinkPurpose[]): Promise<OneTimeLink | null> {
    const link = this.look(secret);
    if (!link || !purposes.includes(link.purpose)) return null;
    this.#taken.add(link.digest);
    try {
      await this.#options.store.remove(link.digest);
    } catch (error) {
      this.#taken.delete(link.digest);
      throw error;
    }
    return link;
  }
}
