// What visitors did on the sites: the pages of their visits, and the visits of one person on several devices.
import type { Millis } from '../core/millis.ts';
import type { PageView } from '../core/page-view.ts';
import type { Session } from '../core/session.ts';

export interface VisitHistory {
  /** Notes a page view; reaches the disk within seconds. */
  viewed(view: PageView): void;
  /** Page views of those sessions, oldest first; none of a visit that saw one page. */
  pagesOf(sessions: readonly string[]): PageView[];
  /** Visits of whoever the site knows by that id, on any browser, that began at `until` or before; newest first. */
  visitsOfUser(site: string, user: string, until: Millis, limit: number): Session[];
}
