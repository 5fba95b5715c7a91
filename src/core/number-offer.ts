// What a visit may be shown: a number of its own from these pools, a channel's number, or the printed one.
import type { E164 } from './e164.ts';
import { orderPools, type RegionalPool } from './region.ts';
import type { Place } from './session.ts';
import { isFor, type SourceRule, sameWord } from './source-rule.ts';
import type { Touchpoint } from './touchpoint.ts';

/** A pool as far as the choice of it goes. */
export interface OfferedPool extends RegionalPool {
  /** The visits it is for. */
  readonly only: SourceRule;
}

/** A DID fixed to one advertising channel. */
export interface ChannelNumber {
  readonly did: E164;
  /** What its calls are credited to. */
  readonly touchpoint: Touchpoint;
  /** Ids of the sites that may show it to visits from that channel; none means all. */
  readonly sites: readonly string[];
}

/** A visit, as far as the choice goes. */
export interface Offered {
  readonly site: string;
  readonly touchpoint: Touchpoint;
  readonly place: Place;
}

export type NumberOffer<Pool> =
  /** `ranked`: to be asked in turn, empty when none serves the visitor's region; `taking`: all that take the source. */
  | { readonly kind: 'lease'; readonly ranked: readonly Pool[]; readonly taking: readonly Pool[] }
  /** No pool is for this source, but the site shows its visits this number. */
  | { readonly kind: 'channel'; readonly did: E164 }
  /** No pool is for this source, nor is any channel number: the page keeps its own. */
  | { readonly kind: 'printed' };

/**
 * Source first, region second: a pool whose `only` does not name the visit is none of its pools. Only when that leaves
 * none do channel numbers come; a visit whose pools are exhausted, or do not serve its region, gets the overflow number.
 */
export function offerNumber<Pool extends OfferedPool>(
  visit: Offered,
  pools: readonly Pool[],
  channels: readonly ChannelNumber[],
  geoEnabled: boolean,
): NumberOffer<Pool> {
  const taking = pools.filter(({ only }) => isFor(only, visit.touchpoint));
  if (taking.length > 0) {
    const ranked = orderPools(taking, visit.place, geoEnabled).flatMap(
      (id) => taking.find((pool) => pool.id === id) ?? [],
    );
    return { kind: 'lease', ranked, taking };
  }
  const channel = closest(channels.filter((each) => shows(each, visit)));
  return channel ? { kind: 'channel', did: channel.did } : { kind: 'printed' };
}

/** Source and medium must be the visit's; campaign, term and content too where the number has them. */
function shows({ sites, touchpoint }: ChannelNumber, visit: Offered): boolean {
  const { source, medium } = visit.touchpoint;
  return (
    (sites.length === 0 || sites.includes(visit.site)) &&
    sameWord(touchpoint.source, source) &&
    sameWord(touchpoint.medium, medium) &&
    DETAILS.every((detail) => agrees(touchpoint[detail], visit.touchpoint[detail]))
  );
}

const DETAILS = ['campaign', 'term', 'content'] as const;

function agrees(wanted: string | null, value: string | null): boolean {
  return wanted === null || (value !== null && sameWord(wanted, value));
}

/** The one that says most about the visit; of equals the owner's first. */
function closest(channels: readonly ChannelNumber[]): ChannelNumber | undefined {
  const details = ({ touchpoint }: ChannelNumber) =>
    DETAILS.filter((detail) => touchpoint[detail] !== null).length;
  return channels.reduce<ChannelNumber | undefined>(
    (best, each) => (!best || details(each) > details(best) ? each : best),
    undefined,
  );
}
