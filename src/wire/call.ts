// A call as operators' programs see it.
import type { Attribution, AttributionMethod } from '../core/attribution.ts';
import type { CallEnd, CallOutcome, CallState } from '../core/call.ts';
import type { AttributionVersion, CallRecord } from '../core/call-record.ts';
import type { CallRoute, RoutedBy } from '../core/call-route.ts';
import type { Millis } from '../core/millis.ts';
import type { Touchpoint } from '../core/touchpoint.ts';
import { iso, isoOrNull, seconds } from './wire-time.ts';

export interface WireTouchpoint {
  source: string;
  medium: string;
  campaign: string | null;
  term: string | null;
  content: string | null;
  click_ids: Record<string, string>;
  referrer: string | null;
  landing_page: string | null;
}

export interface WireCandidate {
  lease: string | null;
  session: string;
  visitor: string;
  probability: number;
  source: string;
  campaign: string | null;
}

export interface WireAttribution {
  method: AttributionMethod;
  /** 0 to 1: the probability that the answer is right. */
  confidence: number;
  reasons: string[];
  candidates: WireCandidate[];
  site: string | null;
  lease: string | null;
  session: string | null;
  visitor: string | null;
  /** Of the visit itself: the visitor's last touch. */
  touchpoint: WireTouchpoint | null;
  /** Of the visitor's earliest known visit. */
  first_touch: WireTouchpoint | null;
  /** Of the visitor's latest visit, up to this one, that was not direct. */
  last_non_direct_touch: WireTouchpoint | null;
  page: { url: string; title: string | null } | null;
  region: string | null;
}

/** Where the dialplan was told to send a call, and why. */
export interface WireRoute {
  /** Name of the destination; null: the dialplan's default route. */
  destination: string | null;
  by: RoutedBy;
  reasons: string[];
  at: string;
}

export interface WireCall {
  id: string;
  pbx: string;
  linkedid: string;
  did: string;
  caller: string | null;
  caller_name: string | null;
  /** The number the caller dialled before the call was forwarded to the DID, as the trunk wrote it. */
  redirected_from: string | null;
  state: CallState;
  outcome: CallOutcome | null;
  end: CallEnd | null;
  started_at: string;
  answered_at: string | null;
  ended_at: string | null;
  /** Seconds until answered, or until the end when nobody did; null while it rings. */
  wait_s: number | null;
  /** Seconds of talk with people, holds included; null until the call has ended. */
  talk_s: number | null;
  agents: string[];
  repeat: boolean;
  target: boolean | null;
  tags: string[];
  note: string | null;
  value: number | null;
  recording: string | null;
  /** Null when the dialplan did not ask. */
  route: WireRoute | null;
  attribution: WireAttribution;
}

/** One of the answers a call was given over time. */
export interface WireAttributionVersion extends WireAttribution {
  /** The highest one is believed. */
  version: number;
  /** When it was made. */
  at: string;
}

/** A call with every answer it was given, oldest first. */
export interface WireCallDetail extends WireCall {
  attributions: WireAttributionVersion[];
}

export function toWireCallDetail(
  record: CallRecord,
  versions: readonly AttributionVersion[],
): WireCallDetail {
  return {
    ...toWireCall(record),
    attributions: versions.map(({ version, at, attribution }) => ({
      version,
      at: iso(at),
      ...toWireAttribution(attribution),
    })),
  };
}

export function toWireCall({ call, attribution, repeat, annotations, route }: CallRecord): WireCall {
  return {
    id: call.id,
    pbx: call.pbx,
    linkedid: call.linkedid,
    did: call.did,
    caller: call.caller ?? call.callerRaw,
    caller_name: call.callerName,
    redirected_from: call.redirectedFrom,
    state: call.state,
    outcome: call.outcome,
    end: call.end,
    started_at: iso(call.startedAt),
    answered_at: isoOrNull(call.answeredAt),
    ended_at: isoOrNull(call.endedAt),
    wait_s: secondsBetween(call.startedAt, call.answeredAt ?? call.endedAt),
    talk_s: call.endedAt === null ? null : secondsBetween(0, call.talkedMs),
    agents: [...call.agents],
    repeat,
    target: annotations.target,
    tags: [...annotations.tags],
    note: annotations.note,
    value: annotations.value,
    recording: call.recording,
    route: route && toWireRoute(route),
    attribution: toWireAttribution(attribution),
  };
}

function toWireRoute({ destination, by, reasons, at }: CallRoute): WireRoute {
  return { destination, by, reasons: [...reasons], at: iso(at) };
}

function toWireAttribution(attribution: Attribution): WireAttribution {
  return {
    method: attribution.method,
    confidence: attribution.confidence,
    reasons: [...attribution.reasons],
    candidates: attribution.candidates.map((candidate) => ({ ...candidate })),
    site: attribution.site,
    lease: attribution.lease,
    session: attribution.session,
    visitor: attribution.visitor,
    touchpoint: attribution.touchpoint && toWireTouchpoint(attribution.touchpoint),
    first_touch: attribution.firstTouch && toWireTouchpoint(attribution.firstTouch),
    last_non_direct_touch: attribution.lastNonDirectTouch && toWireTouchpoint(attribution.lastNonDirectTouch),
    page: attribution.page && { ...attribution.page },
    region: attribution.region,
  };
}

export function toWireTouchpoint(touchpoint: Touchpoint): WireTouchpoint {
  return {
    source: touchpoint.source,
    medium: touchpoint.medium,
    campaign: touchpoint.campaign,
    term: touchpoint.term,
    content: touchpoint.content,
    click_ids: { ...touchpoint.clickIds },
    referrer: touchpoint.referrer,
    landing_page: touchpoint.landingPage,
  };
}

function secondsBetween(from: Millis | null, to: Millis | null): number | null {
  if (from === null || to === null) return null;
  return seconds(Math.max(0, to - from));
}
