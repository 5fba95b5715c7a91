// A call as operators' programs see it.
import type { AttributionMethod } from '../core/attribution.ts';
import type { CallEnd, CallOutcome, CallState } from '../core/call.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { Millis } from '../core/millis.ts';

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
  touchpoint: WireTouchpoint | null;
  page: { url: string; title: string | null } | null;
  region: string | null;
}

export interface WireCall {
  id: string;
  pbx: string;
  linkedid: string;
  did: string;
  caller: string | null;
  caller_name: string | null;
  state: CallState;
  outcome: CallOutcome | null;
  end: CallEnd | null;
  started_at: string;
  answered_at: string | null;
  ended_at: string | null;
  /** Seconds until answered, or until the end when nobody did; null while it rings. */
  wait_s: number | null;
  /** Seconds of talk with people; null until the call has ended. */
  talk_s: number | null;
  agents: string[];
  repeat: boolean;
  target: boolean | null;
  tags: string[];
  note: string | null;
  value: number | null;
  recording: string | null;
  attribution: WireAttribution;
}

export function toWireCall({ call, attribution, repeat, annotations }: CallRecord): WireCall {
  return {
    id: call.id,
    pbx: call.pbx,
    linkedid: call.linkedid,
    did: call.did,
    caller: call.caller ?? call.callerRaw,
    caller_name: call.callerName,
    state: call.state,
    outcome: call.outcome,
    end: call.end,
    started_at: iso(call.startedAt),
    answered_at: call.answeredAt === null ? null : iso(call.answeredAt),
    ended_at: call.endedAt === null ? null : iso(call.endedAt),
    wait_s: secondsBetween(call.startedAt, call.answeredAt ?? call.endedAt),
    talk_s: call.endedAt === null ? null : (secondsBetween(call.answeredAt, call.endedAt) ?? 0),
    agents: [...call.agents],
    repeat,
    target: annotations.target,
    tags: [...annotations.tags],
    note: annotations.note,
    value: annotations.value,
    recording: call.recording,
    attribution: {
      method: attribution.method,
      confidence: attribution.confidence,
      reasons: [...attribution.reasons],
      candidates: attribution.candidates.map((candidate) => ({ ...candidate })),
      site: attribution.site,
      lease: attribution.lease,
      session: attribution.session,
      visitor: attribution.visitor,
      touchpoint: attribution.touchpoint && {
        source: attribution.touchpoint.source,
        medium: attribution.touchpoint.medium,
        campaign: attribution.touchpoint.campaign,
        term: attribution.touchpoint.term,
        content: attribution.touchpoint.content,
        click_ids: { ...attribution.touchpoint.clickIds },
        referrer: attribution.touchpoint.referrer,
        landing_page: attribution.touchpoint.landingPage,
      },
      page: attribution.page && { ...attribution.page },
      region: attribution.region,
    },
  };
}

function iso(at: Millis): string {
  return new Date(at).toISOString();
}

/** Seconds with one decimal: what a person reads, and finer than AMI's own jitter. */
function secondsBetween(from: Millis | null, to: Millis | null): number | null {
  if (from === null || to === null) return null;
  return Math.round(Math.max(0, to - from) / 100) / 10;
}
