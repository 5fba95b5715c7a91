// What the configuration says about numbers, sites and operators, in the words of core, ports and services.
import { RecordingPlaces } from './adapters/recordings/recording-places.ts';
import { tokenDigest } from './adapters/system/credential-check.ts';
import type { ChannelNumberConfig, Config } from './config/config.ts';
import type { ChannelNumber } from './core/number-offer.ts';
import { orderPools } from './core/region.ts';
import type { OperatorDirectory } from './ports/operator-directory.ts';
import type { NumberPlan } from './services/live-numbering.ts';

/** All that a reload may change. */
export function numberPlanOf(config: Config): NumberPlan {
  const { country, pools, channelNumbers, sites, lease, attribution } = config;
  return {
    country,
    pools: pools.map(({ numbers, ...pool }) => ({ ...pool, dids: numbers })),
    channels: channelNumbers.map(channelOf),
    sites,
    policy: lease,
    lookBack: attribution.lookBack,
    heartbeat: lease.heartbeat,
    defer: lease.defer,
    atOncePerAddress: lease.atOnce.perAddress,
  };
}

function channelOf({ number, sites, ...channel }: ChannelNumberConfig): ChannelNumber {
  return { did: number, sites, touchpoint: { ...channel, clickIds: {}, referrer: null, landingPage: null } };
}

/** Where a visitor is: on which site, and by GeoIP. */
export interface Whereabouts {
  readonly site: string;
  readonly country: string | null;
  readonly region: string | null;
}

/** The pool a visitor is lent a number from, while it has any; null where no pool of the site wants them. */
export function homePoolOf(config: Config, geoEnabled: boolean): (visitor: Whereabouts) => string | null {
  const ofSite = new Map(
    config.sites.map(({ id, pools }) => [
      id,
      pools.flatMap((name) => config.pools.filter((pool) => pool.id === name)),
    ]),
  );
  return ({ site, country, region }) =>
    orderPools(ofSite.get(site) ?? [], { country, region, city: null }, geoEnabled)[0] ?? null;
}

/** Who may log in. Bearer tokens are kept as digests from here on. */
export function operatorsOf(config: Config): OperatorDirectory {
  const accounts = config.users.map(({ token, ...user }) => ({
    ...user,
    tokenHash: token === null ? null : tokenDigest(token),
  }));
  return { accounts: () => accounts };
}

/** The recordings that the monitor can play. */
export function recordingsOf({ asterisk, routing }: Config): RecordingPlaces {
  const boxes = asterisk.flatMap(({ name, recordings }) => (recordings ? [[name, recordings] as const] : []));
  const { timeZone } = routing.plan;
  return new RecordingPlaces({ boxes: new Map(boxes), timeZone });
}
