// Where a call was sent, and why.
import type { Millis } from './millis.ts';

/** Who chose: the owner's HTTP hook, a rule, the default of the rules; `none`: the dialplan's default route. */
export type RoutedBy = 'hook' | 'rule' | 'default' | 'none';

export interface CallRoute {
  /** Name of the destination; null leaves the call to the dialplan. */
  readonly destination: string | null;
  /** What the dialplan was told: its place, empty for its default route. */
  readonly target: string;
  readonly by: RoutedBy;
  /** Sentences an operator understands, in the order things were considered. */
  readonly reasons: readonly string[];
  readonly at: Millis;
}
