// Who is on the sites now, and which of them have phoned: for the board, and to tell when somebody who phoned comes back.
import type { CallRecord } from '../core/call-record.ts';
import type { Millis } from '../core/millis.ts';
import { type Session, type VisitorKey, visitorKey } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { CreditedCall } from '../ports/live-feed.ts';
import type { Logger } from '../ports/logger.ts';
import type { LiveCalls } from './live-calls.ts';

export interface VisitNow {
  readonly visit: Session;
  /** The latest call of the visitor. */
  readonly called: CreditedCall | null;
}

export interface VisitorsNowOptions {
  readonly sessions: Pick<SessionBook, 'seenSince' | 'latestOf'>;
  readonly calls: Pick<CallRepository, 'list'>;
  readonly board: Pick<LiveCalls, 'subscribe' | 'publish'>;
  /** The longest silence of a page in sight. */
  readonly heartbeat: () => Millis;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_EVERY: Millis = 5_000;
/** Calls by which visitors are known again. */
const REMEMBERED: Millis = 30 * 86_400_000;
const MOST = 10_000;
const PAGE = 200;
/** Less sure answers name nobody. */
const LEAST_CONFIDENCE = 0.5;

export class VisitorsNow {
  readonly #options: VisitorsNowOptions;
  readonly #credited = new Map<VisitorKey, CreditedCall>();
  /** Visits of whose return was told. */
  #told = new Set<string>();
  #endings: (() => void)[] = [];

  constructor(options: VisitorsNowOptions) {
    this.#options = options;
  }

  start(): void {
    const { board, clock } = this.#options;
    this.#restore();
    this.#endings = [
      board.subscribe((_seq, change) => {
        if (change.type === 'call') this.#credit(change.record);
      }),
      clock.every(LOOK_EVERY, () => this.#look()),
    ];
  }

  stop(): void {
    for (const end of this.#endings) end();
    this.#endings = [];
  }

  /** The latest sign of life first. */
  list(): VisitNow[] {
    const seen = this.#options.sessions.seenSince(this.#since());
    return seen.map((visit) => ({ visit, called: this.#calledBy(visit) }));
  }

  #look(): void {
    const since = this.#since();
    // By those who have phoned, who are few, and not by all visits.
    const returned = [...this.#credited].flatMap(([visitor, call]) => {
      const visit = this.#options.sessions.latestOf(visitor);
      return visit && visit.lastSeenAt >= since && visit.startedAt > call.at ? [{ visit, call }] : [];
    });
    for (const { visit, call } of returned) {
      if (!this.#told.has(visit.id)) this.#options.board.publish({ type: 'return', visit, call });
    }
    this.#told = new Set(returned.map(({ visit }) => visit.id));
  }

  /** Two heartbeats: one may be lost. */
  #since(): Millis {
    return this.#options.clock.now() - 2 * this.#options.heartbeat();
  }

  #calledBy({ site, visitor }: Session): CreditedCall | null {
    return this.#credited.get(visitorKey(site, visitor)) ?? null;
  }

  #credit({ call, attribution: { site, visitor, confidence } }: CallRecord): void {
    if (site === null || visitor === null || confidence < LEAST_CONFIDENCE) return;
    const key = visitorKey(site, visitor);
    const known = this.#credited.get(key);
    if (known && known.at > call.startedAt) return;
    this.#credited.delete(key);
    this.#credited.set(key, { id: call.id, at: call.startedAt });
    if (this.#credited.size <= MOST) return;
    for (const oldest of this.#credited.keys()) {
      this.#credited.delete(oldest);
      return;
    }
  }

  /** Newest first, so an earlier call of a visitor never takes the place of a later one. */
  #restore(): void {
    const { calls, clock, log } = this.#options;
    try {
      const from = clock.now() - REMEMBERED;
      let cursor: string | null = null;
      do {
        const page = calls.list({ from, limit: PAGE, ...(cursor !== null && { cursor }) });
        for (const record of page.records) this.#credit(record);
        cursor = page.next;
      } while (cursor !== null && this.#credited.size < MOST / 2);
    } catch (error) {
      log.error({ id: 'HISTORY_UNREADABLE', error: String(error) }, 'Earlier calls cannot be read.');
    }
  }
}
