// How long a lease lives: the hybrid TTL by engagement, and how pressure shrinks it.
import type { Engagement } from './engagement.ts';
import type { Millis } from './millis.ts';

export interface LeasePolicy {
  /** Life of a lease after the last activity, by what that activity was. */
  readonly ttl: Readonly<Record<Engagement, Millis>>;
  /** After its end the DID is still the visitor's for so long. */
  readonly linger: Millis;
  /** Then it rests for so long before the next visitor gets it. */
  readonly cooldown: Millis;
  /** No lease outlives this, counted from its grant, unless a call is live on it. */
  readonly maximum: Millis;
  /** A DID is kept for so long after a call on it. */
  readonly holdAfterCall: Millis;
  /** How often a page in sight reports. */
  readonly heartbeat: Millis;
  readonly pressure: {
    /** Share of the DIDs that belong to a visitor (0 to 1) above which times shrink. */
    readonly threshold: number;
    /** What is left of them when every DID does: 0 to 1. */
    readonly shrink: number;
  };
}

/** Engagements that yield to pressure: a visitor who is using the page, or is about to phone, keeps the number. */
export const YIELDING = ['left', 'hidden', 'visible'] as const satisfies readonly Engagement[];

/** Times shrink in this many steps between the threshold and full use, so that they do not jitter. */
const PRESSURE_STEPS = 4;
/** A page in sight that has missed a heartbeat is gone; until then even a short pool leaves it its number. */
const HEARTBEATS_IN_SIGHT = 1.5;

/** What is left of shrinkable times at this utilisation: 1 up to the threshold, `shrink` when all is in use. */
export function pressureFactor({ pressure }: LeasePolicy, utilisation: number): number {
  const { threshold, shrink } = pressure;
  if (utilisation <= threshold) return 1;
  const share = Math.min(1, (utilisation - threshold) / Math.max(1e-9, 1 - threshold));
  const step = Math.ceil(share * PRESSURE_STEPS) / PRESSURE_STEPS;
  return 1 - step * (1 - shrink);
}

/** What is left of a lease's life after a yielding activity under pressure, in whole ms. */
export function ttlUnderPressure(
  policy: LeasePolicy,
  engagement: (typeof YIELDING)[number],
  factor: number,
): Millis {
  const ttl = policy.ttl[engagement];
  const least = engagement === 'visible' ? Math.min(ttl, policy.heartbeat * HEARTBEATS_IN_SIGHT) : 0;
  return Math.round(Math.max(ttl * factor, least));
}

/** When a lease ends if the visitor, who did something `at`, does nothing more and the pool is not short. */
export function expiryAfter(
  { ttl, maximum }: LeasePolicy,
  engagement: Engagement,
  at: Millis,
  grantedAt: Millis,
): Millis {
  return Math.min(at + ttl[engagement], grantedAt + maximum);
}
