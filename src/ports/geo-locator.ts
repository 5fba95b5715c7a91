// Where a visitor's address lies.
import type { Place } from '../core/session.ts';

export interface GeoLocator {
  /** False when no database is configured: then regions play no part. */
  readonly enabled: boolean;
  /** @param address IPv4 or IPv6 text; an unknown or private one gives a place of nulls. */
  locate(address: string): Place;
}
