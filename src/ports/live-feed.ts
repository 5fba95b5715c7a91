// What operators see change, as it changes.
import type { Alert } from '../core/alert.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { Millis } from '../core/millis.ts';
import type { PbxLink } from '../core/pbx-link.ts';
import type { PoolReport } from '../core/pool-figures.ts';
import type { Session } from '../core/session.ts';

/** A call that a visitor was credited with. */
export interface CreditedCall {
  readonly id: string;
  readonly at: Millis;
}

export type LiveChange =
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'call'; readonly record: CallRecord }
  | { readonly type: 'pool'; readonly pool: PoolReport }
  | { readonly type: 'pbx'; readonly pbx: PbxLink }
  /** Somebody who phoned in an earlier visit is on the site again. */
  | { readonly type: 'return'; readonly visit: Session; readonly call: CreditedCall };

export interface LiveFeed {
  publish(change: LiveChange): void;
}
