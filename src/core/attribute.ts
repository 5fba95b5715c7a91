// Says which visit a call came from, how surely, and why.
import type { Attribution, Candidate } from './attribution.ts';
import { candidateReasons, nobodyReason, othersReason, overflowReasons } from './attribution-reasons.ts';
import type { CallModel, Lesson } from './call-model.ts';
import type { DidRole } from './did-catalogue.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import { type CallEvidence, type Hypothesis, weigh } from './posterior.ts';
import type { Session } from './session.ts';
import { NO_TOUCHES } from './touches.ts';

export interface Evidence extends CallEvidence {
  readonly role: DidRole;
  /** Sites that show this pool's overflow DID. */
  readonly sites: readonly string[];
  /** Visits that earlier calls of this number were credited to, by session id. */
  readonly visits: ReadonlyMap<string, Session>;
  /** Below this probability naming a visit would be a guess: the call stays unattributed, its candidates listed. */
  readonly leastConfidence: number;
}

export interface Attributed {
  readonly attribution: Attribution;
  /** What the call teaches the delay model; null when it teaches nothing. */
  readonly lesson: Lesson | null;
}

/**
 * 0.9 or more reads as "sure", and people act on it: it is said from here on only, which leaves room for what the model does
 * not know. Measured: of answers so sure 98 % and more are right (docs/simulation.md).
 */
const SURE = 0.9;
const SURE_FROM = 0.95;
/** Candidates worth showing. */
const SHOWN_CANDIDATES = 5;

const NOBODY = {
  candidates: [],
  site: null,
  lease: null,
  session: null,
  visitor: null,
  touchpoint: null,
  page: null,
  region: null,
  ...NO_TOUCHES,
} as const;

export function attribute(evidence: Evidence, model: CallModel): Attributed {
  switch (evidence.role.kind) {
    case 'channel':
      return { attribution: ofChannel(evidence.role), lesson: null };
    case 'overflow':
      return { attribution: ofOverflow(evidence.role.pool, evidence.sites), lesson: null };
    case 'pool':
      return ofVisits(evidence, model);
  }
}

function ofChannel({ touchpoint }: Extract<DidRole, { kind: 'channel' }>): Attribution {
  return {
    ...NOBODY,
    method: 'channel-number',
    confidence: 1,
    reasons: [`This number is only shown in one channel: ${touchpoint.source} / ${touchpoint.medium}.`],
    touchpoint,
  };
}

function ofOverflow(pool: string, sites: readonly string[]): Attribution {
  const site = sites.length === 1 ? (sites[0] ?? null) : null;
  return { ...NOBODY, method: 'overflow', confidence: 0, reasons: overflowReasons(pool, sites), site };
}

function ofVisits(evidence: Evidence, model: CallModel): Attributed {
  const { hypotheses, lesson } = weigh(evidence, model);
  const candidates = hypotheses.slice(0, SHOWN_CANDIDATES).map((each) => toCandidate(each, evidence.visits));
  const [best] = hypotheses;
  if (!best || best.probability < evidence.leastConfidence)
    return { attribution: ofNobody(candidates), lesson };
  return { attribution: ofVisit(best, hypotheses, candidates, evidence), lesson };
}

function ofNobody(candidates: readonly Candidate[]): Attribution {
  return {
    ...NOBODY,
    method: 'none',
    confidence: 0,
    reasons: [nobodyReason(candidates.length)],
    candidates,
  };
}

function ofVisit(
  best: Hypothesis,
  hypotheses: readonly Hypothesis[],
  candidates: readonly Candidate[],
  { at, visits }: Evidence,
): Attribution {
  const visit = best.holder?.session ?? visits.get(best.session) ?? null;
  const [shown] = candidates;
  return {
    ...NOBODY,
    method: methodOf(best, at),
    confidence: said(best.probability),
    reasons: [...candidateReasons(best, at), ...othersReason(hypotheses)],
    candidates,
    site: shown?.site ?? null,
    lease: shown?.lease ?? null,
    session: best.session,
    visitor: shown?.visitor ?? null,
    touchpoint: visit?.touchpoint ?? null,
    page: visit?.page ?? null,
    region: visit?.place.region ?? null,
  };
}

function methodOf({ holder, inherited }: Hypothesis, at: Millis): Attribution['method'] {
  if (holder && holdsAt(holder.lease, at)) return 'lease';
  return inherited ? 'caller-history' : 'late-call';
}

/** Whether the lease was running when the call began. */
function holdsAt(lease: Lease, at: Millis): boolean {
  return lease.grantedAt <= at && (lease.endedAt === null || at < lease.endedAt);
}

function toCandidate(
  { holder, inherited, session, probability }: Hypothesis,
  visits: ReadonlyMap<string, Session>,
): Candidate {
  const visit = holder?.session ?? visits.get(session);
  const { lease, site, visitor } = holder
    ? { ...holder.lease, lease: holder.lease.token }
    : (inherited?.candidate ?? { lease: null, site: '', visitor: '' });
  return {
    lease,
    session,
    site,
    visitor,
    probability: rounded(probability),
    source: visit?.touchpoint.source ?? inherited?.candidate.source ?? '(unknown)',
    campaign: visit?.touchpoint.campaign ?? inherited?.candidate.campaign ?? null,
  };
}

function said(probability: number): number {
  return probability >= SURE && probability < SURE_FROM ? SURE - 0.001 : rounded(probability);
}

function rounded(probability: number): number {
  return Math.round(probability * 1_000) / 1_000;
}
