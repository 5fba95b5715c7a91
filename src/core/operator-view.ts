// Whether an operator may see a call, and how: the one place where that is decided.
import type { Alert } from './alert.ts';
import type { Attribution } from './attribution.ts';
import type { Call } from './call.ts';
import type { AttributionVersion, CallRecord } from './call-record.ts';
import type { E164 } from './e164.ts';
import { maskedNumber, withoutNumber } from './masked-number.ts';

export interface OperatorView {
  /** Ids of the sites they are limited to; null for all. */
  readonly sites: readonly string[] | null;
  /** Whether they see callers' numbers whole. */
  readonly callerNumbers: boolean;
}

export const WHOLE_VIEW: OperatorView = { sites: null, callerNumbers: true };

/** Which sites numbers belong to, by the configuration of this moment. */
export interface SiteMap {
  /** Of the sites that show this DID; none for one that is not configured. */
  sitesOfDid(did: E164): readonly string[];
  sitesOfPool(pool: string): readonly string[];
}

/** Which calls are looked for on behalf of somebody limited to some sites. */
export interface SiteScope {
  readonly sites: readonly string[];
  /** Whether a call of no known site belongs to them. */
  readonly hasDid: (did: E164) => boolean;
}

/** The same for two views that show the same. */
export function viewKey({ sites, callerNumbers }: OperatorView): string {
  return JSON.stringify([sites && [...sites].sort(), callerNumbers]);
}

/** Null for everything. */
export function scopeOf({ sites }: OperatorView, map: SiteMap): SiteScope | null {
  return sites && { sites, hasDid: (did) => shares(sites, map.sitesOfDid(did)) };
}

export function seesPool({ sites }: OperatorView, pool: string, map: SiteMap): boolean {
  return sites === null || shares(sites, map.sitesOfPool(pool));
}

/** Whether what belongs to that site, or of no known site to those that show the DID, is for this operator. */
export function seesSite(
  { sites }: OperatorView,
  site: string | null,
  did: E164 | null,
  map: SiteMap,
): boolean {
  if (sites === null) return true;
  if (site !== null) return sites.includes(site);
  return did !== null && shares(sites, map.sitesOfDid(did));
}

/** An alert over all sites is for those who see all of them. */
export function seesAlert(view: OperatorView, { rule, subject }: Alert, map: SiteMap): boolean {
  switch (rule) {
    case 'pbx-down':
      return true;
    case 'pool-short':
      return seesPool(view, subject, map);
    case 'missed-callers':
    case 'calls-drop':
    case 'visits-drop':
      return view.sites === null;
  }
}

/** The call as this operator sees it; null when it is not for them. */
export function seenBy(view: OperatorView, record: CallRecord, map: SiteMap): CallRecord | null {
  if (!seesSite(view, record.attribution.site, record.call.did, map)) return null;
  if (view.sites === null && view.callerNumbers) return record;
  const { call, attribution, route } = record;
  return {
    ...record,
    call: view.callerNumbers ? call : withoutCaller(call),
    attribution: attributionFor(view, call, attribution),
    route: route && { ...route, reasons: textsFor(view, call, route.reasons) },
  };
}

/** The answers the call was given over time, without those that name a site of others. */
export function versionsSeenBy(
  view: OperatorView,
  call: Call,
  versions: readonly AttributionVersion[],
): AttributionVersion[] {
  const { sites } = view;
  return versions
    .filter(({ attribution: { site } }) => sites === null || site === null || sites.includes(site))
    .map((version) => ({ ...version, attribution: attributionFor(view, call, version.attribution) }));
}

/** The caller's number as this operator sees it. */
export function callerSeenBy({ callerNumbers }: OperatorView, caller: string | null): string | null {
  return callerNumbers || caller === null ? caller : maskedNumber(caller);
}

function withoutCaller(call: Call): Call {
  const number = callerOf(call);
  const hide = (text: string | null) =>
    text === null || number === null ? text : withoutNumber(text, number);
  return {
    ...call,
    caller: null,
    callerRaw: number === null ? null : maskedNumber(number),
    callerName: null,
    redirectedFrom: call.redirectedFrom === null ? null : maskedNumber(call.redirectedFrom),
    // PBXs name the file after the caller.
    recording: hide(call.recording),
    agents: call.agents.map((agent) => hide(agent) ?? agent),
  };
}

function attributionFor(view: OperatorView, call: Call, attribution: Attribution): Attribution {
  const { sites } = view;
  const { candidates, reasons } = attribution;
  return {
    ...attribution,
    reasons: textsFor(view, call, reasons),
    candidates: sites === null ? candidates : candidates.filter(({ site }) => sites.includes(site)),
  };
}

function textsFor(view: OperatorView, call: Call, texts: readonly string[]): readonly string[] {
  const number = callerOf(call);
  return view.callerNumbers || number === null ? texts : texts.map((text) => withoutNumber(text, number));
}

function callerOf({ caller, callerRaw }: Call): string | null {
  return caller ?? callerRaw;
}

function shares(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one));
}
