// One visit of one browser to one site.
import type { Millis } from './millis.ts';
import type { Touchpoint } from './touchpoint.ts';

/** A page as the visitor's browser names it. */
export interface Page {
  readonly url: string;
  readonly title: string | null;
}

/** Other systems' names for the same browser or person. */
export interface VisitorIds {
  /** Google Analytics client id. */
  readonly ga?: string;
  /** Google Analytics session id: seconds since 1970 at its start. */
  readonly gaSession?: string;
  /** Yandex.Metrica client id. */
  readonly ym?: string;
  /** The site's own user id. */
  readonly user?: string;
}

/** Where the visitor's address lies, as far as the GeoIP database knows. */
export interface Place {
  /** ISO 3166-1 alpha-2, `RU`. */
  readonly country: string | null;
  /** ISO 3166-2, `RU-MOW`. */
  readonly region: string | null;
  readonly city: string | null;
}

declare const key: unique symbol;
/** A visitor among all sites': ids are made by pages, so one is known by site and id together. */
export type VisitorKey = string & { readonly [key]: true };

export function visitorKey(site: string, visitor: string): VisitorKey {
  return `${site} ${visitor}` as VisitorKey;
}

/** One visit. The visitor is the browser (a first-party id); the session is this visit of it. */
export interface Session {
  readonly id: string;
  readonly visitor: string;
  readonly site: string;
  readonly startedAt: Millis;
  readonly lastSeenAt: Millis;
  readonly touchpoint: Touchpoint;
  /** The page the visitor is on, or was on last. */
  readonly page: Page;
  /** How many pages this visit has opened so far. */
  readonly pageViews: number;
  readonly place: Place;
  readonly ids: VisitorIds;
  /** A short code the page may show; read out on the phone it names the visit. */
  readonly visitCode: string;
}
