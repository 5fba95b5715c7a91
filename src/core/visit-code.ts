// The visit code: what a caller reads out, the visit it names, and the answer it proves.
import type { Attribution } from './attribution.ts';
import type { Millis } from './millis.ts';
import type { Session } from './session.ts';
import type { Touches } from './touches.ts';

/**
 * Not 1: a digit misheard or mistyped may be the code of another visit. Codes have five digits, so with some hundreds of
 * visits about, a wrong code names one of them in less than one case of a hundred.
 */
const CONFIDENCE = 0.99;

/** What pages and people put between digits. */
const BETWEEN = /[\s\u2010-\u2015-]+/g;

/** The digits of a code as somebody typed it (`12 345`, `12-345`), or null when it holds anything else. */
export function readVisitCode(typed: string): string | null {
  const digits = typed.replace(BETWEEN, '');
  return /^\d{1,12}$/.test(digits) ? digits : null;
}

/** How long before `at` the visit was last seen, or after it began; 0 when it was going on. */
function distance({ startedAt, lastSeenAt }: Session, at: Millis): Millis {
  return Math.max(0, at - lastSeenAt, startedAt - at);
}

/**
 * Of the visits that had one code, the closest to a call that began at `at`; of equally close ones the latest. Codes are
 * unique among the visits going on, and are given again afterwards.
 */
export function closestVisit(visits: readonly Session[], at: Millis): Session | null {
  const [closest] = [...visits].sort(
    (a, b) => distance(a, at) - distance(b, at) || b.startedAt - a.startedAt,
  );
  return closest ?? null;
}

/** Whether the visit was going on when the call began: no other one can have had its code then. */
export function wasGoingOn(visit: Session, at: Millis): boolean {
  return distance(visit, at) === 0;
}

export interface CodeEvidence {
  readonly code: string;
  readonly visit: Session;
  /** Other visits within the look-back that had the same code. */
  readonly others: number;
  /** What was answered without the code. */
  readonly before: Attribution;
  readonly touches: Touches;
}

export function attributeByCode({ code, visit, others, before, touches }: CodeEvidence): Attribution {
  const { touchpoint } = visit;
  const known = before.session === visit.id;
  // The visitor may have moved on since; the earlier answer kept the page of the moment of the call.
  const page = known ? before.page : visit.page;
  const lease = before.candidates.find(({ session }) => session === visit.id)?.lease ?? null;
  return {
    method: 'visit-code',
    confidence: CONFIDENCE,
    reasons: [codeReason(code, others), beforeReason(before, known)],
    candidates: [
      {
        site: visit.site,
        lease,
        session: visit.id,
        visitor: visit.visitor,
        probability: CONFIDENCE,
        source: touchpoint.source,
        campaign: touchpoint.campaign,
      },
    ],
    site: visit.site,
    lease,
    session: visit.id,
    visitor: visit.visitor,
    touchpoint,
    ...touches,
    page,
    region: visit.place.region,
  };
}

function codeReason(code: string, others: number): string {
  if (others === 0)
    return `The caller read out visit code ${code}, which the page showed to this visit alone.`;
  const had = others === 1 ? 'Another visit' : `${others} other visits`;
  return `The caller read out visit code ${code}. ${had} had it at another time; this one was the closest to the call.`;
}

function beforeReason({ session, touchpoint, confidence }: Attribution, known: boolean): string {
  const sureness = `${Math.round(confidence * 100)} %`;
  if (known) return `Without the code the answer was the same visit (${sureness} sure).`;
  if (session === null) return 'Without the code no visit was named.';
  const from = touchpoint ? ` from ${touchpoint.source} / ${touchpoint.medium}` : '';
  return `Without the code the answer was another visit${from} (${sureness} sure).`;
}
