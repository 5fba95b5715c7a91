// The life of one lease as a timeline: what holds at each boundary, one millisecond before it and one after.
import { describe, expect, it } from 'vitest';
import { leaseToken } from '../../src/core/lease-token.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';
import { ask, DID, lend, phase, pool, T0 } from '../support/lent-pool.ts';

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

  it('is granted anew on the same DID even long after it rested, unless that was lent to somebody else', () => {
    const many = pool(3);
    const later = T0 + 9 * 60 * MINUTE;
    const first = lend(many, 'ann', T0);
    expect(many.remembers('shop', 'ann', later)).toBe(true);
    expect(many.remembers('other shop', 'ann', later)).toBe(false);
    expect(lend(many, 'ann', later).did).toBe(first.did);
    for (const visitor of ['bob', 'cid']) lend(many, visitor, later, 'intent');
    lend(many, 'eve', later + 2 * 60 * MINUTE);
    const lost = ['ann', 'bob', 'cid'].filter(
      (each) => !many.remembers('shop', each, later + 2 * 60 * MINUTE),
    );
    expect(lost).toHaveLength(1);
  });

  it('notes what the visitor did: the last touch, the last click on the number, the pages', () => {
    const one = pool(1);
    const { token } = lend(one, 'ann', T0);
    expect(one.renew(token, 'engaged', T0 + 10)).toMatchObject({ engagedAt: T0 + 10, intentAt: null });
    expect(one.renew(token, 'intent', T0 + 20)).toMatchObject({ engagedAt: T0 + 20, intentAt: T0 + 20 });
    expect(one.renew(token, 'visible', T0 + 30)).toMatchObject({
      engagement: 'visible',
      engagedAt: T0 + 20,
      intentAt: T0 + 20,
      pageViews: 1,
    });
    expect(lend(one, 'ann', T0 + 40)).toMatchObject({ token, pageViews: 2, engagedAt: T0 + 20 });
  });

  it.each([
    ['of nonsense', 'nonsense'],
    ['without anything', ''],
    ['of a DID the pool has not', leaseToken('t', DID(9))],
    ['of another lease of the same DID', leaseToken('another', DID(0))],
    ['that is a bare DID', DID(0)],
  ])('knows no token %s', (_, token) => {
    const one = pool(1);
    const { expiresAt } = lend(one, 'ann', T0);
    expect(one.renew(token, 'intent', T0 + 1)).toBeNull();
    one.release(token, T0 + 1);
    one.revoke(token, T0 + 1);
    expect(one.holders(DID(0), T0 + 1)).toMatchObject([{ visitor: 'ann', expiresAt, endedAt: null }]);
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
  /** Whoever clicked the number is likelier to phone than who only looked, however long ago. */
  const byInterest = ({ interest }: { interest: string }) => (interest === 'intent' ? 2 : 1);

  it('takes the longest-unseen free one among equals', () => {
    const two = pool(2, { linger: 0, cooldown: 0 });
    two.release(lend(two, 'ann', T0).token, T0 + 1);
    two.release(lend(two, 'bob', T0 + 2).token, T0 + 3);
    expect(lend(two, 'eve', T0 + 4).did).toBe(DID(0));
  });

  it('takes one that nobody ever held before any other', () => {
    const two = pool(2, { linger: 0, cooldown: 0 });
    two.release(lend(two, 'ann', T0).token, T0);
    expect(lend(two, 'bob', T0 + 100 * 60 * MINUTE).did).toBe(DID(1));
  });

  it('takes the free one whose likeliest caller is the least likely to phone', () => {
    const two = pool(2, { linger: 0, cooldown: 0 }, [], byInterest);
    two.release(lend(two, 'ann', T0, 'intent').token, T0);
    two.release(lend(two, 'bob', T0 + MINUTE).token, T0 + MINUTE);
    expect(lend(two, 'eve', T0 + 2 * MINUTE).did).toBe(DID(1));
  });

  it('goes by the likeliest of all who held a DID, not by the last', () => {
    const two = pool(2, { linger: 0, cooldown: 0 }, [], byInterest);
    two.release(lend(two, 'ann', T0, 'intent').token, T0);
    two.callStarted(DID(1), 'call', T0);
    two.release(lend(two, 'bob', T0 + 1).token, T0 + 1);
    two.callEnded(DID(1), 'call', T0 + 1);
    const rested = T0 + 20 * MINUTE;
    two.release(lend(two, 'cid', rested).token, rested);
    expect(lend(two, 'eve', rested + 1).did).toBe(DID(1));
  });

  it('takes a free one before a cooling one, though a late call to it is likelier', () => {
    const two = pool(2, { linger: 0 }, [], byInterest);
    two.release(lend(two, 'ann', T0, 'intent').token, T0);
    two.release(lend(two, 'bob', T0 + MINUTE).token, T0 + MINUTE);
    expect(lend(two, 'cid', T0 + 30 * MINUTE).did).toBe(DID(0));
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

describe('a hold after a call', () => {
  it('that is over lets the leases behind it end in their time', () => {
    const two = pool(2);
    two.callStarted(DID(0), 'a', T0);
    two.callEnded(DID(0), 'a', T0);
    const { did } = lend(two, 'ann', T0);
    two.callStarted(did, 'b', T0 + SECOND);
    two.callEnded(did, 'b', T0 + SECOND);
    two.reclaim(T0 + 10 * MINUTE + SECOND - 1, 10);
    expect(two.figures(T0 + 10 * MINUTE + SECOND - 1)).toMatchObject({ leased: 1, cooling: 1, held: 1 });
    two.reclaim(T0 + 10 * MINUTE + SECOND, 10);
    expect(two.figures(T0 + 10 * MINUTE + SECOND)).toMatchObject({ lingering: 1, cooling: 1, held: 0 });
  });
});

describe('restore', () => {
  it('ends a lease of version 0.1.0, whose token does not name its DID; its visitor gets the DID again', () => {
    const three = pool(3);
    const old = { ...lend(pool(3), 'ann', T0), token: 'old-token', did: DID(2) };
    three.restore(old);
    expect(three.takeEnded()).toMatchObject([
      { token: 'old-token', endedAt: T0, lingerUntil: T0 + 5 * MINUTE },
    ]);
    expect(three.renew('old-token', 'visible', T0 + 1)).toBeNull();
    expect(three.figures(T0 + 1)).toMatchObject({ lingering: 1, free: 2, leased: 0 });
    expect(lend(three, 'ann', T0 + 2).did).toBe(DID(2));
    expect(three.holders(DID(2), T0 + 3).map(({ token }) => token)).toEqual([
      'old-token',
      expect.stringMatching(/\.74951230002$/),
    ]);
  });

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
