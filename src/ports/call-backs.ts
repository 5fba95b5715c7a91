// Missed calls, and the calls by which people were called back.
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { Contact, MissedCall } from '../core/missed-callers.ts';
import type { OutboundCall } from '../core/outbound-book.ts';

export interface CallBacks {
  /** Writes a call of ours as it is now; reaches the disk within seconds. */
  save(call: OutboundCall): void;
  /**
   * Calls begun at or after `from` and before `to` that nobody answered, newest first, at most `limit`; those without a caller's
   * number, whom nobody can call back, left out.
   */
  missed(from: Millis, to: Millis, limit: number): MissedCall[];
  /** Talks with, and tries to reach, these callers since `from`. */
  contacts(callers: readonly E164[], from: Millis): Contact[];
  /** Drops ended calls of ours that began before `before`. Answers how many went. */
  forget(before: Millis): number;
}
