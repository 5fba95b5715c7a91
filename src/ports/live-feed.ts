// What operators see change, as it changes.
import type { Alert } from '../core/alert.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { PbxLink } from '../core/pbx-link.ts';
import type { PoolReport } from '../core/pool-figures.ts';

export type LiveChange =
  | { readonly type: 'alert'; readonly alert: Alert }
  | { readonly type: 'call'; readonly record: CallRecord }
  | { readonly type: 'pool'; readonly pool: PoolReport }
  | { readonly type: 'pbx'; readonly pbx: PbxLink };

export interface LiveFeed {
  publish(change: LiveChange): void;
}
