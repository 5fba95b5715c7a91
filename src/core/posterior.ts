// Weighs everyone a call may have come from: those who hold or held its DID, the caller's own earlier visits, strangers.
import type { Candidate } from './attribution.ts';
import type { CallModel, Lesson } from './call-model.ts';
import { rateOfCallingAgain } from './delay-model.ts';
import type { E164 } from './e164.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import { type Session, type VisitorKey, visitorKey } from './session.ts';
import type { Standing } from './standing.ts';

/** Somebody who holds the DID, or held it. */
export interface Holder {
  readonly lease: Lease;
  readonly session: Session | null;
  /** How well the caller's number fits to where the visitor is: 1 when it tells nothing (caller-region.ts). */
  readonly regionFit: number;
  /** Probability that this visit has phoned already, from another number. */
  readonly phonedBefore: number;
}

/** An earlier call from the same number. */
export interface EarlierCall {
  readonly at: Millis;
  readonly did: E164;
  readonly candidates: readonly Candidate[];
}

export interface CallEvidence {
  readonly did: E164;
  /** When the call began. */
  readonly at: Millis;
  /** Everyone who held the DID within the look-back. */
  readonly holders: readonly Holder[];
  /** Of this caller, newest first; none when the number is withheld. */
  readonly earlier: readonly EarlierCall[];
}

/** One visit the call may have come from. */
export interface Hypothesis {
  readonly session: string;
  /** The lease by which the visit came to know the DID, if it is still remembered. */
  readonly holder: Holder | null;
  readonly standing: Standing | null;
  /** What the earlier call said of it; null when it is a candidate as a holder only. */
  readonly inherited: { readonly call: EarlierCall; readonly candidate: Candidate } | null;
  /** Whether an earlier call of this number was credited to the same visitor. */
  readonly isKnownCaller: boolean;
  readonly probability: number;
}

export interface Posterior {
  /** Likeliest first. */
  readonly hypotheses: readonly Hypothesis[];
  /** Probability that it was none of them. */
  readonly unknown: number;
  readonly lesson: Lesson;
}

/**
 * Somebody who phoned before phones now because of a visit that nothing links to them (another browser, cleared cookies)
 * once for so many calls because of a visit that is linked: one visitor in ten has a second browser, and that it is this very
 * caller among hundreds is a coincidence.
 */
const UNLINKED = 0.001;
/** Who has phoned from one number hardly phones from another for the first time. */
const SECOND_NUMBER = 0.1;

interface Weighed extends Omit<Hypothesis, 'probability'> {
  /** Calls per ms: as a holder, and by calling again. */
  readonly asHolder: number;
  readonly again: number;
  /** What other evidence than the delay makes of it. */
  readonly fit: number;
}

/** Competing Poisson processes: of all that could have rung now, each did so in proportion to its rate. */
export function weigh(evidence: CallEvidence, model: CallModel): Posterior {
  const bySession = new Map<string, Weighed>();
  for (const holder of evidence.holders) addHolder(bySession, holder, evidence, model);
  const strangersAgain = addEarlier(bySession, evidence);
  const strangerFit = evidence.earlier.length > 0 ? UNLINKED : 1;
  const strangers = model.strangerRate * strangerFit + strangersAgain;
  const all = [...bySession.values()];
  const total = all.reduce((sum, { asHolder, again }) => sum + asHolder + again, strangers);
  const hypotheses = all
    .map(({ asHolder, again, fit: _, ...rest }) => ({ ...rest, probability: (asHolder + again) / total }))
    .sort((one, two) => two.probability - one.probability);
  const candidates = all.flatMap(({ session, holder, standing, fit }) =>
    holder && standing ? [{ site: holder.lease.site, session, standing, fit }] : [],
  );
  const again = all.reduce((sum, each) => sum + each.again, strangersAgain);
  return {
    hypotheses,
    unknown: strangers / total,
    lesson: { candidates, strangerFit, again, truth: null },
  };
}

function addHolder(
  bySession: Map<string, Weighed>,
  holder: Holder,
  { at, earlier }: CallEvidence,
  model: CallModel,
): void {
  const { lease } = holder;
  const delays = model.of(lease.site);
  const standing = delays.standing(lease, at);
  const linked = earlier.length === 0 ? null : linkTo(visitorKey(lease.site, lease.visitor), earlier);
  const callerFit =
    linked === null ? 1 - holder.phonedBefore * (1 - SECOND_NUMBER) : linked + (1 - linked) * UNLINKED;
  const fit = callerFit * holder.regionFit;
  const asHolder = delays.rate(standing) * fit;
  const known = bySession.get(lease.session);
  // A visit that held the DID twice is one candidate, by its better lease.
  if (known && known.asHolder > asHolder) return;
  const isKnownCaller = linked !== null && linked >= 0.5;
  bySession.set(lease.session, {
    session: lease.session,
    holder,
    standing,
    inherited: null,
    isKnownCaller,
    asHolder,
    again: 0,
    fit,
  });
}

/** Probability that this caller is that visitor, as far as earlier calls tell. */
function linkTo(visitor: VisitorKey, earlier: readonly EarlierCall[]): number {
  let link = 0;
  for (const { candidates } of earlier) {
    for (const candidate of candidates) {
      if (visitorKey(candidate.site, candidate.visitor) === visitor)
        link = Math.max(link, candidate.probability);
    }
  }
  return link;
}

/** Who dials a number again does so because of the visit that showed it. Answers the rate of strangers who do. */
function addEarlier(bySession: Map<string, Weighed>, { at, did, earlier }: CallEvidence): number {
  const call = earlier.find((each) => each.did === did);
  if (!call) return 0;
  const rate = rateOfCallingAgain(at - call.at);
  let unknown = 1;
  for (const candidate of call.candidates) {
    unknown -= candidate.probability;
    const known = bySession.get(candidate.session);
    bySession.set(candidate.session, {
      session: candidate.session,
      holder: known?.holder ?? null,
      standing: known?.standing ?? null,
      isKnownCaller: true,
      asHolder: known?.asHolder ?? 0,
      inherited: { call, candidate },
      fit: known?.fit ?? 1,
      again: rate * candidate.probability,
    });
  }
  return rate * Math.max(0, unknown);
}
