// Where leases and sessions survive a restart.
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';

export interface LeaseJournal {
  /**
   * Writes a new lease and its session. Resolves when both are on disk (fsync done): only then may the visitor see
   * the number. Rejects when they could not be written.
   */
  granted(lease: Lease, session: Session): Promise<void>;
  /**
   * Writes the session of a visitor who got no lease. Resolves when on disk.
   * @param turnedAway whether they were to get one, as all are unless said otherwise: pools are sized by it
   */
  visited(session: Session, turnedAway?: boolean): Promise<void>;
  /** Notes a renewed or ended lease, or a session that moved on; reaches the disk within seconds, last state wins. */
  leaseChanged(lease: Lease): void;
  sessionChanged(session: Session): void;
  /** Leases that ended at or after `since` or still run, in the order they were granted, with the sessions they belong to. */
  load(since: Millis): { leases: Lease[]; sessions: Session[] };
  /** The session of that id, however old, or null. */
  session(id: string): Session | null;
  /**
   * The visitor's visits at the site that began at `until` or before, newest first, at most `limit`. What was noted in
   * the last seconds may be missing.
   */
  visitsOf(site: string, visitor: string, until: Millis, limit: number): Session[];
  /**
   * The visits that had that code, began before or at `to` and were last seen at or after `from`, in any order. Reads
   * every visit of that time, a piece an event-loop turn: for a code that a person typed.
   */
  visitsWithCode(code: string, from: Millis, to: Millis): Promise<Session[]>;
  /**
   * Drops leases that ended before `before`, and sessions last seen a day before that (a lease may end hours after its
   * visitor was last seen); not those that a call refers to, nor the sessions of leases that run. Answers how many rows
   * went: call it until none does.
   */
  forget(before: Millis): number;
}
