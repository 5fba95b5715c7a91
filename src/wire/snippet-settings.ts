// What the server puts into a site's swap script.
import type { Consent } from '../core/consent.ts';

export interface SnippetSettings {
  site: string;
  /**
   * Origin of the visitor API, with a path where a proxy adds one, without a slash at the end; used when the script's
   * own address does not tell.
   */
  api: string;
  /** The printed numbers to look for, E.164. */
  numbers: string[];
  /** `7`: numbers that begin with it may be written the national way. */
  country_calling_code: string;
  /** `8` in Russia, `0` in most of Europe, empty where there is none. */
  trunk_prefix: string;
  /**
   * By printed number: what else may stand for it, in a page cached with somebody's lent number: E.164, or
   * `+74951230001-+74951230040`.
   */
  lent?: [printed: string, ...ranges: string[]][];
  /** Printed numbers by what the page's own scripts call them. */
  names?: Record<string, string>;
  /** An answer later than this (ms) no longer changes a printed number the visitor has in view; 800. */
  patience_ms?: number;
  /** How long a page that is only looked at waits before it asks for a number (ms); 0. */
  defer_ms?: number;
  /** Until the page says otherwise; full. */
  consent?: Consent;
  /** Global Privacy Control then means `none` until the page says otherwise. */
  gpc?: boolean;
  /** Whether links of `sms:`, WhatsApp and Viber are swapped, too; false. */
  messengers?: boolean;
  /** Where lent numbers are made known: `dataLayer`, `gtag`, `ym:12345678`. */
  publish?: string[];
  /** CSS selectors of elements that show the number, whatever they hold now. */
  selectors?: string[];
}
