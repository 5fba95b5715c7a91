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

/** How many heartbeats a page may be silent before it is taken for gone. */
const HEARTBEATS_MISSED = 2.5;

/** Whether a page that was in sight has stopped reporting by `at`. */
export function isMissing({ engagement, lastActivityAt }: Lease, at: Millis, heartbeat: Millis): boolean {
  const wasInSight = engagement === 'visible' || engagement === 'engaged';
  return wasInSight && at - lastActivityAt > HEARTBEATS_MISSED * heartbeat;
}

/** @param heartbeat how often a page in sight reports */
export function standingOf(lease: Lease, at: Millis, heartbeat: Millis): Standing {
  const interest = interestOf(lease);
  if (interest === 'intent') return { stage: 'intent', silence: since(lease.intentAt ?? at, at) };
  const { engagement } = lease;
  const isAway = engagement === 'hidden' || engagement === 'left' || isMissing(lease, at, heartbeat);
  return isAway || lease.endedAt !== null
    ? { stage: awayStage(interest), silence: since(lease.lastActivityAt, at) }
    : { stage: interest, silence: since(lease.engagedAt ?? lease.grantedAt, at) };
}

/** The stage of a visitor of this interest who is not on the site any more. */
export function awayStage(interest: Interest): Stage {
  return AWAY[interest];
}

/** Written out: a text made anew each time costs more than all the rest of a look-up. */
const AWAY: Readonly<Record<Interest, Stage>> = {
  idle: 'idle, away',
  glance: 'glance, away',
  engaged: 'engaged, away',
  intent: 'intent',
};

function since(then: Millis, at: Millis): Millis {
  return Math.max(0, at - then);
}
