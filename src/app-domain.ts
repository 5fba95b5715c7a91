// What the configuration says about numbers, sites and operators, in the words of core and ports.
import { tokenDigest } from './adapters/system/credential-check.ts';
import type { Config } from './config/config.ts';
import { DidCatalogue, type DidRole } from './core/did-catalogue.ts';
import type { E164 } from './core/e164.ts';
import { NumberPool } from './core/number-pool.ts';
import { orderPools } from './core/region.ts';
import type { OperatorDirectory } from './ports/operator-directory.ts';
import type { AssignedPool } from './services/number-assignment.ts';

/** Every DID with what it is for. */
export function catalogueOf(config: Config): DidCatalogue {
  const roles = new Map<E164, DidRole>();
  for (const { id, numbers, overflow } of config.pools) {
    for (const did of numbers) roles.set(did, { kind: 'pool', pool: id });
    if (overflow) roles.set(overflow, { kind: 'overflow', pool: id });
  }
  for (const { number, source, medium, campaign, term, content } of config.channelNumbers) {
    const touchpoint = {
      source,
      medium,
      campaign,
      term,
      content,
      clickIds: {},
      referrer: null,
      landingPage: null,
    };
    roles.set(number, { kind: 'channel', touchpoint });
  }
  return new DidCatalogue(config.country, roles);
}

/** The pools, by id, alone and with what decides who is sent to them. */
export function numberPoolsOf(config: Config): {
  assigned: ReadonlyMap<string, AssignedPool>;
  pools: ReadonlyMap<string, NumberPool>;
} {
  const assigned = new Map<string, AssignedPool>();
  for (const { id, regions, neighbours, numbers, disabled, overflow } of config.pools) {
    const pool = new NumberPool({
      id,
      regions,
      dids: numbers,
      disabled: new Set(disabled),
      policy: config.lease,
    });
    assigned.set(id, { id, regions, neighbours, overflow, pool });
  }
  return { assigned, pools: new Map([...assigned].map(([id, { pool }]) => [id, pool])) };
}

/** Which sites lend from a pool, by pool id. */
export function sitesOfPool(config: Config): ReadonlyMap<string, readonly string[]> {
  return new Map(
    config.pools.map(({ id }) => [
      id,
      config.sites.filter(({ pools }) => pools.includes(id)).map((site) => site.id),
    ]),
  );
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
  const accounts = config.users.map(({ name, role, passwordHash, token }) => ({
    name,
    role,
    passwordHash,
    tokenHash: token === null ? null : tokenDigest(token),
  }));
  return { accounts: () => accounts };
}
