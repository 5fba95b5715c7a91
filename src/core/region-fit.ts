// What it says for or against a visit that the caller's number is, or is not, of the visitor's region.
import type { RegionAgreement } from './caller-region.ts';

/**
 * How much likelier the agreement is when the call did come from the visit than when it came from another. Landlines are
 * where people live; GeoIP finds the region of some 85 % of addresses (MaxMind's published accuracy for cities within
 * 50 km, Russia), and most visitors of a local business are from one region anyway. So: a weak hint for, a stronger one against.
 */
const FIT: Readonly<Record<RegionAgreement, number>> = {
  'same-region': 1.3,
  'same-country': 1,
  unknown: 1,
  'other-region': 0.4,
  'other-country': 0.3,
};

export function regionFit(agreement: RegionAgreement): number {
  return FIT[agreement];
}
