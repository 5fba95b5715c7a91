// The rules by which an owner is alerted: from what is seen to what is found.
import type { AlertFinding } from './alert.ts';
import type { Millis } from './millis.ts';
import type { MissedCaller } from './missed-callers.ts';
import type { PbxLink } from './pbx-link.ts';
import { poissonAtMost } from './poisson.ts';
import type { PoolFigures } from './pool-figures.ts';

const MINUTE: Millis = 60_000;

/** Boxes out of sight for longer than `after`: their calls are not seen meanwhile. Facts: `reason`. */
export function pbxDown(
  links: readonly (PbxLink & { readonly downSince: Millis | null })[],
  after: Millis,
  now: Millis,
): AlertFinding[] {
  return links
    .filter(({ downSince }) => downSince !== null && now - downSince >= after)
    .map(({ name, reason }) => ({
      rule: 'pbx-down',
      subject: name,
      severity: 'critical',
      facts: { reason: reason ?? '' },
    }));
}

/**
 * Pools of which the share `above` is in use, and those that turned visitors away since the last look. Facts: `utilisation_percent`,
 * `free`, `turned_away`.
 * @param before overflow counts of the last look, by pool
 */
export function poolsShort(
  pools: readonly PoolFigures[],
  above: number,
  before: ReadonlyMap<string, number>,
): AlertFinding[] {
  return pools.flatMap(({ id, size, free, utilisation, overflowed }) => {
    const turnedAway = Math.max(0, overflowed - (before.get(id) ?? overflowed));
    if (size === 0 || (utilisation < above && turnedAway === 0)) return [];
    return [
      {
        rule: 'pool-short' as const,
        subject: id,
        severity: turnedAway > 0 ? ('critical' as const) : ('warning' as const),
        facts: { utilisation_percent: Math.round(utilisation * 100), free, turned_away: turnedAway },
      },
    ];
  });
}

/** People who phoned in vain longer than `after` ago, whom nobody has talked to since. Facts: `callers`, `longest_min`. */
export function missedFor(entries: readonly MissedCaller[], after: Millis, now: Millis): AlertFinding[] {
  const waiting = entries.filter(({ state, first }) => state === 'open' && now - first >= after);
  if (waiting.length === 0) return [];
  const longest = Math.max(...waiting.map(({ first }) => now - first));
  // In steps that grow, so that the alert does not change every minute.
  const minutes = Math.floor(longest / MINUTE);
  const step = minutes < 60 ? 5 : 60;
  const facts = { callers: waiting.length, longest_min: Math.floor(minutes / step) * step };
  return [{ rule: 'missed-callers', subject: '', severity: 'warning', facts }];
}

/** Too little to be chance: so few come in one of a hundred such hours. */
const CHANCE = 0.01;

/**
 * Whether fewer came in an hour than the share `below` of the usual, and fewer than chance explains (arrivals at random: Poisson). Facts: `now`,
 * `usual`.
 * @param usual counts of the same hour of earlier weeks; an alert needs two of them at the least
 */
export function dropOf(
  rule: 'calls-drop' | 'visits-drop',
  count: number,
  usual: readonly number[],
  below: number,
): AlertFinding[] {
  if (usual.length < 2) return [];
  const mean = usual.reduce((sum, each) => sum + each, 0) / usual.length;
  if (count >= mean * below || poissonAtMost(count, mean) > CHANCE) return [];
  return [{ rule, subject: '', severity: 'warning', facts: { now: count, usual: Math.round(mean) } }];
}
