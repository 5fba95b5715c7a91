// A lease's record as the signs of its page.
import { expect, it } from 'vitest';
import type { RecordedLease } from '../../src/core/recorded-traffic.ts';
import { recordedSigns } from '../../src/simulation/recorded-signs.ts';
import { e164 } from '../support/builders.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const LEASE: RecordedLease = {
  pool: 'moscow',
  did: e164('+74951230001'),
  engagement: 'left',
  lastActivityAt: 75 * SECOND,
  engagedAt: 40 * SECOND,
  intentAt: null,
  pageViews: 1,
  expiresAt: 135 * SECOND,
  endedAt: 135 * SECOND,
  freeAt: 435 * SECOND,
};

function story(changes: Partial<RecordedLease>): string[] {
  return recordedSigns({ ...LEASE, ...changes }, 0, 30 * SECOND).map(
    ({ at, sign }) => `${at / SECOND} ${sign}`,
  );
}

it('is a view, heartbeats, and what was last', () => {
  expect(story({})).toEqual(['0 view', '10 settled', '30 engaged', '40 engaged', '60 visible', '75 left']);
});

it('of a bounce is hardly anything', () => {
  expect(story({ lastActivityAt: 3 * SECOND, engagedAt: null, expiresAt: 63 * SECOND })).toEqual([
    '0 view',
    '3 left',
  ]);
  expect(story({ lastActivityAt: 0, engagedAt: null, engagement: 'visible' })).toEqual(['0 view']);
});

it('has the tap when it was', () => {
  expect(story({ intentAt: 50 * SECOND })).toContain('50 intent');
  expect(story({ intentAt: 75 * SECOND, engagement: 'intent', engagedAt: null })).toEqual([
    '0 view',
    '10 settled',
    '30 visible',
    '60 visible',
    '75 intent',
  ]);
});

it('spreads further views evenly', () => {
  expect(story({ pageViews: 3, engagedAt: null })).toEqual([
    '0 view',
    '10 settled',
    '25 view',
    '30 visible',
    '50 view',
    '60 visible',
    '75 left',
  ]);
});

it('ends with left when the number was given back before its time', () => {
  expect(story({ engagement: 'hidden', endedAt: 100 * SECOND }).slice(-2)).toEqual(['75 hidden', '100 left']);
  expect(story({ engagement: 'hidden', endedAt: 135 * SECOND }).at(-1)).toBe('75 hidden');
  // A call kept it longer than it would have lived.
  expect(story({ engagement: 'hidden', endedAt: 20 * MINUTE }).at(-1)).toBe('75 hidden');
  expect(story({ engagement: 'hidden', endedAt: null }).at(-1)).toBe('75 hidden');
});
