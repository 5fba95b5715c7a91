// When visitors phone: learned from made-up callers whose rates are known.
import { describe, expect, it } from 'vitest';
import { BIN_COUNT, BIN_STARTS, binEnd, LATEST } from '../../src/core/delay-bins.ts';
import { DelayModel, rateOfCallingAgain } from '../../src/core/delay-model.ts';
import type { Lease } from '../../src/core/lease.ts';
import { awayStage } from '../../src/core/standing.ts';
import { Random } from '../../src/simulation/random.ts';
import { aLease } from '../support/builders.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const HEARTBEAT = 30 * SECOND;
const DAY = 24 * 60 * MINUTE;
const T0 = 1_000_000;

function gone(at: number): Lease {
  return aLease({
    session: `visit at ${at}`,
    grantedAt: at - MINUTE,
    lastActivityAt: at,
    engagedAt: at,
    engagement: 'left',
    endedAt: at,
  });
}

/** So many visitors, one a minute, each of whom phones once or not, at `ratePerMs` while away. */
function taught(visits: number, ratePerMs: number): DelayModel {
  const random = new Random(7);
  const model = new DelayModel(HEARTBEAT);
  for (let n = 0; n < visits; n++) {
    const at = T0 + n * MINUTE;
    model.ended(gone(at));
    const silence = -Math.log(1 - random.uniform()) / ratePerMs;
    if (silence < LATEST) model.count(model.cell({ stage: 'engaged, away', silence }), 1);
  }
  model.refresh(T0 + visits * MINUTE + LATEST);
  return model;
}

function rates(model: DelayModel): number[] {
  return BIN_STARTS.map((silence) => model.rate({ stage: 'engaged, away', silence }));
}

describe('DelayModel', () => {
  it('finds the rate by which its visitors phone', () => {
    // One in twenty within a week: the rate hardly falls while they do.
    const rate = 0.05 / LATEST;
    const learned = rates(taught(20_000, rate));
    for (const bin of [12, 13, 14]) expect((learned[bin] as number) / rate).toBeGreaterThan(0.7);
    for (const bin of [12, 13, 14]) expect((learned[bin] as number) / rate).toBeLessThan(1.25);
  });

  it('goes on from its state as if it had never stopped', () => {
    const model = taught(500, 0.1 / LATEST);
    const restored = new DelayModel(HEARTBEAT, structuredClone(model.state));
    expect(rates(restored)).toEqual(rates(model));
    expect(restored.state).toEqual(model.state);
  });

  it('counts nothing twice when the leases of the look-back are told again', () => {
    const model = new DelayModel(HEARTBEAT);
    const leases = [T0, T0 + MINUTE, T0 + 60 * MINUTE].map(gone);
    for (const lease of leases) model.ended(lease);
    model.refresh(T0 + 2 * 60 * MINUTE);
    const restored = new DelayModel(HEARTBEAT, structuredClone(model.state));
    for (const lease of leases) restored.ended(lease);
    restored.resume();
    restored.refresh(T0 + 2 * 60 * MINUTE);
    expect(restored.state).toEqual(model.state);
    for (const each of [model, restored]) each.refresh(T0 + 3 * DAY);
    expect(restored.state).toEqual(model.state);
  });

  it('watches a visit that came back for another lease from its last one only', () => {
    const [once, twice] = [new DelayModel(HEARTBEAT), new DelayModel(HEARTBEAT)];
    const last = gone(T0 + MINUTE);
    twice.ended({ ...last, lastActivityAt: T0 });
    for (const model of [once, twice]) model.ended(last);
    for (const model of [once, twice]) model.refresh(T0 + 8 * DAY);
    expect(twice.state.time).toEqual(once.state.time);
  });

  it('watches a page in sight through the bins of its silence', () => {
    const model = new DelayModel(HEARTBEAT);
    const lease = aLease({ grantedAt: T0, lastActivityAt: T0, engagedAt: null, engagement: 'visible' });
    model.seen(lease, T0 + 40 * SECOND);
    expect(model.state.time[0]?.slice(0, 4)).toEqual([10 * SECOND, 20 * SECOND, 10 * SECOND, 0]);
  });

  it('takes a page that missed its heartbeats for away since its last sign', () => {
    const model = new DelayModel(HEARTBEAT);
    const lease = aLease({ grantedAt: T0, lastActivityAt: T0, engagedAt: null, engagement: 'visible' });
    model.seen(lease, T0 + 80 * SECOND);
    expect(model.state.time[1]?.slice(0, 4)).toEqual([10 * SECOND, 20 * SECOND, 30 * SECOND, 20 * SECOND]);
  });

  it('expects the fewer late calls the longer the silence, and none after a week', () => {
    const model = new DelayModel(HEARTBEAT);
    for (const interest of ['idle', 'glance', 'engaged', 'intent'] as const) {
      const late = [0, SECOND, MINUTE, 10 * MINUTE, DAY, LATEST - 1].map((at) =>
        model.lateCalls(interest, at),
      );
      expect(late).toEqual([...late].sort((a, b) => b - a));
      expect(model.lateCalls(interest, LATEST)).toBe(0);
      expect(model.rate({ stage: awayStage(interest), silence: LATEST })).toBe(0);
    }
    const total = BIN_STARTS.reduce(
      (sum, start, bin) => sum + (binEnd(bin) - start) * model.rate({ stage: 'idle, away', silence: start }),
      0,
    );
    expect(model.lateCalls('idle', 0)).toBeCloseTo(total, 12);
    expect(BIN_STARTS).toHaveLength(BIN_COUNT);
  });

  it('expects a caller to call again, ever less', () => {
    const ago = [-1, 0, MINUTE, DAY, 9 * DAY].map(rateOfCallingAgain);
    expect(ago[0]).toBe(ago[1]);
    expect(ago.slice(1)).toEqual(ago.slice(1).sort((a, b) => b - a));
  });
});
