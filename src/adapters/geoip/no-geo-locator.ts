// The locator of an owner who configured no GeoIP database.
import type { Place } from '../../core/session.ts';
import type { GeoLocator } from '../../ports/geo-locator.ts';

export class NoGeoLocator implements GeoLocator {
  readonly enabled = false;

  locate(): Place {
    return { country: null, region: null, city: null };
  }
}
