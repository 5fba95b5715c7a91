// The owner changes a pool while visitors hold its numbers.
import { describe, expect, it } from 'vitest';
import type { E164 } from '../../src/core/e164.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import type { NumberPool } from '../../src/core/number-pool.ts';
import { MINUTE, POLICY } from '../support/lease-policy.ts';
import { ask, DID, lend, phase, pool, T0 } from '../support/lent-pool.ts';

function set(
  of: NumberPool,
  dids: readonly E164[],
  now: number,
  { disabled = [], policy = POLICY }: { disabled?: E164[]; policy?: LeasePolicy } = {},
) {
  of.reconfigure({ dids, disabled: new Set(disabled), regions: ['RU-MOW'], policy }, now);
}

describe('a DID that is added', () => {
  it('is lent at once, and counted', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    expect(ask(one, 'bob', T0 + 1).kind).toBe('exhausted');
    set(one, [DID(0), DID(1)], T0 + 2);
    expect(lend(one, 'bob', T0 + 3).did).toBe(DID(1));
    expect(one.figures(T0 + 3)).toMatchObject({ size: 2, leased: 2, regions: ['RU-MOW'] });
  });
});

describe('a DID that is removed', () => {
  it('while it rests is gone at once', () => {
    const two = pool(2);
    set(two, [DID(0)], T0);
    expect(two.figures(T0)).toMatchObject({ size: 1, free: 1, disabled: 0 });
    lend(two, 'ann', T0);
    expect(ask(two, 'bob', T0).kind).toBe('exhausted');
  });

  it('while it is lent stays its visitor’s, lingers and cools, and is lent to nobody new', () => {
    const one = pool(1);
    const { token } = lend(one, 'ann', T0);
    set(one, [], T0 + MINUTE);
    expect(one.renew(token, 'visible', T0 + 2 * MINUTE)?.expiresAt).toBe(T0 + 5 * MINUTE);
    expect(lend(one, 'ann', T0 + 3 * MINUTE)).toMatchObject({ token, expiresAt: T0 + 6 * MINUTE });
    const ended = T0 + 6 * MINUTE;
    for (const [at, expected, size] of [
      [ended - 1, 'leased', 1],
      [ended, 'lingering', 1],
      [ended + 5 * MINUTE, 'cooling', 1],
      [ended + 35 * MINUTE - 1, 'cooling', 1],
      [ended + 35 * MINUTE, undefined, 0],
    ] as const) {
      expect([phase(one, at), one.figures(at).size]).toEqual([expected, size]);
      expect(ask(one, 'bob', at).kind).toBe('exhausted');
    }
    expect(one.figures(ended + 36 * MINUTE)).toMatchObject({ size: 0, free: 0, disabled: 0, utilisation: 1 });
  });

  it('waits no longer for the visitor who left it', () => {
    const two = pool(2);
    const { token, did } = lend(two, 'ann', T0);
    two.release(token, T0 + 1);
    set(two, [DID(1)], T0 + 2);
    expect(two.remembers('shop', 'ann', T0 + 3)).toBe(false);
    expect(did).toBe(DID(0));
    expect(lend(two, 'ann', T0 + 3).did).toBe(DID(1));
  });

  it('still tells who held it, for calls that come to it later', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    set(one, [], T0 + 1);
    expect(one.holders(DID(0), T0 + 5 * 60 * MINUTE)).toMatchObject([
      { visitor: 'ann', endedAt: T0 + 3 * MINUTE },
    ]);
  });

  it('and rings is counted as long as the call and its rest last', () => {
    const two = pool(2);
    set(two, [DID(1)], T0);
    two.callStarted(DID(0), 'call', T0);
    expect(two.figures(T0)).toMatchObject({ size: 2, cooling: 1, held: 1 });
    expect(lend(two, 'ann', T0).did).toBe(DID(1));
    expect(ask(two, 'bob', T0).kind).toBe('exhausted');
    two.callEnded(DID(0), 'call', T0 + 50 * MINUTE);
    two.reclaim(T0 + 60 * MINUTE, 10);
    expect(two.figures(T0 + 60 * MINUTE)).toMatchObject({ size: 1, held: 0 });
  });

  it.each([
    ['at rest', 60 * MINUTE],
    ['while it cools', 20 * MINUTE],
    ['while it is lent', MINUTE],
  ])('and added again %s is as before', (_, after) => {
    const one = pool(1);
    lend(one, 'ann', T0);
    set(one, [], T0);
    const before = phase(one, T0 + after) ?? 'free';
    set(one, [DID(0)], T0 + after);
    expect(one.figures(T0 + after)).toMatchObject({ size: 1, [before]: 1 });
    expect(lend(one, 'ann', T0 + after).did).toBe(DID(0));
    expect(one.figures(T0 + after)).toMatchObject({ size: 1, leased: 1, free: 0, disabled: 0 });
  });
});

describe('a DID that is disabled', () => {
  it('is lent to nobody, but counted; and lent again when it is enabled', () => {
    const one = pool(1);
    set(one, [DID(0)], T0, { disabled: [DID(0)] });
    expect(one.figures(T0)).toMatchObject({ size: 1, disabled: 1, free: 0 });
    expect(ask(one, 'ann', T0).kind).toBe('exhausted');
    set(one, [DID(0)], T0 + 1);
    expect(one.figures(T0 + 1)).toMatchObject({ size: 1, disabled: 0, free: 1 });
    expect(ask(one, 'ann', T0 + 1).kind).toBe('granted');
  });

  it('while it is lent runs out and stays disabled', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    set(one, [DID(0)], T0, { disabled: [DID(0)] });
    expect(phase(one, T0 + 3 * MINUTE - 1)).toBe('leased');
    expect(phase(one, T0 + 38 * MINUTE)).toBe('disabled');
    expect(one.figures(T0 + 38 * MINUTE).size).toBe(1);
  });
});

describe('another policy', () => {
  it('counts from each visitor’s next sign', () => {
    const one = pool(1);
    const { token, expiresAt } = lend(one, 'ann', T0);
    set(one, [DID(0)], T0 + 1, { policy: { ...POLICY, ttl: { ...POLICY.ttl, visible: MINUTE }, linger: 0 } });
    expect(one.holders(DID(0), T0 + 2)[0]?.expiresAt).toBe(expiresAt);
    expect(one.renew(token, 'visible', T0 + 3)?.expiresAt).toBe(T0 + 3 + MINUTE);
    expect(phase(one, T0 + 3 + MINUTE)).toBe('cooling');
  });
});
