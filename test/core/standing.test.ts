// Where a visit stands: how interested, in sight or away, and for how long silent; and in which bin that falls.
import { describe, expect, it } from 'vitest';
import { BIN_COUNT, BIN_STARTS, binEnd, binOf, LATEST } from '../../src/core/delay-bins.ts';
import { type Interest, interestOf } from '../../src/core/interest.ts';
import type { Lease } from '../../src/core/lease.ts';
import { awayStage, STAGES, type Stage, standingOf } from '../../src/core/standing.ts';
import { aLease } from '../support/builders.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const T0 = 1_000_000;
const HEARTBEAT = 30 * SECOND;

function lease(changes: Partial<Lease>): Lease {
  const idle = { grantedAt: T0, lastActivityAt: T0, engagement: 'visible', engagedAt: null } as const;
  return aLease({ ...idle, ...changes });
}

describe('interestOf', () => {
  it.each<[string, Partial<Lease>, Interest]>([
    ['never touched', {}, 'idle'],
    ['never touched, two pages', { pageViews: 2 }, 'glance'],
    ['touched at once', { engagedAt: T0 }, 'glance'],
    ['touched just short of 15 s', { engagedAt: T0 + 14_999 }, 'glance'],
    ['still touching after 15 s', { engagedAt: T0 + 15_000 }, 'engaged'],
    ['touched, two pages', { engagedAt: T0, pageViews: 2 }, 'engaged'],
    ['clicked the number', { engagedAt: T0, intentAt: T0 }, 'intent'],
  ])('%s: %o is %s', (_, changes, interest) => {
    expect(interestOf(lease(changes))).toBe(interest);
  });
});

describe('standingOf', () => {
  const AT = T0 + 5 * MINUTE;

  it.each<[string, Partial<Lease>, Stage, number]>([
    ['in sight, never touched: since the grant', { lastActivityAt: AT - SECOND }, 'idle', 5 * MINUTE],
    [
      'in sight: since the last touch',
      { lastActivityAt: AT - SECOND, engagedAt: AT - 2 * MINUTE },
      'engaged',
      2 * MINUTE,
    ],
    ['2.5 heartbeats without a sign', { lastActivityAt: AT - 75_000 }, 'idle', 5 * MINUTE],
    ['one more millisecond: away since the last sign', { lastActivityAt: AT - 75_001 }, 'idle, away', 75_001],
    [
      'in another tab',
      { engagement: 'hidden', lastActivityAt: AT - SECOND, pageViews: 2 },
      'glance, away',
      SECOND,
    ],
    [
      'left',
      { engagement: 'left', lastActivityAt: AT - SECOND, engagedAt: T0 + MINUTE },
      'engaged, away',
      SECOND,
    ],
    ['ended', { lastActivityAt: AT - MINUTE, endedAt: AT - SECOND }, 'idle, away', MINUTE],
    ['clicked, then left: since the click', { engagement: 'left', intentAt: AT - MINUTE }, 'intent', MINUTE],
    ['a sign from the future', { lastActivityAt: AT + 9, engagedAt: AT + 9 }, 'engaged', 0],
  ])('%s', (_, changes, stage, silence) => {
    expect(standingOf(lease(changes), AT, HEARTBEAT)).toEqual({ stage, silence });
  });

  it('knows a stage away for every interest', () => {
    for (const interest of ['idle', 'glance', 'engaged', 'intent'] as const) {
      expect(STAGES).toContain(awayStage(interest));
    }
  });
});

describe('bins', () => {
  it.each([
    [0, 0],
    [9_999, 0],
    [10_000, 1],
    [MINUTE - 1, 2],
    [MINUTE, 3],
    [3 * 24 * 60 * MINUTE, 14],
    [LATEST * 2, 14],
  ])('a silence of %d ms is in bin %d', (silence, bin) => {
    expect(binOf(silence)).toBe(bin);
  });

  it('follow one another without a gap', () => {
    for (let bin = 0; bin + 1 < BIN_COUNT; bin++) expect(binEnd(bin)).toBe(BIN_STARTS[bin + 1]);
    expect(binEnd(BIN_COUNT - 1)).toBe(LATEST);
  });
});
