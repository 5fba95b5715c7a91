// When somebody is alerted, by each rule, at the boundary and one before it; and that an alert is told once.
import { describe, expect, it } from 'vitest';
import { AlertBook, type AlertFinding } from '../../src/core/alert.ts';
import { dropOf, missedFor, pbxDown, poolsShort } from '../../src/core/alert-rules.ts';
import type { MissedCaller } from '../../src/core/missed-callers.ts';
import { poissonAtMost } from '../../src/core/poisson.ts';
import type { PoolFigures } from '../../src/core/pool-figures.ts';
import { e164 } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const MINUTE = 60_000;

describe('a box out of sight', () => {
  const link = (downSince: number | null) => ({
    name: 'office',
    up: downSince === null,
    since: NOON,
    version: null,
    reason: 'connection refused',
    downSince,
  });

  it('alerts after a while', () => {
    expect(pbxDown([link(NOON)], MINUTE, NOON + MINUTE - 1)).toEqual([]);
    expect(pbxDown([link(null)], MINUTE, NOON + 5 * MINUTE)).toEqual([]);
    expect(pbxDown([link(NOON)], MINUTE, NOON + MINUTE)).toEqual([
      { rule: 'pbx-down', subject: 'office', severity: 'critical', facts: { reason: 'connection refused' } },
    ]);
  });
});

describe('a pool', () => {
  const pool = (changes: Partial<PoolFigures>): PoolFigures => ({
    id: 'moscow',
    regions: [],
    size: 10,
    free: 1,
    leased: 8,
    lingering: 1,
    cooling: 0,
    disabled: 0,
    held: 0,
    utilisation: 0.9,
    granted: 100,
    overflowed: 5,
    ...changes,
  });
  const before = new Map([['moscow', 5]]);

  it('alerts when little is left of it, more loudly when visitors were turned away', () => {
    expect(poolsShort([pool({ utilisation: 0.89 })], 0.9, before)).toEqual([]);
    expect(poolsShort([pool({})], 0.9, before)).toMatchObject([
      { severity: 'warning', facts: { utilisation_percent: 90, free: 1, turned_away: 0 } },
    ]);
    expect(poolsShort([pool({ utilisation: 0.5, overflowed: 7 })], 0.9, before)).toMatchObject([
      { severity: 'critical', facts: { turned_away: 2 } },
    ]);
  });

  it('does not alert for what was turned away before the first look, nor when it has no numbers', () => {
    expect(poolsShort([pool({ utilisation: 0.1 })], 0.9, new Map())).toEqual([]);
    expect(poolsShort([pool({ size: 0, utilisation: 1 })], 0.9, before)).toEqual([]);
  });
});

describe('callers missed', () => {
  const missed = (first: number, state: MissedCaller['state'] = 'open') =>
    ({ first, state, last: { caller: e164('+79161234567') } }) as MissedCaller;

  it('alert when they have waited too long for a call back, and how many they are', () => {
    const now = NOON + 15 * MINUTE;
    expect(missedFor([missed(NOON + 1)], 15 * MINUTE, now)).toEqual([]);
    expect(missedFor([missed(NOON, 'called-back')], 15 * MINUTE, now)).toEqual([]);
    const [finding] = missedFor([missed(NOON - 3 * MINUTE), missed(NOON), missed(now)], 15 * MINUTE, now);
    expect(finding).toMatchObject({ rule: 'missed-callers', facts: { callers: 2, longest_min: 15 } });
  });
});

describe('a drop', () => {
  it('alerts when far fewer came than usual, and chance does not explain it', () => {
    expect(dropOf('calls-drop', 3, [20, 22, 18], 0.5)).toEqual([
      { rule: 'calls-drop', subject: '', severity: 'warning', facts: { now: 3, usual: 20 } },
    ]);
  });

  it('does not alert for little, for chance, or without enough weeks to compare', () => {
    expect(dropOf('calls-drop', 10, [20, 20], 0.5)).toEqual([]);
    expect(dropOf('calls-drop', 0, [3, 5], 0.5)).toEqual([]);
    expect(dropOf('visits-drop', 0, [50], 0.5)).toEqual([]);
    expect(dropOf('visits-drop', 0, [], 0.5)).toEqual([]);
    expect(dropOf('visits-drop', 0, [50, 50], 0)).toEqual([]);
  });

  it('reckons by Poisson', () => {
    expect(poissonAtMost(0, 4)).toBeCloseTo(Math.exp(-4), 12);
    expect(poissonAtMost(2, 4)).toBeCloseTo(Math.exp(-4) * (1 + 4 + 8), 12);
    expect(poissonAtMost(1_000, 4)).toBeCloseTo(1, 12);
  });
});

describe('the book of alerts', () => {
  const finding = (facts = {}): AlertFinding => ({
    rule: 'pool-short',
    subject: 'moscow',
    severity: 'warning',
    facts,
  });

  it('tells an alert once, again when it changes, and when it is over', () => {
    const book = new AlertBook();
    const [begun] = book.observe(['pool-short'], [finding({ free: 1 })], NOON);
    expect(begun).toMatchObject({ at: NOON, until: null, facts: { free: 1 } });
    expect(book.observe(['pool-short'], [finding({ free: 1 })], NOON + 1)).toEqual([]);
    const [changed] = book.observe(['pool-short'], [finding({ free: 0 })], NOON + 2);
    expect(changed).toEqual({ ...begun, facts: { free: 0 } });
    expect(book.observe(['pool-short'], [], NOON + 3)).toEqual([{ ...changed, until: NOON + 3 }]);
    expect(book.observe(['pool-short'], [], NOON + 4)).toEqual([]);
    const [again] = book.observe(['pool-short'], [finding()], NOON + 5);
    expect(again?.id).not.toBe(begun?.id);
  });

  it('leaves the alerts of other rules alone', () => {
    const book = new AlertBook();
    book.observe(['pool-short'], [finding()], NOON);
    expect(book.observe(['pbx-down'], [], NOON + 1)).toEqual([]);
  });

  it('goes on with what held before a restart', () => {
    const alert = { ...finding(), id: 'a', at: NOON, until: null };
    const book = new AlertBook();
    book.restore(alert);
    book.restore({ ...alert, id: 'b', subject: 'spb', until: NOON });
    expect(book.observe(['pool-short'], [finding()], NOON + 1)).toEqual([]);
    expect(book.observe(['pool-short'], [], NOON + 2)).toEqual([{ ...alert, until: NOON + 2 }]);
  });
});
