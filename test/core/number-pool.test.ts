// The life of one lease as a timeline: what holds at each boundary, one millisecond before it and one after.
import { describe, expect, it } from 'vitest';
import type { E164 } from '../../src/core/e164.ts';
import type { Engagement } from '../../src/core/engagement.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import { leaseToken } from '../../src/core/lease-token.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { MINUTE, noLateCalls, POLICY } from '../support/lease-policy.ts';

const T0 = 1_000_000_000;
const DID = (n: number) => `+7495123000${n}` as E164;

function pool(size: number, policy: Partial<LeasePolicy> = {}, disabled: E164[] = []) {
  const dids = Array.from({ length: size }, (_, n) => DID(n));
  return new NumberPool({
    id: 'moscow',
    regions: [],
    dids,
    disabled: new Set(disabled),
    policy: { ...POLICY, ...policy },
    lateCalls: noLateCalls,
  });
}

let serial = 0;
function ask(
  from: NumberPool,
  visitor: string,
  now: number,
  engagement: Engagement = 'visible',
  session = visitor,
) {
  return from.acquire({ nonce: `t${++serial}`, site: 'shop', visitor, session, engagement }, now);
}

function lend(from: NumberPool, visitor: string, now: number, engagement: Engagement = 'visible') {
  const acquired = ask(from, visitor, now, engagement);
  if (acquired.kind === 'exhausted') throw new Error(`nothing left for ${visitor}`);
  return acquired.lease;
}

function phase(of: NumberPool, now: number) {
  of.reclaim(now, Number.POSITIVE_INFINITY);
  const figures = of.figures(now);
  const phases = ['free', 'leased', 'lingering', 'cooling', 'disabled'] as const;
  return phases.find((each) => figures[each] > 0);
}

