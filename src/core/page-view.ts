// A page that a visitor opened in the course of a visit.
import type { Millis } from './millis.ts';
import type { Page, Session } from './session.ts';

export interface PageView {
  /** Session id. */
  readonly session: string;
  readonly at: Millis;
  readonly page: Page;
}

/** Views of one visit that are kept; what turns pages longer than that is no person. */
const MOST_VIEWS = 200;

/**
 * What there is to write down when a visit goes on from one page to the next. A visit of one page needs nothing: its session tells
 * it all; so the first page is written down with the second.
 */
export function viewsOfTurn(before: Session, after: Session): readonly PageView[] {
  if (after.pageViews > MOST_VIEWS) return [];
  const view = { session: after.id, at: after.lastSeenAt, page: after.page };
  if (before.pageViews > 1) return [view];
  return [{ session: before.id, at: before.startedAt, page: before.page }, view];
}
