// Finds the visit a call came from: weighs everyone who held the DID, and "unknown", by the delay model.
import type { Attribution, Candidate } from './attribution.ts';
import { callDensity, type DelayModel, strangerDensity } from './delay-model.ts';
import type { DidRole } from './did-catalogue.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import { type Session, type VisitorKey, visitorKey } from './session.ts';

/** Somebody who holds the DID, or held it. */
export interface Holder {
  readonly lease: Lease;
  readonly session: Session | null;
}

export interface Evidence {
  /** When the call began. */
  readonly at: Millis;
  readonly role: DidRole;
  /** Everyone who held the DID within the look-back. */
  readonly holders: readonly Holder[];
  /** Visitors this caller's earlier calls came from. */
  readonly knownVisitors: ReadonlySet<VisitorKey>;
  /** Sites that show this pool's overflow DID. */
  readonly sites: readonly string[];
}

/** A click on the number this close before the call is near proof (DESIGN: `intent` within a minute). */
const INTENT_WINDOW: Millis = 60_000;
const INTENT_WEIGHT = 30;
/** A caller whose earlier call came from the visitor who holds the DID now: proof. */
const KNOWN_CALLER_WEIGHT = 1_000;
/** Below this probability naming a visit would be a guess; the call stays unattributed, its candidates listed. */
const LEAST_CONFIDENCE = 0.2;
/** Candidates worth showing. */
const SHOWN_CANDIDATES = 5;

const NOBODY = {
  candidates: [],
  site: null,
  lease: null,
  session: null,
  visitor: null,
  touchpoint: null,
  firstTouch: null,
  lastNonDirectTouch: null,
  page: null,
  region: null,
} as const;

export function attribute(evidence: Evidence, model: DelayModel): Attribution {
  switch (evidence.role.kind) {
    case 'channel':
      return ofChannel(evidence.role);
    case 'overflow':
      return ofOverflow(evidence);
    case 'pool':
      return ofHolders(evidence, model);
  }
}

function ofChannel(role: Extract<DidRole, { kind: 'channel' }>): Attribution {
  const { source, medium } = role.touchpoint;
  return {
    ...NOBODY,
    method: 'channel-number',
    confidence: 1,
    reasons: [`This number is only shown in one channel: ${source} / ${medium}.`],
    touchpoint: role.touchpoint,
  };
}

function ofOverflow({ role, sites }: Evidence): Attribution {
  const pool = role.kind === 'overflow' ? role.pool : '';
  const site = sites.length === 1 ? (sites[0] ?? null) : null;
  const where = site ? `the site ${site}` : `one of the sites ${sites.join(', ')}`;
  return {
    ...NOBODY,
    method: 'overflow',
    confidence: 0,
    reasons: [
      `The overflow number of pool ${pool} was called: the caller saw it on ${where} while every number of the pool was in use.`,
      'Several visitors shared it, so the visit is not known. More numbers in the pool prevent this.',
    ],
    site,
  };
}

interface Weighed {
  readonly holder: Holder;
  readonly weight: number;
  readonly reasons: readonly string[];
}

function ofHolders(evidence: Evidence, model: DelayModel): Attribution {
  const weighed = bestLeaseOfEachVisit(evidence.holders.map((holder) => weigh(holder, evidence, model)));
  const total = weighed.reduce((sum, { weight }) => sum + weight, strangerDensity(model));
  const best = weighed[0];
  const candidates = weighed.slice(0, SHOWN_CANDIDATES).map((each) => toCandidate(each, total));
  if (!best || best.weight / total < LEAST_CONFIDENCE) return ofNobody(candidates);
  const { lease, session } = best.holder;
  const confidence = rounded(best.weight / total);
  const others = weighed.length - 1;
  return {
    ...NOBODY,
    method: holdsAt(lease, evidence.at) ? 'lease' : 'late-call',
    confidence,
    reasons: [...best.reasons, ...(others > 0 ? [othersReason(others, candidates)] : [])],
    candidates,
    site: lease.site,
    lease: lease.token,
    session: lease.session,
    visitor: lease.visitor,
    touchpoint: session?.touchpoint ?? null,
    page: session?.page ?? null,
    region: session?.place.region ?? null,
  };
}

function ofNobody(candidates: readonly Candidate[]): Attribution {
  return {
    ...NOBODY,
    method: 'none',
    confidence: 0,
    reasons: [
      candidates.length === 0
        ? 'Nobody was shown this number lately: probably a saved or mistyped number.'
        : 'Those who were shown this number left it too long ago to name one of them.',
    ],
    candidates,
  };
}

function weigh(holder: Holder, { at, knownVisitors }: Evidence, model: DelayModel): Weighed {
  const { lease } = holder;
  const silence = Math.max(0, at - lease.lastActivityAt);
  const reasons: string[] = [];
  let weight = callDensity(model, silence);
  if (lease.intentAt !== null && at >= lease.intentAt && at - lease.intentAt <= INTENT_WINDOW) {
    weight *= INTENT_WEIGHT;
    reasons.push(`The visitor clicked or copied the number ${ago(at - lease.intentAt)} before the call.`);
  }
  if (knownVisitors.has(visitorKey(lease.site, lease.visitor))) {
    weight *= KNOWN_CALLER_WEIGHT;
    reasons.push('An earlier call of this caller came from the same visitor.');
  }
  reasons.push(holdsAt(lease, at) ? heldReason(lease, silence) : leftReason(lease, at));
  return { holder, weight, reasons };
}

/** Whether the lease was running when the call began. */
function holdsAt(lease: Lease, at: Millis): boolean {
  return lease.grantedAt <= at && (lease.endedAt === null || at < lease.endedAt);
}

function heldReason({ engagement }: Lease, silence: Millis): string {
  const doing = {
    engaged: 'was using the page',
    intent: 'had clicked or copied the number',
    visible: 'had the page open',
    hidden: 'had the page open in another tab or window',
    left: 'had just left the page',
  }[engagement];
  return `The number was on loan to this visitor alone, who ${doing} (last sign ${ago(silence)} before the call).`;
}

function leftReason(lease: Lease, at: Millis): string {
  return `This visitor held the number last, until ${ago(at - (lease.endedAt ?? at))} before the call.`;
}

function othersReason(others: number, candidates: readonly Candidate[]): string {
  const next = candidates[1];
  const share = next ? ` The likeliest of them: ${Math.round(next.probability * 100)} %.` : '';
  return `${others === 1 ? 'One other visit' : `${others} other visits`} held the number before.${share}`;
}

/** A visit that held the DID twice is one candidate, by its better lease; likeliest first. */
function bestLeaseOfEachVisit(weighed: readonly Weighed[]): Weighed[] {
  const best = new Map<string, Weighed>();
  for (const each of weighed) {
    const known = best.get(each.holder.lease.session);
    if (!known || each.weight > known.weight) best.set(each.holder.lease.session, each);
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight);
}

function toCandidate({ holder, weight }: Weighed, total: number): Candidate {
  return {
    lease: holder.lease.token,
    session: holder.lease.session,
    visitor: holder.lease.visitor,
    probability: rounded(weight / total),
    source: holder.session?.touchpoint.source ?? '(unknown)',
    campaign: holder.session?.touchpoint.campaign ?? null,
  };
}

function rounded(probability: number): number {
  return Math.round(probability * 1_000) / 1_000;
}

function ago(length: Millis): string {
  const seconds = Math.round(length / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
