// Where a visit came from.

/** Where a visit came from; every part but `source` and `medium` may be unknown. */
export interface Touchpoint {
  /** `yandex`, `google`, `radio`, a referring host, or `(direct)`. */
  readonly source: string;
  /** `cpc`, `organic`, `social`, `referral`, `offline`, `(none)` ... */
  readonly medium: string;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Advertising click ids found in the landing URL: `{yclid: '123'}`. */
  readonly clickIds: Readonly<Record<string, string>>;
  readonly referrer: string | null;
  readonly landingPage: string | null;
}

/** No advertisement, no referrer: typed in, bookmarked, or hidden by the browser. */
const DIRECT = { source: '(direct)', medium: '(none)' } as const;

/** Whether nothing brought the visit here: neither an advertisement nor a link. */
export function isDirect({ source }: Pick<Touchpoint, 'source'>): boolean {
  return source === DIRECT.source;
}

/** Click ids and what they prove when the link carries no utm_source. */
const CLICK_IDS: ReadonlyArray<readonly [parameter: string, source: string, medium: string]> = [
  ['yclid', 'yandex', 'cpc'],
  ['ymclid', 'yandex', 'cpc'],
  ['gclid', 'google', 'cpc'],
  ['gbraid', 'google', 'cpc'],
  ['wbraid', 'google', 'cpc'],
  ['msclkid', 'bing', 'cpc'],
  ['rb_clickid', 'vk', 'cpc'],
  ['fbclid', 'facebook', 'social'],
];

/** All that is read of a landing page's query. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...CLICK_IDS.map(([name]) => name),
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'from', '_openstat'],
]);

/** Hosts (with their subdomains) whose links are a channel of their own. */
const REFERRERS: ReadonlyArray<readonly [host: RegExp, source: string, medium: string]> = [
  [/(^|\.)yandex\.(com|[a-z]{2}|com?\.[a-z]{2})$|^ya\.ru$/, 'yandex', 'organic'],
  [/(^|\.)google\.(com|[a-z]{2}|com?\.[a-z]{2})$/, 'google', 'organic'],
  [/(^|\.)bing\.com$/, 'bing', 'organic'],
  [/(^|\.)duckduckgo\.com$/, 'duckduckgo', 'organic'],
  [/^(go|search)\.mail\.ru$/, 'mail.ru', 'organic'],
  [/(^|\.)rambler\.ru$/, 'rambler', 'organic'],
  [/(^|\.)yahoo\.(com|[a-z]{2}|com?\.[a-z]{2})$/, 'yahoo', 'organic'],
  [/(^|\.)baidu\.com$/, 'baidu', 'organic'],
  [/(^|\.)(vk\.com|vk\.ru|vkontakte\.ru)$/, 'vk', 'social'],
  [/(^|\.)ok\.ru$/, 'ok', 'social'],
  [/(^|\.)(facebook\.com|fb\.com)$/, 'facebook', 'social'],
  [/(^|\.)instagram\.com$/, 'instagram', 'social'],
  [/(^|\.)(twitter\.com|x\.com|t\.co)$/, 'x', 'social'],
  [/(^|\.)youtube\.com$/, 'youtube', 'social'],
  [/(^|\.)linkedin\.com$/, 'linkedin', 'social'],
  [/(^|\.)pinterest\.(com|[a-z]{2}|com?\.[a-z]{2})$/, 'pinterest', 'social'],
  [/(^|\.)(t\.me|telegram\.(me|org))$/, 'telegram', 'messenger'],
  [/(^|\.)(whatsapp\.com|wa\.me)$/, 'whatsapp', 'messenger'],
  [/(^|\.)2gis\.(com|[a-z]{2}|com?\.[a-z]{2})$/, '2gis', 'maps'],
  [/(^|\.)avito\.ru$/, 'avito', 'referral'],
];

/** Kept of a value that a stranger's link carries. */
const LONGEST_VALUE = 300;

/** What a page view tells about where the visitor came from. */
export interface Arrival {
  readonly url: string;
  readonly referrer: string | null;
  /** Origins of the site itself: a referrer among them is no source. */
  readonly ownOrigins: readonly string[];
}

