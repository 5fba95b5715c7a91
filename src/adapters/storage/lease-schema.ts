// The rows of leases and sessions, and how they become core values.
import type { Generated } from 'kysely';
import type { E164 } from '../../core/e164.ts';
import type { Engagement } from '../../core/engagement.ts';
import type { Lease } from '../../core/lease.ts';
import type { Session, VisitorIds } from '../../core/session.ts';
import type { Touchpoint } from '../../core/touchpoint.ts';

export interface LeaseRow {
  token: string;
  pool: string;
  did: string;
  site: string;
  visitor: string;
  session: string;
  granted_at: number;
  engagement: string;
  last_activity_at: number;
  engaged_at: number | null;
  intent_at: number | null;
  page_views: number;
  expires_at: number;
  ended_at: number | null;
  linger_until: number | null;
  cool_until: number | null;
}

/** A touchpoint's columns, alike in sessions and attributions. */
export interface TouchpointRow {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  term: string | null;
  content: string | null;
  /** JSON object. */
  click_ids: string | null;
  referrer: string | null;
  landing_page: string | null;
}

export interface SessionRow extends TouchpointRow {
  id: string;
  visitor: string;
  site: string;
  started_at: number;
  last_seen_at: number;
  page_url: string;
  page_title: string | null;
  page_views: number;
  country: string | null;
  region: string | null;
  city: string | null;
  /** JSON object. */
  ids: string;
  visit_code: string;
}

/** Kept by triggers (migrations): 1 while a call's attribution names the row, which is then not forgotten. */
export interface Referred {
  referred: Generated<number>;
}

export interface TurnedAway {
  /** 1 when its visitor asked for a number and got none of their own. */
  turned_away: Generated<number>;
}

export interface LeaseSchema {
  lease: LeaseRow & Referred;
  session: SessionRow & Referred & TurnedAway;
}

/** Rows are written and loaded as arrays in this order: objects cost several times as much. */
export const LEASE_COLUMNS = [
  'token',
  'pool',
  'did',
  'site',
  'visitor',
  'session',
  'granted_at',
  'engagement',
  'last_activity_at',
  'engaged_at',
  'intent_at',
  'page_views',
  'expires_at',
  'ended_at',
  'linger_until',
  'cool_until',
] as const satisfies readonly (keyof LeaseRow)[];

type Values<Row, Columns extends readonly (keyof Row)[]> = {
  -readonly [At in keyof Columns]: Row[Columns[At]];
};
export type LeaseValues = Values<LeaseRow, typeof LEASE_COLUMNS>;

export function toLeaseValues(lease: Lease): LeaseValues {
  return [
    lease.token,
    lease.pool,
    lease.did,
    lease.site,
    lease.visitor,
    lease.session,
    lease.grantedAt,
    lease.engagement,
    lease.lastActivityAt,
    lease.engagedAt,
    lease.intentAt,
    lease.pageViews,
    lease.expiresAt,
    lease.endedAt,
    lease.lingerUntil,
    lease.coolUntil,
  ];
}

/** Values after the columns' are passed over. */
export function fromLeaseValues(values: LeaseValues | readonly [...LeaseValues, unknown]): Lease {
  const [token, pool, did, site, visitor, session, grantedAt, engagement, ...times] = values;
  const [lastActivityAt, engagedAt, intentAt, pageViews, ...ends] = times;
  const [expiresAt, endedAt, lingerUntil, coolUntil] = ends;
  return {
    token,
    pool,
    did: did as E164,
    site,
    visitor,
    session,
    grantedAt,
    engagement: engagement as Engagement,
    lastActivityAt,
    engagedAt,
    intentAt,
    pageViews,
    expiresAt,
    endedAt,
    lingerUntil,
    coolUntil,
  };
}

export const SESSION_COLUMNS = [
  'id',
  'visitor',
  'site',
  'started_at',
  'last_seen_at',
  'visit_code',
  'page_url',
  'page_title',
  'page_views',
  'country',
  'region',
  'city',
  'ids',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'click_ids',
  'referrer',
  'landing_page',
] as const satisfies readonly (keyof SessionRow)[];

export type SessionValues = Values<SessionRow, typeof SESSION_COLUMNS>;

export function toSessionValues(session: Session): SessionValues {
  const { touchpoint, page, place } = session;
  return [
    session.id,
    session.visitor,
    session.site,
    session.startedAt,
    session.lastSeenAt,
    session.visitCode,
    page.url,
    page.title,
    session.pageViews,
    place.country,
    place.region,
    place.city,
    toJson(session.ids),
    touchpoint.source,
    touchpoint.medium,
    touchpoint.campaign,
    touchpoint.term,
    touchpoint.content,
    toJson(touchpoint.clickIds),
    touchpoint.referrer,
    touchpoint.landingPage,
  ];
}

export function fromSessionValues(values: SessionValues): Session {
  const [id, visitor, site, startedAt, lastSeenAt, visitCode, url, title, pageViews, ...more] = values;
  const [country, region, city, ids, source, medium, campaign, term, content, ...arrival] = more;
  const [clickIds, referrer, landingPage] = arrival;
  return {
    id,
    visitor,
    site,
    startedAt,
    lastSeenAt,
    touchpoint: {
      source: source ?? '',
      medium: medium ?? '',
      campaign,
      term,
      content,
      clickIds: fromJson(clickIds ?? '{}'),
      referrer,
      landingPage,
    },
    page: { url, title },
    pageViews,
    place: { country, region, city },
    ids: fromJson<VisitorIds>(ids),
    visitCode,
  };
}

export function toTouchpointRow(touchpoint: Touchpoint): TouchpointRow {
  return {
    source: touchpoint.source,
    medium: touchpoint.medium,
    campaign: touchpoint.campaign,
    term: touchpoint.term,
    content: touchpoint.content,
    click_ids: toJson(touchpoint.clickIds),
    referrer: touchpoint.referrer,
    landing_page: touchpoint.landingPage,
  };
}

export function fromTouchpointRow(row: TouchpointRow): Touchpoint {
  return {
    source: row.source ?? '',
    medium: row.medium ?? '',
    campaign: row.campaign,
    term: row.term,
    content: row.content,
    clickIds: fromJson<Record<string, string>>(row.click_ids ?? '{}'),
    referrer: row.referrer,
    landingPage: row.landing_page,
  };
}

/** Most objects are empty, and loading has many: the common case costs no JSON. */
function toJson(value: object): string {
  for (const _key in value) return JSON.stringify(value);
  return '{}';
}

function fromJson<T extends object>(text: string): T {
  return text === '{}' ? ({} as T) : (JSON.parse(text) as T);
}
