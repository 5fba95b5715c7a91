// Everything known of the visitor behind a call, `GET /v1/calls/{id}/timeline`, oldest first.
import type { WireTouchpoint } from './call.ts';

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
