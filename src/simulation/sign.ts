// What the pages of a visit tell a policy.
import type { Engagement } from '../core/engagement.ts';
import type { Millis } from '../core/millis.ts';

/**
 * What a page tells: `view` it opened, `touched` its first scroll, click or key, `settled` it was in sight for a while;
 * the others are the snippet's activity reports.
 */
export type Sign = 'view' | 'touched' | 'settled' | Engagement;

export interface SignAt {
  readonly at: Millis;
  readonly sign: Sign;
  /** Which of the visit's tabs says so, from 0 in the order they were opened. */
  readonly tab: number;
}
