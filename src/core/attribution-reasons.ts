// Why a call was credited to a visit, in sentences an operator understands.
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import type { Hypothesis } from './posterior.ts';

/** A click or copy of the number this close before the call is worth telling. */
const INTENT_WINDOW: Millis = 5 * 60_000;

/** Strongest first. */
export function candidateReasons(best: Hypothesis, at: Millis): string[] {
  const { holder, inherited, isKnownCaller } = best;
  const reasons: string[] = [];
  const intentAt = holder?.lease.intentAt ?? null;
  if (intentAt !== null && at >= intentAt && at - intentAt <= INTENT_WINDOW) {
    reasons.push(`The visitor clicked or copied the number ${ago(at - intentAt)} before the call.`);
  }
  if (inherited) {
    const sure = Math.round(inherited.candidate.probability * 100);
    reasons.push(
      `The same caller dialled this number ${ago(at - inherited.call.at)} before; that call was credited to this visit (${sure} %).`,
    );
  } else if (isKnownCaller) reasons.push('An earlier call of this caller came from the same visitor.');
  if (holder)
    reasons.push(isRunning(holder.lease, at) ? heldReason(holder.lease, at) : leftReason(holder.lease, at));
  if (holder && holder.regionFit > 1)
    reasons.push('The caller’s number is of the region where the visitor is.');
  if (holder && holder.regionFit < 1)
    reasons.push('Yet the caller’s number is of another region than the visitor.');
  return reasons;
}

/** What speaks for others; nothing when there are none. */
export function othersReason(hypotheses: readonly Hypothesis[]): string[] {
  const others = hypotheses.length - 1;
  const next = hypotheses[1];
  if (!next) return [];
  const share = ` The likeliest of them: ${Math.round(next.probability * 100)} %.`;
  return [`${others === 1 ? 'One other visit' : `${others} other visits`} held the number before.${share}`];
}

export function nobodyReason(candidates: number): string {
  return candidates === 0
    ? 'Nobody was shown this number lately: probably a saved or mistyped number.'
    : 'Those who were shown this number left it too long ago, or are too many, to name one of them.';
}

export function overflowReasons(pool: string, sites: readonly string[]): string[] {
  const where = sites.length === 1 ? `the site ${sites[0]}` : `one of the sites ${sites.join(', ')}`;
  return [
    `The overflow number of pool ${pool} was called: the caller saw it on ${where} while every number of the pool was in use.`,
    'Several visitors shared it, so the visit is not known. More numbers in the pool prevent this.',
  ];
}

function isRunning(lease: Lease, at: Millis): boolean {
  return lease.endedAt === null || at < lease.endedAt;
}

function heldReason({ engagement, lastActivityAt }: Lease, at: Millis): string {
  const doing = {
    engaged: 'was using the page',
    intent: 'had clicked or copied the number',
    visible: 'had the page open',
    hidden: 'had the page open in another tab or window',
    left: 'had just left the page',
  }[engagement];
  const silence = ago(Math.max(0, at - lastActivityAt));
  return `The number was on loan to this visitor alone, who ${doing} (last sign ${silence} before the call).`;
}

function leftReason(lease: Lease, at: Millis): string {
  return `This visitor held the number until ${ago(at - (lease.endedAt ?? at))} before the call.`;
}

function ago(length: Millis): string {
  const seconds = Math.round(length / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
