// Missed calls as a work list, `GET /v1/missed`: one entry a caller, until somebody talked to them.
import type { MissedCaller } from '../core/missed-callers.ts';
import { iso, seconds } from './wire-time.ts';

export const MISSED_STATES = ['open', 'called-back', 'reached-us'] as const;

export interface WireMissedCaller {
  /** Of the latest missed call. */
  call: string;
  caller: string | null;
  caller_name: string | null;
  /** Missed calls since anybody last talked to them. */
  times: number;
  first_at: string;
  last_at: string;
  /** How long they waited the last time. */
  wait_s: number | null;
  did: string;
  source: string | null;
  campaign: string | null;
  site: string | null;
  /** `open`: nobody has talked to them; `called-back`: we phoned and they answered; `reached-us`: they phoned again and were answered. */
  state: MissedCaller['state'];
  /** Calls back that nobody answered. */
  tries: number;
  /** When the talk began, who talked, and how long after the first missed call; null while open. */
  resolved: { at: string; agent: string | null; after_s: number } | null;
}

/** Newest last missed call first. */
export interface WireMissedList {
  callers: WireMissedCaller[];
  open: number;
  /** Of those called back, the median; null when there are none. */
  median_after_s: number | null;
}

/** @param state only those in it; of all of them when null. The counts are of all. */
export function toWireMissedList(
  entries: readonly MissedCaller[],
  state: MissedCaller['state'] | null,
): WireMissedList {
  const calledBack = entries.filter((entry) => entry.state === 'called-back').map(afterS);
  return {
    callers: entries.filter((entry) => state === null || entry.state === state).map(toWireMissedCaller),
    open: entries.filter((entry) => entry.state === 'open').length,
    median_after_s: median(calledBack.filter((after) => after !== null)),
  };
}

function toWireMissedCaller(entry: MissedCaller): WireMissedCaller {
  const { last, first, times, state, tries, resolved } = entry;
  return {
    call: last.id,
    caller: last.caller,
    caller_name: last.callerName,
    times,
    first_at: iso(first),
    last_at: iso(last.at),
    wait_s: last.wait === null ? null : seconds(last.wait),
    did: last.did,
    source: last.source,
    campaign: last.campaign,
    site: last.site,
    state,
    tries,
    resolved: resolved && { at: iso(resolved.at), agent: resolved.agent, after_s: afterS(entry) ?? 0 },
  };
}

function afterS({ first, resolved }: MissedCaller): number | null {
  return resolved && Math.round((resolved.at - first) / 1_000);
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
