// Who did what: kept for the owner to look up.
import type { Millis } from '../core/millis.ts';

export interface AuditEntry {
  readonly at: Millis;
  /** Null for somebody who was not logged in. */
  readonly who: string | null;
  /** `login`, `call-changed`, `export` ... */
  readonly what: string;
  /** Of what: a call, a user, a token. */
  readonly subject: string | null;
  readonly detail: string | null;
  readonly address: string | null;
}

export interface AuditQuery {
  readonly from?: Millis;
  readonly to?: Millis;
  readonly who?: string;
  readonly what?: string;
  /** Opaque, from an earlier page's `next`. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface AuditLog {
  /** With the next commit; tried again while the disk fails. */
  append(entry: AuditEntry): void;
  /** Newest first. */
  list(query: AuditQuery): { readonly entries: readonly AuditEntry[]; readonly next: string | null };
  /** Drops a bounded number of entries from before `before`; answers how many. */
  forget(before: Millis): number;
}
