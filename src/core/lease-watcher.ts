// Who learns from leases: is told what becomes of them, as it happens.
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';

export interface LeaseWatcher {
  /** The visitor was as `before` says until `at`, and did something then. */
  seen(before: Lease, at: Millis): void;
  /** The lease is over: the visitor was last seen at its `lastActivityAt`. */
  ended(lease: Lease): void;
}
