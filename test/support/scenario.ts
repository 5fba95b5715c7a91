// A small busy world for simulations; a test changes what it is about.
import type { LeaselineOptions } from '../../src/simulation/leaseline-policy.ts';
import type { Length } from '../../src/simulation/length.ts';
import type { Browsing, Scenario } from '../../src/simulation/scenario.ts';
import { MINUTE, POLICY, SECOND } from './lease-policy.ts';

export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function lognormal(median: number, spread = 0.5): Length {
  return { shape: 'lognormal', median, spread };
}

const READERS: Browsing = {
  pages: 2.5,
  tabs: 0.3,
  stay: lognormal(40 * SECOND),
  engaged: 0.8,
  firstTouch: lognormal(3 * SECOND),
  hides: 0.2,
  hidden: lognormal(90 * SECOND),
  keepsTab: 0.3,
};

export const SCENARIO: Scenario = {
  seeds: [1],
  days: 2,
  warmUp: 0,
  poolSizes: [8],
  reach: 0.6,
  visitsADay: 500,
  hourlyProfile: new Array(24).fill(1),
  mobile: 0.6,
  regions: {
    shares: [0.7, 0.3],
    geoip: { known: 0.9, right: 0.8 },
    numbers: { known: 0.6, right: 0.9 },
  },
  bots: { ...READERS, share: 0.2, stay: lognormal(3 * SECOND), engaged: 0 },
  bounces: { ...READERS, share: 0.4, pages: 1, stay: lognormal(7 * SECOND) },
  readers: READERS,
  heartbeat: 30 * SECOND,
  settledAfter: 10 * SECOND,
  calls: {
    probability: { bounced: 0.05, visible: 0.1, engaged: 0.3 },
    delays: [
      { shape: 'exponential', median: 30 * SECOND, spread: 1, share: 0.5, pageOpen: true },
      { shape: 'lognormal', median: 8 * MINUTE, spread: 1.2, share: 0.3, pageOpen: false },
      { shape: 'loglogistic', median: 3 * HOUR, spread: 1.1, share: 0.2, pageOpen: false },
    ],
    delayFactor: 1,
    intent: 0.7,
    length: lognormal(100 * SECOND, 1),
    again: { share: 0.2, after: lognormal(5 * HOUR, 1) },
    withheld: 0.1,
    secondNumber: 0.1,
    code: { share: 0.2, after: lognormal(30 * SECOND) },
  },
  returns: { share: 0.2, after: lognormal(6 * HOUR, 1), otherDevice: 0.2 },
  strangersEvery: 5 * DAY,
};

export const LEASELINE: LeaselineOptions = {
  lease: { ...POLICY, maximum: 4 * HOUR, pressure: { threshold: 0.8, shrink: 0.5 } },
  lookBack: 7 * DAY,
  leastConfidence: 0.25,
};
