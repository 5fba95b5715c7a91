// The owner's websites.
import type { Consent } from '../core/consent.ts';
import type { E164 } from '../core/e164.ts';

export interface Site {
  readonly id: string;
  /** Origins whose pages may ask: `https://shop.example.ru`. */
  readonly origins: readonly string[];
  /** The numbers printed on its pages. */
  readonly replace: readonly E164[];
  /** Pool ids, in the owner's order of preference. */
  readonly pools: readonly string[];
  /** Numbers printed beside those, each with pools of its own. */
  readonly moreNumbers: readonly MoreNumber[];
  readonly snippet: SnippetBehaviour;
}

/** What the swap script does on the site's pages. */
export interface SnippetBehaviour {
  /** Until the page says otherwise. */
  readonly consent: Consent;
  /** Global Privacy Control then means `none` until the page says otherwise. */
  readonly honourGpc: boolean;
  /** Whether links of `sms:`, WhatsApp and Viber are swapped, too. */
  readonly messengers: boolean;
  /** `dataLayer`, `gtag`, `ym:12345678` */
  readonly publish: readonly string[];
  /** CSS selectors of elements that show the number whatever stands there now. */
  readonly selectors: readonly string[];
}

export interface MoreNumber {
  readonly number: E164;
  readonly pools: readonly string[];
  /** What the page's own scripts call it. */
  readonly name: string | null;
}

/** By id. A reload puts another in its place: whoever asks at a later time asks its source again. */
export type SiteDirectory = ReadonlyMap<string, Site>;
