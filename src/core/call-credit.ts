// Shares a call out among the touches and visits that brought it, by each attribution model.
import type { Attribution } from './attribution.ts';
import type { AttributionModel } from './attribution-model.ts';
import type { Session } from './session.ts';
import type { Touchpoint } from './touchpoint.ts';

/** What a share of a call is counted under; null where it is unknown. */
export interface CreditKeys {
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  readonly site: string | null;
  /** The page the visitor was on, without query and fragment. */
  readonly page: string | null;
  /** ISO 3166-2, the visitor's. */
  readonly region: string | null;
}

export interface Credit {
  readonly keys: CreditKeys;
  /** Above 0; those of one call and model sum to 1. */
  readonly weight: number;
}

export interface CreditEvidence {
  readonly attribution: Attribution;
  /** Of the visitor the call is credited to: the visits known when it came, within the look-back. */
  readonly visits: readonly Session[];
  /** The candidates' visits by session id; those forgotten are missing. */
  readonly candidates: ReadonlyMap<string, Session>;
}

type TouchKeys = Pick<CreditKeys, 'source' | 'medium' | 'campaign' | 'term' | 'content'>;

const NO_TOUCH: TouchKeys = { source: null, medium: null, campaign: null, term: null, content: null };
const NOBODY: CreditKeys = { ...NO_TOUCH, site: null, page: null, region: null };

/** The shares of one call; those with the same keys are one. A call that nobody is credited with has one share of null keys. */
export function creditsOf(model: AttributionModel, evidence: CreditEvidence): Credit[] {
  const { attribution } = evidence;
  const { touchpoint, firstTouch, lastNonDirectTouch } = attribution;
  switch (model) {
    case 'last':
      return [whole(attribution, touchpoint)];
    case 'first':
      return [whole(attribution, firstTouch ?? touchpoint)];
    case 'last-non-direct':
      return [whole(attribution, lastNonDirectTouch ?? touchpoint)];
    case 'linear':
      return linear(evidence);
    case 'probability':
      return byProbability(evidence);
  }
}

/** The same page whatever its address carries behind `?` and `#`. */
export function pageOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function whole(attribution: Attribution, touch: Touchpoint | null): Credit {
  return { keys: keysOf(attribution, touch), weight: 1 };
}

/** Of a known visitor whose visits are not on disk any more, the touch of the attribution itself. */
function linear({ attribution, visits }: CreditEvidence): Credit[] {
  if (visits.length === 0) return [whole(attribution, attribution.touchpoint)];
  const weight = 1 / visits.length;
  return merged(visits.map(({ touchpoint }) => ({ keys: keysOf(attribution, touchpoint), weight })));
}

/** A channel number names no visit, and is as sure as can be. */
function byProbability({ attribution, candidates: visits }: CreditEvidence): Credit[] {
  const { candidates, touchpoint } = attribution;
  if (candidates.length === 0) return [whole(attribution, touchpoint)];
  const sum = candidates.reduce((total, { probability }) => total + probability, 0);
  // Probabilities are rounded to three places: together they may be a little above 1.
  const scale = Math.max(1, sum);
  const shares = candidates.map(({ session, site, source, campaign, probability }) => {
    const visit = visits.get(session);
    const keys = visit
      ? { ...touchKeys(visit.touchpoint), site, page: pageOf(visit.page.url), region: visit.place.region }
      : { ...NOBODY, site, source, campaign };
    return { keys, weight: probability / scale };
  });
  const rest = { keys: NOBODY, weight: 1 - sum / scale };
  return merged([...shares, rest].filter(({ weight }) => weight > LEAST_WEIGHT));
}

/** Less is the error of adding fractions. */
const LEAST_WEIGHT = 1e-9;

function merged(credits: readonly Credit[]): Credit[] {
  const byKeys = new Map<string, Credit>();
  for (const { keys, weight } of credits) {
    const name = JSON.stringify(Object.values(keys));
    byKeys.set(name, { keys, weight: weight + (byKeys.get(name)?.weight ?? 0) });
  }
  return [...byKeys.values()];
}

function keysOf({ site, page, region }: Attribution, touch: Touchpoint | null): CreditKeys {
  return { ...touchKeys(touch), site, page: page && pageOf(page.url), region };
}

function touchKeys(touch: Touchpoint | null): TouchKeys {
  if (!touch) return NO_TOUCH;
  const { source, medium, campaign, term, content } = touch;
  return { source, medium, campaign, term, content };
}
