// The visits going on now: who they are, and when one ends and the next begins.
import { anonymousPage, anonymousTouchpoint, anonymousVisitor, isAnonymous } from './anonymous-visit.ts';
import type { Millis } from './millis.ts';
import { type PageView, viewsOfTurn } from './page-view.ts';
import {
  type Page,
  type Place,
  type Session,
  type VisitorIds,
  type VisitorKey,
  visitorKey,
} from './session.ts';
import { isNewCampaign, sameCampaign, type Touchpoint, touchpointOf } from './touchpoint.ts';

/** A visit ends after so long without a sign of the visitor (the session break of Google Analytics). */
export const SESSION_BREAK: Millis = 30 * 60_000;

/** A page view that asks for a number. */
export interface Visit {
  readonly site: string;
  /** What the page remembers; a null is filled by `fresh`. */
  readonly visitor: string | null;
  readonly session: string | null;
  readonly page: Page;
  readonly referrer: string | null;
  readonly ownOrigins: readonly string[];
  readonly place: Place;
  readonly ids: VisitorIds;
  /** The visitor asked not to be known: `visitor` and `ids` are left unread. */
  readonly anonymous: boolean;
}

/** Ids for whoever turns out to be new. */
export interface FreshIds {
  visitor(): string;
  session(): string;
  /** A code of so many decimal digits. */
  visitCode(digits: number): string;
}

export class SessionBook {
  readonly #sessions = new Map<string, Session>();
  /** The latest session of each visitor, by site and visitor: tabs opened together share it. */
  readonly #latest = new Map<VisitorKey, Session>();
  /** Codes in use, so that no two visits going on can be mistaken on the phone. */
  readonly #codes = new Set<string>();
  readonly #onViewed: (view: PageView) => void;

  /** @param onViewed told of page views worth keeping; never of visitors who asked not to be known */
  constructor(onViewed: (view: PageView) => void = () => {}) {
    this.#onViewed = onViewed;
  }

  find(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** The visitor's latest visit that is in memory. */
  latestOf(visitor: VisitorKey): Session | undefined {
    return this.#latest.get(visitor);
  }

  /** The visits with that code. Looks at all of them: for a person who types a code, not for every page view. */
  withCode(code: string): Session[] {
    if (!this.#codes.has(code)) return [];
    return [...this.#sessions.values()].filter(({ visitCode }) => visitCode === code);
  }

  /** The visits with a sign of life at `since` or later, the latest sign first. Looks at all of them. */
  seenSince(since: Millis): Session[] {
    const seen: Session[] = [];
    for (const session of this.#sessions.values()) if (session.lastSeenAt >= since) seen.push(session);
    return seen.reverse();
  }

  /** At start: a session that may still go on. */
  restore(session: Session): void {
    this.#put(session);
  }

  /** The session this page view belongs to: the one going on, moved on to this page, or a new one. */
  open(asked: Visit, fresh: FreshIds, now: Millis): Session {
    const { url } = asked.page;
    const landed = touchpointOf({ url, referrer: asked.referrer, ownOrigins: asked.ownOrigins });
    const visit = asked.anonymous ? { ...asked, visitor: null, ids: {} } : asked;
    const arrival = asked.anonymous ? anonymousTouchpoint(landed) : landed;
    const page = asked.anonymous ? anonymousPage(asked.page) : asked.page;
    const going = this.#goingOn(visit, arrival, now);
    if (going) {
      const onPage = this.#onPage(going, page, now);
      return this.#put({ ...onPage, place: visit.place, ids: { ...going.ids, ...visit.ids } });
    }
    return this.#put({
      id: fresh.session(),
      visitor: visit.anonymous ? anonymousVisitor(fresh.visitor()) : (visit.visitor ?? fresh.visitor()),
      site: visit.site,
      startedAt: now,
      lastSeenAt: now,
      touchpoint: arrival,
      page,
      pageViews: 1,
      place: visit.place,
      ids: visit.ids,
      visitCode: this.#unusedCode(fresh),
    });
  }

  /** Notes that the visitor is there, and on which page. */
  seen(id: string, page: Page | null, now: Millis): Session | null {
    const session = this.#sessions.get(id);
    if (!session) return null;
    const seen = page && isAnonymous(session) ? anonymousPage(page) : page;
    return this.#put(this.#onPage(session, seen ?? session.page, now));
  }

  /** The visit at `now`, on `page`, which may be the next one. */
  #onPage(before: Session, page: Page, now: Millis): Session {
    const turned = before.page.url !== page.url;
    const after = { ...before, lastSeenAt: now, page, pageViews: before.pageViews + (turned ? 1 : 0) };
    if (turned && !isAnonymous(before)) viewsOfTurn(before, after).forEach(this.#onViewed);
    return after;
  }

  /** Drops visits over since `before`, oldest first, at most `limit`. */
  forget(before: Millis, limit: number): void {
    let looked = 0;
    for (const session of this.#sessions.values()) {
      if (looked++ >= limit || session.lastSeenAt >= before) return;
      this.#sessions.delete(session.id);
      this.#codes.delete(session.visitCode);
      const key = visitorKey(session.site, session.visitor);
      if (this.#latest.get(key)?.id === session.id) this.#latest.delete(key);
    }
  }

  #goingOn(visit: Visit, arrival: Touchpoint, now: Millis): Session | null {
    const session = this.#latestOf(visit);
    if (!session || isAnonymous(session) !== visit.anonymous) return null;
    if (now - session.lastSeenAt > SESSION_BREAK) return null;
    const anew = isNewCampaign(arrival) && !sameCampaign(arrival, session.touchpoint);
    return anew ? null : session;
  }

  /** By the visitor, not by the session the page remembers: that one may be over, or another tab's may be newer. */
  #latestOf({ site, visitor, session }: Visit): Session | undefined {
    const remembered = session === null ? undefined : this.#sessions.get(session);
    if (visitor === null) return remembered?.site === site ? remembered : undefined;
    return this.#latest.get(visitorKey(site, visitor));
  }

  /** Keeps the map in order of last sight, so that forgetting looks at the oldest only. */
  #put(session: Session): Session {
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
    this.#codes.add(session.visitCode);
    this.#latest.set(visitorKey(session.site, session.visitor), session);
    return session;
  }

  /** Long enough that at most one code in five is in use, so that a free one is found at once; never fewer than five digits. */
  #unusedCode(fresh: FreshIds): string {
    const digits = Math.max(5, Math.ceil(Math.log10((this.#codes.size + 1) * 5)));
    let code = fresh.visitCode(digits);
    for (let tries = 0; this.#codes.has(code) && tries < 20; tries++) code = fresh.visitCode(digits);
    return code;
  }
}
