// Missed calls as a work list, `GET /v1/missed`: one entry a caller, until somebody talked to them.

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
  state: 'open' | 'called-back' | 'reached-us';
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
