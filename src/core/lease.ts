// A DID lent to one session.
import type { E164 } from './e164.ts';
import type { Engagement } from './engagement.ts';
import type { Millis } from './millis.ts';

/**
 * A DID lent to one session, exclusively, from `grantedAt` until it ends. Only its pool changes it, in place: whoever keeps
 * one sees it as it is now, and never changed again once `endedAt` is set.
 */
export interface Lease {
  /** The secret by which the visitor's page renews it, and its id everywhere else. It names its DID (lease-token.ts). */
  readonly token: string;
  readonly pool: string;
  readonly did: E164;
  readonly site: string;
  readonly visitor: string;
  readonly session: string;
  readonly grantedAt: Millis;
  readonly engagement: Engagement;
  /** When the visitor was last known to do anything. */
  readonly lastActivityAt: Millis;
  /** When the visitor last scrolled, clicked or typed; null for never. */
  readonly engagedAt: Millis | null;
  /** When the visitor last clicked or copied the number. */
  readonly intentAt: Millis | null;
  /** Pages of this session that asked for the number: 1 or more. */
  readonly pageViews: number;
  /** When it ends unless renewed; a live call keeps it beyond, a short pool may end it sooner (lease-policy.ts). */
  readonly expiresAt: Millis;
  /** When it ended (expired or released); null while it runs. */
  readonly endedAt: Millis | null;
  /** The DID is still this visitor's until then (set when it ends). */
  readonly lingerUntil: Millis | null;
  /** The DID rests until then (set when it ends). */
  readonly coolUntil: Millis | null;
}
