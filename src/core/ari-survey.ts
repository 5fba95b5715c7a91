// What an Asterisk box's ARI answered to somebody who only asked.

export type AriSurvey =
  | {
      readonly kind: 'answers';
      /** As ARI names it; null where it was left out. */
      readonly version: string | null;
      /** Names of the Stasis applications registered now. */
      readonly apps: readonly string[];
    }
  /** `unreachable`: no HTTP answer. `unauthorized`: wrong user or password. `absent`: an HTTP server without ARI. */
  | { readonly kind: 'unreachable' | 'unauthorized' | 'absent'; readonly message: string };
