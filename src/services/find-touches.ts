// Looks up the visitor's earlier visits when a call is attributed; a lease costs nothing for it.
import type { Session } from '../core/session.ts';
import { type Touches, touchesOf } from '../core/touches.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';

/** Visits looked at. Of a visitor with more, the first touch is the oldest of these. */
const VISITS = 200;

/** @param visit the one the call came from: later ones do not count */
export function findTouches(visit: Session, journal: LeaseJournal): Touches {
  return touchesOf([visit, ...journal.visitsOf(visit.site, visit.visitor, visit.startedAt, VISITS)]);
}
