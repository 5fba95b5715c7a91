// How much a visit has shown that it may phone: what its pages reported so far.
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';

/**
 * `idle` never touched a page; `glance` touched one and was gone; `engaged` opened a second page, or was still scrolling,
 * clicking or typing a while after the first touch; `intent` clicked or copied the number.
 */
export const INTERESTS = ['idle', 'glance', 'engaged', 'intent'] as const;
export type Interest = (typeof INTERESTS)[number];

/** Who still does something so long after the number was lent has not bounced. */
const BEYOND_A_GLANCE: Millis = 15_000;

export function interestOf({ intentAt, engagedAt, pageViews, grantedAt }: Lease): Interest {
  if (intentAt !== null) return 'intent';
  if (engagedAt === null) return pageViews > 1 ? 'glance' : 'idle';
  return pageViews > 1 || engagedAt - grantedAt >= BEYOND_A_GLANCE ? 'engaged' : 'glance';
}
