// Whether a rule is for a call, and why.
import type { Attribution } from './attribution.ts';
import { placeOfCaller } from './caller-region.ts';
import type { E164 } from './e164.ts';
import type { LocalTime } from './local-time.ts';
import type { RoutingCondition } from './routing-plan.ts';
import { sameWord } from './source-rule.ts';
import { isOpen } from './working-hours.ts';

/** All that rules can ask of a call. */
export interface RoutingFacts {
  readonly did: E164 | null;
  readonly caller: E164 | null;
  /** The pool of the DID; null for a channel number. */
  readonly pool: string | null;
  /** Null when the call is to no number of ours. */
  readonly attribution: Attribution | null;
  readonly repeat: boolean;
  /** Who talked with the caller last: `PJSIP/101`, or a queue member's name. */
  readonly lastAgent: string | null;
}

/** What about the call made the rule apply, `region RU-MOW`; null when it does not. */
export function reasonsFor(when: RoutingCondition, facts: RoutingFacts, now: LocalTime): string[] | null {
  const { attribution, did, pool, repeat } = facts;
  const touchpoint = attribution?.touchpoint;
  const reasons: string[] = [];
  const one = (what: string, wanted: readonly string[], is: string | null | undefined, same = exactly) => {
    if (wanted.length === 0) return true;
    if (is === null || is === undefined || !wanted.some((word) => same(word, is))) return false;
    reasons.push(`${what} ${is}`);
    return true;
  };
  const applies =
    isIn(when.regions, facts, reasons) &&
    one('source', when.sources, touchpoint?.source, sameWord) &&
    one('medium', when.mediums, touchpoint?.medium, sameWord) &&
    one('campaign', when.campaigns, touchpoint?.campaign, sameWord) &&
    one('site', when.sites, attribution?.site) &&
    one('pool', when.pools, pool) &&
    one('DID', when.dids, did) &&
    (when.repeat === null || when.repeat === repeat) &&
    isOpen(when.workingHours, now);
  if (!applies) return null;
  if (when.repeat !== null) reasons.push(repeat ? 'called before' : 'first call');
  if (when.workingHours.length > 0) reasons.push('within its hours');
  return reasons;
}

/** The visitor's region; when no visit is known, that of the caller's landline. */
function isIn(regions: readonly string[], { attribution, caller }: RoutingFacts, reasons: string[]): boolean {
  if (regions.length === 0) return true;
  const visitors = attribution?.region ?? null;
  const homes = visitors === null ? homesOf(caller) : [visitors];
  const found = homes.find((home) =>
    regions.some((region) => home === region || home.startsWith(`${region}-`)),
  );
  if (found === undefined) return false;
  reasons.push(visitors === null ? `caller's region ${found}` : `region ${found}`);
  return true;
}

function homesOf(caller: E164 | null): readonly string[] {
  const home = caller === null ? null : placeOfCaller(caller);
  return home === null ? [] : (home.regions ?? [home.country]);
}

function exactly(one: string, two: string): boolean {
  return one === two;
}
