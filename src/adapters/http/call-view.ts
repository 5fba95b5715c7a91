// Calls as one operator may see them: what every route that answers calls goes through.
import type { Alert } from '../../core/alert.ts';
import type { AttributionVersion, CallRecord } from '../../core/call-record.ts';
import type { E164 } from '../../core/e164.ts';
import {
  callerSeenBy,
  type SiteMap,
  type SiteScope,
  scopeOf,
  seenBy,
  seesAlert,
  seesPool,
  seesSite,
  versionsSeenBy,
} from '../../core/operator-view.ts';
import type { Operator } from '../../services/operator-access.ts';
import { toWireCall, toWireCallDetail, type WireCall, type WireCallDetail } from '../../wire/call.ts';
import { ProblemError } from './problems.ts';

export interface CallView {
  /** Ids of the sites they are limited to; null for all. For reports. */
  readonly sites: readonly string[] | null;
  /** The same as the call repository asks for it. */
  readonly scope: SiteScope | null;
  /** Null when the call is not for them. */
  record(record: CallRecord): CallRecord | null;
  /**
   * The whole call, for looking further; not to be answered as it is.
   * @throws {ProblemError} `unknown-call` when there is none, or none for them
   */
  mayLook(record: CallRecord | null): CallRecord;
  call(record: CallRecord): WireCall | null;
  detail(record: CallRecord, versions: readonly AttributionVersion[]): WireCallDetail | null;
  /** A caller's number that stands by itself, as in the list of missed calls; there the caller's name is left out, too. */
  caller(number: string | null): string | null;
  readonly callerNumbers: boolean;
  pool(id: string): boolean;
  alert(alert: Alert): boolean;
  /** Whether something of that site, or of that DID when the site is not known, is for them. */
  site(site: string | null, did: E164 | null): boolean;
  /**
   * Looking for a number is a way of learning it.
   * @throws {ProblemError} `role-forbidden`
   */
  checkFilters(filters: { readonly caller?: unknown }): void;
}

/** Who gives each operator their view. */
export type CallViews = (operator: Operator) => CallView;

export function callViews(map: SiteMap): CallViews {
  return (operator) => {
    const record = (whole: CallRecord) => seenBy(operator, whole, map);
    return {
      sites: operator.sites,
      scope: scopeOf(operator, map),
      callerNumbers: operator.callerNumbers,
      record,
      mayLook(whole) {
        if (!whole || !record(whole)) throw new ProblemError('unknown-call');
        return whole;
      },
      call(whole) {
        const seen = record(whole);
        return seen && toWireCall(seen);
      },
      detail(whole, versions) {
        const seen = record(whole);
        return seen && toWireCallDetail(seen, versionsSeenBy(operator, whole.call, versions));
      },
      caller: (number) => callerSeenBy(operator, number),
      pool: (id) => seesPool(operator, id, map),
      alert: (alert) => seesAlert(operator, alert, map),
      site: (site, did) => seesSite(operator, site, did, map),
      checkFilters({ caller }) {
        if (caller === undefined || operator.callerNumbers) return;
        throw new ProblemError('role-forbidden', {
          detail: 'you see callers’ numbers masked, and may not look for one',
        });
      },
    };
  };
}
