// Brings back what was going on when the service last stopped or was killed: leases, visits, holds, live calls.
import type { CallBook } from '../core/call-book.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import { SESSION_BREAK, type SessionBook } from '../core/session-book.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { Logger } from '../ports/logger.ts';
import type { CallTracking } from './call-tracking.ts';
import type { LiveNumbering } from './live-numbering.ts';
import type { NumberingSource } from './numbering.ts';

export interface RecoveryOptions {
  readonly journal: LeaseJournal;
  readonly calls: CallRepository;
  readonly numbering: NumberingSource & Pick<LiveNumbering, 'drain'>;
  readonly sessions: SessionBook;
  /** By the name of the Asterisk box. */
  readonly books: ReadonlyMap<string, CallBook>;
  readonly tracking: CallTracking;
  readonly feed: LiveFeed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly lookBack: Millis;
}

/** Ended calls shown again on the board. */
const RECENT_CALLS = 50;

export function recover(options: RecoveryOptions): void {
  const leases = recoverLeases(options);
  const open = recoverCalls(options);
  options.log.info({ id: 'RECOVERED', leases, open_calls: open }, 'Leases and open calls are back.');
}

function recoverLeases({ journal, numbering, sessions, clock, lookBack }: RecoveryOptions): number {
  const now = clock.now();
  const { leases, sessions: known } = journal.load(now - lookBack);
  numbering.drain(leases);
  const { catalogue, pools } = numbering.current;
  const latestLast = [...known].sort((a, b) => a.lastSeenAt - b.lastSeenAt);
  for (const session of latestLast) {
    if (session.lastSeenAt >= now - SESSION_BREAK) sessions.restore(session);
  }
  for (const lease of leases) {
    // The owner may have moved the DID to another pool since: it follows the DID, not the pool's name.
    const role = catalogue.role(lease.did);
    if (role?.kind === 'pool')
      pools.get(role.pool)?.pool.restore({ ...notAhead(lease, now), pool: role.pool });
  }
  return leases.length;
}

function recoverCalls({ calls, books, tracking, numbering, feed, clock, log }: RecoveryOptions): number {
  const { catalogue, pools } = numbering.current;
  const recent = calls.list({ limit: RECENT_CALLS }).records;
  for (const record of [...recent].reverse()) {
    if (record.call.state === 'ended') feed.publish({ type: 'call', record });
  }
  const open = calls.open();
  for (const record of open) {
    const { call } = record;
    const book = books.get(call.pbx);
    if (!book) {
      // Its box is no longer configured: nobody will ever tell how it ended.
      calls.save(lost(record, clock.now())).catch((error: unknown) => {
        log.error(
          { id: 'CALL_NOT_WRITTEN', call: call.id, error: String(error) },
          'A lost call cannot be ended.',
        );
      });
      continue;
    }
    book.restore([call]);
    tracking.restore(record);
    feed.publish({ type: 'call', record });
    const role = catalogue.role(call.did);
    if (role?.kind === 'pool') pools.get(role.pool)?.pool.callStarted(call.did, call.id, call.startedAt);
  }
  return open.length;
}

/** A lease written before the clock was set back: moved as a whole, or it would outlive its time by as much. */
function notAhead(lease: Lease, now: Millis): Lease {
  const ahead = Math.max(lease.lastActivityAt, lease.endedAt ?? 0) - now;
  if (ahead <= 0) return lease;
  const moved = (at: Millis | null) => (at === null ? null : at - ahead);
  return {
    ...lease,
    grantedAt: lease.grantedAt - ahead,
    lastActivityAt: lease.lastActivityAt - ahead,
    intentAt: moved(lease.intentAt),
    expiresAt: lease.expiresAt - ahead,
    endedAt: moved(lease.endedAt),
    lingerUntil: moved(lease.lingerUntil),
    coolUntil: moved(lease.coolUntil),
  };
}

function lost(record: CallRecord, now: Millis): CallRecord {
  return {
    ...record,
    call: { ...record.call, state: 'ended', outcome: 'unknown', end: 'lost', endedAt: now },
  };
}
