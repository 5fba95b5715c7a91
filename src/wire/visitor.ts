// Who is on the sites now, `GET /v1/visitors`.
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';
import { toWireTouchpoint, type WireTouchpoint } from './call.ts';
import { iso } from './wire-time.ts';

export interface WireVisit {
  session: string;
  visitor: string;
  site: string;
  touchpoint: WireTouchpoint;
  /** The page they are on. */
  page: { url: string; title: string | null };
  page_views: number;
  started_at: string;
  last_seen_at: string;
  place: { country: string | null; region: string | null; city: string | null };
  /** The latest call of the last thirty days that the visitor is credited with. */
  called: { call: string; at: string } | null;
}

export interface WireVisits {
  /** The latest sign of life first. */
  visits: WireVisit[];
  /** Of all there are. */
  count: number;
}

export function toWireVisit(visit: Session, called: { id: string; at: Millis } | null): WireVisit {
  return {
    session: visit.id,
    visitor: visit.visitor,
    site: visit.site,
    touchpoint: toWireTouchpoint(visit.touchpoint),
    page: { ...visit.page },
    page_views: visit.pageViews,
    started_at: iso(visit.startedAt),
    last_seen_at: iso(visit.lastSeenAt),
    place: { ...visit.place },
    called: called && { call: called.id, at: iso(called.at) },
  };
}
