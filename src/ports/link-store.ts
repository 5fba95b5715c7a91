// Where one-time links wait for their use.
import type { Millis } from '../core/millis.ts';

export const LINK_PURPOSES = ['setup', 'invite', 'reset'] as const;
/** `setup` makes the first admin; `invite` and `reset` let a user choose their password, the first or a new one. */
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface OneTimeLink {
  /** SHA-256 of the secret, hex. */
  readonly digest: string;
  readonly purpose: LinkPurpose;
  /** The user's; null for the set-up link. */
  readonly name: string | null;
  readonly expiresAt: Millis;
}

/** Writes resolve when on disk. */
export interface LinkStore {
  link(digest: string): OneTimeLink | null;
  /** In the place of the user's earlier link, or of the earlier set-up link. */
  put(link: OneTimeLink): Promise<void>;
  remove(digest: string): Promise<void>;
}
