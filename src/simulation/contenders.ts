// Everybody in the comparison: Leaseline and the rules other services are known to use.
import { type FixedLease, FixedLeasePolicy } from './fixed-lease-policy.ts';
import { HashPolicy } from './hash-policy.ts';
import { type LeaselineOptions, LeaselinePolicy } from './leaseline-policy.ts';
import type { Contender } from './policy.ts';
import type { Sign } from './sign.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const ANY_SIGN: ReadonlySet<Sign> = new Set([
  'view',
  'touched',
  'engaged',
  'visible',
  'hidden',
  'left',
  'intent',
]);
const INTERACTION: ReadonlySet<Sign> = new Set(['view', 'touched', 'engaged', 'intent']);

/** As their makers describe them, read in their favour where they do not say (docs/simulation.md). */
const FIXED: Readonly<Record<string, FixedLease>> = {
  'visit + 2.5 min': { life: 150 * SECOND, renewedBy: ANY_SIGN, cooldown: 0 },
  '3 min idle': { life: 3 * MINUTE, renewedBy: INTERACTION, cooldown: 0 },
  '20 min': { life: 20 * MINUTE, renewedBy: ANY_SIGN, cooldown: 0 },
  '30 min': { life: 30 * MINUTE, renewedBy: ANY_SIGN, cooldown: 0 },
  '20 min + 7 d rest': { life: 20 * MINUTE, renewedBy: ANY_SIGN, cooldown: 7 * DAY },
};
const ANSWERING = ['strict', 'late'] as const;

export function contenders(leaseline: LeaselineOptions): Contender[] {
  return [
    { name: 'leaseline', build: (size) => new LeaselinePolicy(leaseline, size, 'deferred') },
    { name: 'leaseline, at once', build: (size) => new LeaselinePolicy(leaseline, size, 'at once') },
    ...Object.entries(FIXED).flatMap(([name, lease]) =>
      ANSWERING.map((answering) => ({
        name: `${name}, ${answering}`,
        build: (size: number) => new FixedLeasePolicy(lease, answering, size),
      })),
    ),
    ...ANSWERING.map((answering) => ({
      name: `hash, ${answering}`,
      build: (size: number) => new HashPolicy(answering, size),
    })),
  ];
}
