// Everything known of the visitor behind a call, `GET /v1/calls/{id}/timeline`, oldest first.
import type { TimelineEvent } from '../core/timeline.ts';
import { toWireTouchpoint, type WireTouchpoint } from './call.ts';
import { iso, seconds } from './wire-time.ts';

export interface WireTimelineVisit {
  kind: 'visit';
  at: string;
  session: string;
  visitor: string;
  site: string;
  /** Found by the site's own user id, on another browser than the call's visitor. */
  other_device: boolean;
  touchpoint: WireTouchpoint;
  place: { country: string | null; region: string | null; city: string | null };
  until: string;
  page_views: number;
  /** Those recorded, oldest first; the first is the landing page. */
  pages: { at: string; url: string; title: string | null }[];
}

export interface WireTimelineCall {
  kind: 'call';
  at: string;
  call: string;
  outcome: string | null;
  agents: string[];
  talk_s: number | null;
  /** The call the time line was asked of. */
  asked: boolean;
}

export interface WireTimeline {
  events: (WireTimelineVisit | WireTimelineCall)[];
}

export function toWireTimeline(events: readonly TimelineEvent[]): WireTimeline {
  return { events: events.map((event) => (event.kind === 'visit' ? toVisit(event) : toCall(event))) };
}

function toVisit({ visit, otherDevice, views }: TimelineEvent & { kind: 'visit' }): WireTimelineVisit {
  const only = { session: visit.id, at: visit.startedAt, page: visit.page };
  return {
    kind: 'visit',
    at: iso(visit.startedAt),
    session: visit.id,
    visitor: visit.visitor,
    site: visit.site,
    other_device: otherDevice,
    touchpoint: toWireTouchpoint(visit.touchpoint),
    place: { ...visit.place },
    until: iso(visit.lastSeenAt),
    page_views: visit.pageViews,
    pages: (views.length > 0 ? views : [only]).map(({ at, page }) => ({ at: iso(at), ...page })),
  };
}

function toCall({ record: { call }, asked }: TimelineEvent & { kind: 'call' }): WireTimelineCall {
  return {
    kind: 'call',
    at: iso(call.startedAt),
    call: call.id,
    outcome: call.outcome,
    agents: [...call.agents],
    talk_s: call.endedAt === null ? null : seconds(call.talkedMs),
    asked,
  };
}
