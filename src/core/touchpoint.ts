// Where a visit came from.

/** Where a visit came from; every part but `source` and `medium` may be unknown. */
export interface Touchpoint {
  /** `yandex`, `google`, `radio`, a referring host, or `(direct)`. */
  readonly source: string;
  /** `cpc`, `organic`, `social`, `referral`, `offline`, `(none)` ... */
  readonly medium: string;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Advertising click ids found in the landing URL: `{yclid: '123'}`. */
  readonly clickIds: Readonly<Record<string, string>>;
  readonly referrer: string | null;
  readonly landingPage: string | null;
}
