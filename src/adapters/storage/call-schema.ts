// The rows of calls and their attributions, and how they become core values.
import type { Attribution, AttributionMethod, Candidate } from '../../core/attribution.ts';
import type { Call, CallEnd, CallOutcome, CallState } from '../../core/call.ts';
import type { AttributionVersion, CallAnnotations, CallRecord } from '../../core/call-record.ts';
import type { CallRoute } from '../../core/call-route.ts';
import type { E164 } from '../../core/e164.ts';
import type { Touchpoint } from '../../core/touchpoint.ts';
import { fromTouchpointRow, type TouchpointRow, toTouchpointRow } from './lease-schema.ts';

export interface CallRow {
  id: string;
  pbx: string;
  linkedid: string;
  did: string;
  did_raw: string;
  caller: string | null;
  caller_raw: string | null;
  caller_name: string | null;
  redirected_from: string | null;
  state: string;
  outcome: string | null;
  /** Why it ended; `end` is an SQL keyword. */
  ending: string | null;
  started_at: number;
  answered_at: number | null;
  ended_at: number | null;
  /** ms */
  talked_ms: number;
  talking_since: number | null;
  /** JSON array. */
  agents: string;
  recording: string | null;
  /** 0 or 1. */
  repeat: number;
  /** Of the current attribution, copied here so that the list can be filtered by an index. */
  site: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  attribution_version: number;
  /** JSON object, null when the dialplan did not ask. */
  route: string | null;
}

export interface AnnotationRow {
  /** JSON array. */
  tags: string;
  note: string | null;
  value: number | null;
  /** 0, 1, or null until somebody says. */
  target: number | null;
}

/** What an attribution says, without the call and version it belongs to. */
export interface AttributionContent extends TouchpointRow {
  method: string;
  confidence: number;
  /** JSON arrays. */
  reasons: string;
  candidates: string;
  site: string | null;
  lease: string | null;
  session: string | null;
  visitor: string | null;
  /** JSON objects. */
  first_touch: string | null;
  last_non_direct_touch: string | null;
  page_url: string | null;
  page_title: string | null;
  region: string | null;
}

export interface AttributionRow extends AttributionContent {
  call: string;
  version: number;
  /** When it was made. */
  at: number;
}

export interface CallSchema {
  call: CallRow & AnnotationRow;
  attribution: AttributionRow;
}

/** A call joined with its current attribution; `site`, `source`, `medium` and `campaign` are in both and equal. */
export type CallRecordRow = CallRow &
  AnnotationRow &
  Omit<AttributionRow, 'call' | 'site' | 'source' | 'medium' | 'campaign'>;

export function toCallRow(
  { call, attribution, repeat, route }: CallRecord,
  attributionVersion: number,
): CallRow {
  return {
    id: call.id,
    pbx: call.pbx,
    linkedid: call.linkedid,
    did: call.did,
    did_raw: call.didRaw,
    caller: call.caller,
    caller_raw: call.callerRaw,
    caller_name: call.callerName,
    redirected_from: call.redirectedFrom,
    state: call.state,
    outcome: call.outcome,
    ending: call.end,
    started_at: call.startedAt,
    answered_at: call.answeredAt,
    ended_at: call.endedAt,
    talked_ms: call.talkedMs,
    talking_since: call.talkingSince,
    agents: JSON.stringify(call.agents),
    recording: call.recording,
    repeat: repeat ? 1 : 0,
    site: attribution.site,
    source: attribution.touchpoint?.source ?? null,
    medium: attribution.touchpoint?.medium ?? null,
    campaign: attribution.touchpoint?.campaign ?? null,
    attribution_version: attributionVersion,
    route: route && JSON.stringify(route),
  };
}

export function toAnnotationRow(annotations: CallAnnotations): AnnotationRow {
  return {
    tags: JSON.stringify(annotations.tags),
    note: annotations.note,
    value: annotations.value,
    target: annotations.target === null ? null : annotations.target ? 1 : 0,
  };
}

const NO_TOUCHPOINT: TouchpointRow = {
  source: null,
  medium: null,
  campaign: null,
  term: null,
  content: null,
  click_ids: null,
  referrer: null,
  landing_page: null,
};

export function toAttributionContent(attribution: Attribution): AttributionContent {
  return {
    method: attribution.method,
    confidence: attribution.confidence,
    reasons: JSON.stringify(attribution.reasons),
    candidates: JSON.stringify(attribution.candidates),
    site: attribution.site,
    lease: attribution.lease,
    session: attribution.session,
    visitor: attribution.visitor,
    ...(attribution.touchpoint ? toTouchpointRow(attribution.touchpoint) : NO_TOUCHPOINT),
    first_touch: toJson(attribution.firstTouch),
    last_non_direct_touch: toJson(attribution.lastNonDirectTouch),
    page_url: attribution.page?.url ?? null,
    page_title: attribution.page?.title ?? null,
    region: attribution.region,
  };
}

export function fromCallRecordRow(row: CallRecordRow): CallRecord {
  return {
    call: fromCallRow(row),
    attribution: fromAttributionContent(row),
    attributedAt: row.at,
    repeat: row.repeat === 1,
    annotations: {
      tags: JSON.parse(row.tags) as string[],
      note: row.note,
      value: row.value,
      target: row.target === null ? null : row.target === 1,
    },
    route: routeFrom(row.route),
  };
}

function fromCallRow(row: CallRow): Call {
  return {
    id: row.id,
    pbx: row.pbx,
    linkedid: row.linkedid,
    did: row.did as E164,
    didRaw: row.did_raw,
    caller: row.caller as E164 | null,
    callerRaw: row.caller_raw,
    callerName: row.caller_name,
    redirectedFrom: row.redirected_from,
    state: row.state as CallState,
    outcome: row.outcome as CallOutcome | null,
    end: row.ending as CallEnd | null,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    talkedMs: row.talked_ms,
    talkingSince: row.talking_since,
    agents: JSON.parse(row.agents) as string[],
    recording: row.recording,
  };
}

export function fromAttributionRow(row: AttributionRow): AttributionVersion {
  return { version: row.version, at: row.at, attribution: fromAttributionContent(row) };
}

function fromAttributionContent(row: AttributionContent): Attribution {
  return {
    method: row.method as AttributionMethod,
    confidence: row.confidence,
    reasons: JSON.parse(row.reasons) as string[],
    candidates: JSON.parse(row.candidates) as Candidate[],
    site: row.site,
    lease: row.lease,
    session: row.session,
    visitor: row.visitor,
    touchpoint: row.source === null ? null : fromTouchpointRow(row),
    firstTouch: touchFrom(row.first_touch),
    lastNonDirectTouch: touchFrom(row.last_non_direct_touch),
    page: row.page_url === null ? null : { url: row.page_url, title: row.page_title },
    region: row.region,
  };
}

export function routeFrom(json: string | null): CallRoute | null {
  return json === null ? null : (JSON.parse(json) as CallRoute);
}

function toJson(touch: Touchpoint | null): string | null {
  return touch && JSON.stringify(touch);
}

function touchFrom(json: string | null): Touchpoint | null {
  return json === null ? null : (JSON.parse(json) as Touchpoint);
}
