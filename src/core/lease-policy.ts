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
  readonly pressure: {
    /** Utilisation (0 to 1) above which times shrink. */
    readonly threshold: number;
    /** What is left of them when every DID is in use: 0 to 1. */
    readonly shrink: number;
  };
}

/** Times shrink in this many steps between the threshold and full use, so that they do not jitter. */
const PRESSURE_STEPS = 4;

/** What is left of shrinkable times at this utilisation: 1 below the threshold, `shrink` when all is in use. */
export function pressureFactor(policy: LeasePolicy, utilisation: number): number {
  const { threshold, shrink } = policy.pressure;
  if (utilisation <= threshold) return 1;
  const share = Math.min(1, (utilisation - threshold) / Math.max(1e-9, 1 - threshold));
  const step = Math.ceil(share * PRESSURE_STEPS) / PRESSURE_STEPS;
  return 1 - step * (1 - shrink);
}

/** `length` times `factor`, in whole ms: the journal keeps no fractions. */
export function shortened(length: Millis, factor: number): Millis {
  return Math.round(length * factor);
}

/** When a lease ends if the visitor does nothing more. Only low engagement yields to pressure. */
export function expiryAfter(
  policy: LeasePolicy,
  activity: { readonly engagement: Engagement; readonly at: Millis; readonly grantedAt: Millis },
  utilisation: number,
): Millis {
  const yields = activity.engagement !== 'engaged' && activity.engagement !== 'intent';
  const factor = yields ? pressureFactor(policy, utilisation) : 1;
  const expiry = activity.at + shortened(policy.ttl[activity.engagement], factor);
  return Math.min(expiry, activity.grantedAt + policy.maximum);
}
