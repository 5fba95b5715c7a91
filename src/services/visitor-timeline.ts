// Looks up everything known of whoever made a call, on all their devices.
import type { CallRecord } from '../core/call-record.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import { type TimelineEvent, timelineOf } from '../core/timeline.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { VisitHistory } from '../ports/visit-history.ts';

export interface VisitorTimelineOptions {
  readonly calls: Pick<CallRepository, 'byCaller' | 'ofVisits'>;
  readonly journal: Pick<LeaseJournal, 'visitsOf'>;
  readonly history: Pick<VisitHistory, 'pagesOf' | 'visitsOfUser'>;
  readonly sessions: Pick<SessionBook, 'find'>;
  readonly clock: Clock;
}

/** The latest of each; a person has fewer. */
const VISITS = 100;
const CALLS = 50;

export class VisitorTimeline {
  readonly #options: VisitorTimelineOptions;

  constructor(options: VisitorTimelineOptions) {
    this.#options = options;
  }

  /** Oldest first. @param asked the call whose maker it is about */
  of(asked: CallRecord): TimelineEvent[] {
    const { calls, history } = this.#options;
    const visits = this.#visits(asked);
    const ids = visits.map(({ id }) => id);
    const { caller } = asked.call;
    const theirs = caller === null ? [] : calls.byCaller(caller, CALLS);
    return timelineOf(asked, visits, history.pagesOf(ids), [...theirs, ...calls.ofVisits(ids)]);
  }

  #visits({ attribution: { site, visitor } }: CallRecord): Session[] {
    if (site === null || visitor === null) return [];
    const { journal, history, sessions, clock } = this.#options;
    const now = clock.now();
    const own = journal.visitsOf(site, visitor, now, VISITS);
    const users = new Set(own.flatMap(({ ids }) => ids.user ?? []));
    const elsewhere = [...users].flatMap((user) => history.visitsOfUser(site, user, now, VISITS));
    const all = new Map([...own, ...elsewhere].map((visit) => [visit.id, visit]));
    // The disk lags behind by seconds.
    return [...all.values()].map((visit) => sessions.find(visit.id) ?? visit);
  }
}
