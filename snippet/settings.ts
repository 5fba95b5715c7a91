// What the server tells the snippet about its site; the server's twin is src/adapters/http/snippet-settings.ts.

export interface SnippetSettings {
  site: string;
  /** Where the visitor API is, without a slash at the end; used when the script's own address does not tell. */
  api: string;
  /** The printed numbers to look for, E.164. */
  numbers: string[];
  /** `7`: numbers that begin with it may be written the national way. */
  country_calling_code: string;
  /** `8` in Russia, `0` in most of Europe, empty where there is none. */
  trunk_prefix: string;
  /** An answer later than this (ms) no longer changes a printed number the visitor has in view; 800. */
  patience_ms?: number;
  /** How long a page that is only looked at waits before it asks for a number (ms); 0. */
  defer_ms?: number;
}