describe('a lease', () => {
  it.each([
    ['engaged', 5 * MINUTE],
    ['visible', 3 * MINUTE],
    ['hidden', 2 * MINUTE],
    ['left', 1 * MINUTE],
    ['intent', 15 * MINUTE],
  ] as const)('of a visitor who is %s lives %d ms', (engagement, ttl) => {
    const one = pool(1);
    lend(one, 'ann', T0, engagement);
    expect(phase(one, T0 + ttl - 1)).toBe('leased');
    expect(phase(one, T0 + ttl)).toBe('lingering');
    expect(phase(one, T0 + ttl + 1)).toBe('lingering');
  });

  it('lingers, cools and is free again, each at its moment', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    const ended = T0 + 3 * MINUTE;
    expect(phase(one, ended + 5 * MINUTE - 1)).toBe('lingering');
    expect(phase(one, ended + 5 * MINUTE)).toBe('cooling');
    expect(phase(one, ended + 35 * MINUTE - 1)).toBe('cooling');
    expect(phase(one, ended + 35 * MINUTE)).toBe('free');
  });

  it('comes to the same state however late one looks', () => {
    const one = pool(1);
    const lease = lend(one, 'ann', T0);
    expect(phase(one, T0 + 24 * 60 * MINUTE)).toBe('free');
    expect(one.takeEnded()).toMatchObject([
      {
        token: lease.token,
        endedAt: T0 + 3 * MINUTE,
        lingerUntil: T0 + 8 * MINUTE,
        coolUntil: T0 + 38 * MINUTE,
      },
    ]);
  });

  it('is lengthened by activity, shortened by hiding, and never renewed once it ended', () => {
    const one = pool(1);
    const { token } = lend(one, 'ann', T0);
    expect(one.renew(token, 'engaged', T0 + MINUTE)?.expiresAt).toBe(T0 + 6 * MINUTE);
    expect(one.renew(token, 'hidden', T0 + 2 * MINUTE)?.expiresAt).toBe(T0 + 4 * MINUTE);
    expect(one.renew(token, 'visible', T0 + 4 * MINUTE)).toBeNull();
    expect(one.renew('never heard of', 'visible', T0)).toBeNull();
  });

  it('has a hard maximum', () => {
    const one = pool(1);
    const { token } = lend(one, 'ann', T0, 'engaged');
    for (let at = T0; at < T0 + 60 * MINUTE; at += 4 * MINUTE) {
      expect(one.renew(token, 'engaged', at)?.expiresAt).toBeLessThanOrEqual(T0 + 60 * MINUTE);
    }
    expect(one.renew(token, 'engaged', T0 + 60 * MINUTE - 1)?.expiresAt).toBe(T0 + 60 * MINUTE);
    expect(one.renew(token, 'engaged', T0 + 60 * MINUTE)).toBeNull();
  });

  it('is kept by the session that asks again, and follows the visitor into the next session', () => {
    const one = pool(2);
    const first = lend(one, 'ann', T0);
    expect(ask(one, 'ann', T0 + 1)).toMatchObject({
      kind: 'kept',
      lease: { token: first.token, did: first.did },
    });
    const second = ask(one, 'ann', T0 + 2, 'visible', 'another session');
    expect(second).toMatchObject({ kind: 'granted', lease: { did: first.did, session: 'another session' } });
    expect(one.renew(first.token, 'visible', T0 + 3)).toBeNull();
    expect(one.holders(first.did, T0 + 3)).toHaveLength(2);
  });

  it.each([
    ['lingers', 4 * MINUTE],
    ['cools', 20 * MINUTE],
  ])('is granted anew on the same DID to a visitor who comes back while it %s', (_, later) => {
    const many = pool(5);
    const first = lend(many, 'ann', T0);
    expect(lend(many, 'ann', T0 + later).did).toBe(first.did);
  });

  it('that was released lingers at once', () => {
    const one = pool(1);
    const { token } = lend(one, 'ann', T0);
    one.release(token, T0 + 10);
    expect(phase(one, T0 + 10)).toBe('lingering');
    expect(phase(one, T0 + 10 + 5 * MINUTE)).toBe('cooling');
  });

  it('that never reached the visitor leaves the DID free', () => {
    const one = pool(1);
    one.revoke(lend(one, 'ann', T0).token, T0 + 5);
    expect(phase(one, T0 + 5)).toBe('free');
    expect(one.holders(DID(0), T0 + 5)).toEqual([]);
  });

  it('goes back to the holder it was taken from, and rests as it would have', () => {
    const one = pool(1);
    one.release(lend(one, 'ann', T0).token, T0);
    one.revoke(lend(one, 'ann', T0 + 1).token, T0 + 2);
    expect(phase(one, T0 + 2)).toBe('lingering');
    expect(one.remembers('shop', 'ann', T0 + 2)).toBe(true);
    expect(ask(one, 'bob', T0 + 3).kind).toBe('exhausted');
    one.revoke(lend(one, 'bob', T0 + 6 * MINUTE).token, T0 + 6 * MINUTE);
    expect(phase(one, T0 + 6 * MINUTE)).toBe('cooling');
    expect(lend(one, 'ann', T0 + 7 * MINUTE).did).toBe(DID(0));
    one.revoke(lend(one, 'bob', T0 + 2 * 60 * MINUTE).token, T0 + 2 * 60 * MINUTE);
    expect(phase(one, T0 + 2 * 60 * MINUTE)).toBe('free');
  });
});

