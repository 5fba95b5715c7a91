// The first and the last non-direct touch of a visitor: which advertisement found them, and which one last brought them.
import type { Session } from './session.ts';
import { isDirect, type Touchpoint } from './touchpoint.ts';

export interface Touches {
  /** Of the visitor's earliest known visit. */
  readonly firstTouch: Touchpoint | null;
  /** Of the latest visit that came from somewhere; null when all were direct. */
  readonly lastNonDirectTouch: Touchpoint | null;
}

export const NO_TOUCHES: Touches = { firstTouch: null, lastNonDirectTouch: null };

/** @param visits of one visitor up to the one the call came from, in any order; one visit may come twice */
export function touchesOf(visits: readonly Session[]): Touches {
  let first: Session | null = null;
  let last: Session | null = null;
  for (const visit of visits) {
    if (!first || visit.startedAt < first.startedAt) first = visit;
    if (isDirect(visit.touchpoint)) continue;
    if (!last || visit.startedAt > last.startedAt) last = visit;
  }
  return { firstTouch: first?.touchpoint ?? null, lastNonDirectTouch: last?.touchpoint ?? null };
}
