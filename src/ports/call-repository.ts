// Where calls are kept.
import type { LabelledCall } from '../core/accuracy.ts';
import type { CallOutcome } from '../core/call.ts';
import type { AttributionVersion, CallAnnotations, CallRecord } from '../core/call-record.ts';
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { SiteScope } from '../core/operator-view.ts';

export interface CallQuery {
  readonly from?: Millis;
  readonly to?: Millis;
  readonly did?: E164;
  readonly caller?: E164;
  readonly source?: string;
  readonly outcome?: CallOutcome;
  /** Only calls of these sites. */
  readonly sites?: SiteScope;
  /** Opaque, from an earlier page's `next`. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface CallPage {
  /** Newest first. */
  readonly records: readonly CallRecord[];
  readonly next: string | null;
}

export interface CallRepository {
  /**
   * Writes call and attribution (never the annotations of a known call); resolves when on disk. A different attribution
   * becomes the next version, the earlier ones stay; but while the call is open a guess takes the place of the guess
   * before it. Only a visit code, which is no guess, makes a version of its own even then.
   */
  save(record: CallRecord): Promise<void>;
  /** Changes what people add; answers the whole record, or null when there is no such call. */
  annotate(id: string, annotations: Partial<CallAnnotations>): CallRecord | null;
  find(id: string): CallRecord | null;
  /** Every answer the call was given, oldest first; none when there is no such call. */
  versions(id: string): AttributionVersion[];
  /**
   * Calls begun at or after `from` and before `to` whose visit code was typed in, with the answer before it.
   * @param sites ids of the sites of those visits; null for all
   */
  labelled(from: Millis, to: Millis, sites?: readonly string[] | null): LabelledCall[];
  list(query: CallQuery): CallPage;
  /** Calls without an end, of all boxes. */
  open(): CallRecord[];
  /** The caller's earlier calls, newest first. */
  byCaller(caller: E164, limit: number): CallRecord[];
  /** The calls that the visit is credited with now. */
  creditedTo(session: string): { readonly caller: E164 | null; readonly confidence: number }[];
  /** The calls that one of these visits is credited with now, in any order. */
  ofVisits(sessions: readonly string[]): CallRecord[];
  /** What calls begun at or after `from` were sent to by rule, hook or default, oldest first. */
  routed(from: Millis): { readonly destination: string; readonly at: Millis }[];
  /** Drops ended calls that started before `before`. Answers how many went. */
  forget(before: Millis): number;
}