describe('the choice of a DID', () => {
  it('takes the longest-rested free one', () => {
    const two = pool(2, { linger: 0, cooldown: 0 });
    two.release(lend(two, 'ann', T0).token, T0 + 1);
    two.release(lend(two, 'bob', T0 + 2).token, T0 + 3);
    expect(lend(two, 'eve', T0 + 4).did).toBe(DID(0));
  });

  it('with none free takes the longest-cooled one, never a leased or lingering one', () => {
    const three = pool(3, { linger: 0 });
    const [a, b, c] = ['ann', 'bob', 'cid'].map((visitor) => lend(three, visitor, T0));
    three.release(b?.token ?? '', T0 + 1);
    three.release(a?.token ?? '', T0 + 2);
    expect(lend(three, 'dan', T0 + 3).did).toBe(b?.did);
    expect(lend(three, 'eve', T0 + 3).did).toBe(a?.did);
    expect(ask(three, 'fay', T0 + 3).kind).toBe('exhausted');
    expect(c?.did).toBeDefined();
  });

  it('never takes a DID with a live call, nor one just after its call', () => {
    const one = pool(1, { linger: 0 });
    one.release(lend(one, 'ann', T0).token, T0);
    one.callStarted(DID(0), 'call', T0 + 1);
    expect(ask(one, 'bob', T0 + 2).kind).toBe('exhausted');
    one.callEnded(DID(0), 'call', T0 + MINUTE);
    expect(ask(one, 'bob', T0 + 11 * MINUTE - 1).kind).toBe('exhausted');
    expect(ask(one, 'bob', T0 + 11 * MINUTE).kind).toBe('granted');
  });

  it('never takes a disabled DID', () => {
    const one = pool(1, {}, [DID(0)]);
    expect(phase(one, T0)).toBe('disabled');
    expect(ask(one, 'ann', T0).kind).toBe('exhausted');
    one.callStarted(DID(0), 'call', T0);
    one.callEnded(DID(0), 'call', T0 + 1);
    expect(phase(one, T0 + 31 * MINUTE)).toBe('disabled');
  });
});

describe('a live call', () => {
  it('holds the lease beyond its expiry and its maximum, and for a while after', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    one.callStarted(DID(0), 'call', T0 + MINUTE);
    expect(phase(one, T0 + 600 * MINUTE)).toBe('leased');
    one.callEnded(DID(0), 'call', T0 + 600 * MINUTE);
    expect(phase(one, T0 + 610 * MINUTE - 1)).toBe('leased');
    expect(phase(one, T0 + 610 * MINUTE)).toBe('lingering');
  });

  it('counts once however often it is told, and two calls are two', () => {
    const one = pool(1);
    lend(one, 'ann', T0);
    one.callStarted(DID(0), 'a', T0);
    one.callStarted(DID(0), 'a', T0);
    one.callStarted(DID(0), 'b', T0);
    one.callEnded(DID(0), 'a', T0 + 1);
    expect(phase(one, T0 + 100 * MINUTE)).toBe('leased');
    one.callEnded(DID(0), 'b', T0 + 100 * MINUTE);
    one.callEnded(DID(0), 'b', T0 + 200 * MINUTE);
    expect(phase(one, T0 + 110 * MINUTE)).toBe('lingering');
  });

  it('lets a free DID rest afterwards', () => {
    const one = pool(1);
    one.callStarted(DID(0), 'a', T0);
    expect(phase(one, T0)).toBe('cooling');
    one.callEnded(DID(0), 'a', T0 + MINUTE);
    expect(phase(one, T0 + 30 * MINUTE)).toBe('free');
  });
});

describe('restore', () => {
  it('brings back leases, lingering and history as they were', () => {
    const before = pool(3);
    const kept = lend(before, 'ann', T0, 'engaged');
    const left = lend(before, 'bob', T0);
    before.release(left.token, T0 + 1);
    const after = pool(3);
    for (const lease of [kept, ...before.takeEnded()]) after.restore(lease);
    expect(after.figures(T0 + 2)).toMatchObject({ leased: 1, lingering: 1, free: 1 });
    expect(lend(after, 'ann', T0 + 2)).toMatchObject({ did: kept.did, token: kept.token });
    expect(lend(after, 'bob', T0 + 2).did).toBe(left.did);
  });

  it('gives a DID with two running leases on file to the later one alone', () => {
    const one = pool(1);
    const lease = lend(one, 'ann', T0);
    const after = pool(1);
    after.restore(lease);
    const token = leaseToken('later', DID(0));
    after.restore({ ...lease, token, visitor: 'bob', session: 'bob', grantedAt: T0 + 10 });
    expect(after.renew(lease.token, 'visible', T0 + 11)).toBeNull();
    expect(after.renew(token, 'visible', T0 + 11)?.visitor).toBe('bob');
    expect(after.holders(DID(0), T0 + 11).map(({ visitor }) => visitor)).toEqual(['ann', 'bob']);
  });
});
