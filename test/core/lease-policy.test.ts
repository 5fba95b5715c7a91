// Pressure in figures: what is left of the times of a short pool.
import { describe, expect, it } from 'vitest';
import { expiryAfter, pressureFactor, ttlUnderPressure } from '../../src/core/lease-policy.ts';
import { MINUTE, POLICY, SECOND } from '../support/lease-policy.ts';

describe('pressureFactor', () => {
  const policy = { ...POLICY, pressure: { threshold: 0.5, shrink: 0.2 } };

  it.each([
    [0, 1],
    [0.5, 1],
    [0.501, 0.8],
    [0.625, 0.8],
    [0.626, 0.6],
    [0.75, 0.6],
    [0.751, 0.4],
    [0.876, 0.2],
    [1, 0.2],
    [1.5, 0.2],
  ])('with %d of the DIDs taken leaves %d', (taken, factor) => {
    expect(pressureFactor(policy, taken)).toBeCloseTo(factor, 12);
  });

  it('never sets in with a threshold of 1', () => {
    expect(pressureFactor(POLICY, 1)).toBe(1);
  });
});

describe('ttlUnderPressure', () => {
  it.each([
    ['left', 1, 60 * SECOND],
    ['left', 0.1, 6 * SECOND],
    ['left', 0, 0],
    ['hidden', 0.5, 60 * SECOND],
    ['visible', 0.5, 90 * SECOND],
    ['visible', 0.25, 45 * SECOND],
    ['visible', 0.1, 45 * SECOND],
    ['hidden', 1 / 3, 40 * SECOND],
    ['visible', 0.333_333, 60_000],
  ] as const)('leaves %s with a factor of %d %d ms', (engagement, factor, left) => {
    expect(ttlUnderPressure(POLICY, engagement, factor)).toBe(left);
  });

  it('lengthens nothing to reach the floor', () => {
    const brief = { ...POLICY, ttl: { ...POLICY.ttl, visible: 20 * SECOND } };
    expect(ttlUnderPressure(brief, 'visible', 0.1)).toBe(20 * SECOND);
  });
});

it('a lease ends after its TTL, at its maximum at the latest', () => {
  const end = (at: number) => expiryAfter(POLICY, 'intent', at, 0);
  expect([0, 45 * MINUTE, 45 * MINUTE + 1].map(end)).toEqual([15 * MINUTE, 60 * MINUTE, 60 * MINUTE]);
});
