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
  const clickIds: Record<string, string> = {};
  for (const [name] of CLICK_IDS) {
    const id = value(query, name);
    if (id) clickIds[name] = id;
  }
  const from = channelOf(query, clickIds, foreignHost(referrer, ownOrigins));
  return {
    ...from,
    campaign: value(query, 'utm_campaign'),
    term: value(query, 'utm_term'),
    content: value(query, 'utm_content'),
    clickIds,
    referrer: referrer ? referrer.slice(0, LONGEST_VALUE) : null,
    landingPage: url || null,
  };
}

/** Whether this arrival comes from an advertisement or another site: then it begins a new session (as in GA). */
export function isNewCampaign(arrival: Arrival): boolean {
  const { source, medium, clickIds } = touchpointOf(arrival);
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

function channelOf(
  query: URLSearchParams,
  clickIds: Readonly<Record<string, string>>,
  host: string | null,
): { source: string; medium: string } {
  const source = value(query, 'utm_source');
  const click = CLICK_IDS.find(([name]) => clickIds[name]);
  const referring = host === null ? undefined : REFERRERS.find(([pattern]) => pattern.test(host));
  const medium = value(query, 'utm_medium') ?? click?.[2];
  if (source) return { source, medium: medium ?? '(not set)' };
  if (click) return { source: click[1], medium: medium ?? click[2] };
  const openstat = value(query, '_openstat')?.split(';')[0];
  const from = value(query, 'from') ?? openstat;
  if (from) return { source: from, medium: medium ?? 'referral' };
  if (referring) return { source: referring[1], medium: referring[2] };
  if (host) return { source: host, medium: 'referral' };
  return DIRECT;
}

function value(query: URLSearchParams, name: string): string | null {
  const text = query.get(name)?.trim();
  return text ? text.slice(0, LONGEST_VALUE) : null;
}

function parameters(url: string): URLSearchParams {
  const start = url.indexOf('?');
  if (start < 0) return new URLSearchParams();
  return new URLSearchParams(url.slice(start + 1).split('#')[0]);
}

function foreignHost(referrer: string | null, ownOrigins: readonly string[]): string | null {
  const match = referrer?.match(/^(https?:\/\/([^/?#:]+)(?::\d+)?)/i);
  if (!match?.[1] || !match[2]) return null;
  return ownOrigins.includes(match[1].toLowerCase()) ? null : match[2].toLowerCase().replace(/^www\./, '');
}
