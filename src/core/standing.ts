// Where a visit stands at a moment: how interested, whether the page is in sight, and for how long nothing was seen.
import { type Interest, interestOf } from './interest.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';

/** Interests apart as long as the page is in sight and once it is not; a tap on the number counts alike in both. */
export const STAGES = [
  'idle',
  'idle, away',
  'glance',
  'glance, away',
  'engaged',
  'engaged, away',
  'intent',
] as const;
export type Stage = (typeof STAGES)[number];

export interface Standing {
  readonly stage: Stage;
  /**
   * With the page in sight: since the last touch (the grant when there was none). Away: since the last sign. After a
   * tap on the number: since the tap.
   */
  readonly silence: Millis;
}

/** @param heartbeat how often a page in sight reports: one that has missed two is away */
export function standingOf(lease: Lease, at: Millis, heartbeat: Millis): Standing {
  const interest = interestOf(lease);
  if (interest === 'intent') return { stage: 'intent', silence: since(lease.intentAt ?? at, at) };
  const unseen = since(lease.lastActivityAt, at);
  const { engagement } = lease;
  const inSight = engagement === 'visible' || engagement === 'engaged';
  if (inSight && lease.endedAt === null && unseen <= 2.5 * heartbeat) {
    return { stage: interest, silence: since(lease.engagedAt ?? lease.grantedAt, at) };
  }
  return { stage: awayStage(interest), silence: unseen };
}

/** The stage of a visitor of this interest who is not on the site any more. */
export function awayStage(interest: Interest): Stage {
  return interest === 'intent' ? 'intent' : `${interest}, away`;
}

function since(then: Millis, at: Millis): Millis {
  return Math.max(0, at - then);
}