/**
 * Reads the touchpoint off the landing URL and the referrer: utm parameters first, then click ids, then the referring
 * host, then `from` and `_openstat`, else direct. The rules are those of Google Analytics and Yandex.Metrica reports.
 */
export function touchpointOf({ url, referrer, ownOrigins }: Arrival): Touchpoint {
  const query = parameters(url);
  const from = channelOf(query, foreignHost(referrer, ownOrigins));
  return {
    source: from.source,
    medium: from.medium,
    campaign: query.get('utm_campaign') ?? null,
    term: query.get('utm_term') ?? null,
    content: query.get('utm_content') ?? null,
    clickIds: clickIdsIn(query),
    referrer: referrer ? referrer.slice(0, LONGEST_VALUE) : null,
    landingPage: url || null,
  };
}

/** Whether it is an advertisement or another site that sent the visitor: then a new session begins (as in GA). */
export function isNewCampaign({ source, medium, clickIds }: Touchpoint): boolean {
  return !isDirect({ source }) && (medium !== 'referral' || Object.keys(clickIds).length > 0);
}

/** Whether both say the same advertisement: a reload of the landing page is no new visit. */
export function sameCampaign(a: Touchpoint, b: Touchpoint): boolean {
  return (
    a.source === b.source &&
    a.medium === b.medium &&
    a.campaign === b.campaign &&
    a.term === b.term &&
    a.content === b.content &&
    JSON.stringify(a.clickIds) === JSON.stringify(b.clickIds)
  );
}

function channelOf(query: Parameters, host: string | null): { source: string; medium: string } {
  const source = query.get('utm_source');
  const click = query.size === 0 ? undefined : CLICK_IDS.find(([name]) => query.has(name));
  const medium = query.get('utm_medium') ?? click?.[2];
  if (source) return { source, medium: medium ?? '(not set)' };
  if (click) return { source: click[1], medium: medium ?? click[2] };
  const from = query.get('from') ?? query.get('_openstat')?.split(';')[0];
  if (from) return { source: from, medium: medium ?? 'referral' };
  if (host === null) return DIRECT;
  const referring = REFERRERS.find(([pattern]) => pattern.test(host));
  return referring ? { source: referring[1], medium: referring[2] } : { source: host, medium: 'referral' };
}

function clickIdsIn(query: Parameters): Record<string, string> {
  const ids: Record<string, string> = {};
  if (query.size === 0) return ids;
  for (const [name] of CLICK_IDS) {
    const id = query.get(name);
    if (id !== undefined) ids[name] = id;
  }
  return ids;
}

/** The parameters that say where a visitor came from, trimmed and cut; the first of a name counts, empty ones do not. */
type Parameters = ReadonlyMap<string, string>;

const NO_PARAMETERS: Parameters = new Map();

/** As URLSearchParams reads them, at a third of its price: every visit passes here. */
function parameters(url: string): Parameters {
  const start = url.indexOf('?');
  if (start < 0) return NO_PARAMETERS;
  const hash = url.indexOf('#', start);
  const seen = new Map<string, string>();
  for (const pair of url.slice(start + 1, hash < 0 ? undefined : hash).split('&')) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    if (PARAMETERS.has(name) && !seen.has(name)) seen.set(name, equals < 0 ? '' : pair.slice(equals + 1));
  }
  for (const [name, text] of seen) {
    const value = decoded(text).trim();
    if (value === '') seen.delete(name);
    else seen.set(name, value.slice(0, LONGEST_VALUE));
  }
  return seen;
}

/** Form decoding (URL standard, 5.1). Nearly all names and most values need none. */
function decoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  return new URLSearchParams(`_=${text}`).get('_') ?? '';
}

function foreignHost(referrer: string | null, ownOrigins: readonly string[]): string | null {
  const match = referrer?.match(/^(https?:\/\/([^/?#:]+)(?::\d+)?)/i);
  if (!match?.[1] || !match[2]) return null;
  return ownOrigins.includes(match[1].toLowerCase()) ? null : match[2].toLowerCase().replace(/^www\./, '');
}
