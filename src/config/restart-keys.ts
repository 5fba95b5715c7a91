// Which changed keys a running service cannot take on.
import { isDeepStrictEqual } from 'node:util';
import type { Config } from './config.ts';

/** Everything but numbers, sites and the times of leases. */
const FIXED: readonly (readonly [key: string, of: (config: Config) => unknown])[] = [
  ['listen', ({ listen }) => listen],
  ['public_url', ({ publicUrl }) => publicUrl],
  ['country', ({ country }) => country],
  ['trusted_proxies', ({ trustedProxies }) => trustedProxies],
  ['log', ({ log }) => log],
  ['storage', ({ storage }) => storage],
  ['geoip', ({ geoip }) => geoip],
  ['asterisk', ({ asterisk }) => asterisk],
  ['lease.per_address', ({ lease }) => lease.perAddress],
  ['attribution', ({ attribution }) => attribution],
  ['alerts', ({ alerts }) => alerts],
  ['retention', ({ retention }) => retention],
  ['users', ({ users }) => users],
];

/** @param running what the service was started with */
export function keysThatNeedRestart(running: Config, next: Config): string[] {
  return FIXED.filter(([, of]) => !isDeepStrictEqual(of(running), of(next))).map(([key]) => key);
}
