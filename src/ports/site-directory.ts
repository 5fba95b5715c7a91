// The owner's websites.
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
}

export interface MoreNumber {
  readonly number: E164;
  readonly pools: readonly string[];
  /** What the page's own scripts call it. */
  readonly name: string | null;
}

/** By id. A reload puts another in its place: whoever asks at a later time asks its source again. */
export type SiteDirectory = ReadonlyMap<string, Site>;
