// A lease policy in round figures, for timelines that a person can follow.
import type { LeasePolicy } from '../../src/core/lease-policy.ts';

/** Every visitor is as likely to phone late as any other: the longest-rested DID is lent next. */
export const noLateCalls = () => 0;

export const SECOND = 1_000;
export const MINUTE = 60_000;

/** Pressure is off unless a test asks for it. */
export const POLICY: LeasePolicy = {
  ttl: {
    engaged: 5 * MINUTE,
    visible: 3 * MINUTE,
    hidden: 2 * MINUTE,
    left: 1 * MINUTE,
    intent: 15 * MINUTE,
  },
  linger: 5 * MINUTE,
  cooldown: 30 * MINUTE,
  maximum: 60 * MINUTE,
  holdAfterCall: 10 * MINUTE,
  heartbeat: 30 * SECOND,
  pressure: { threshold: 1, shrink: 1 },
};
