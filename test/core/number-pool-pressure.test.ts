// A short pool: who yields, when, and who never does.
import { describe, expect, it } from 'vitest';
import type { Engagement } from '../../src/core/engagement.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';
import { ask, DID, lend, pool, T0 } from '../support/lent-pool.ts';

const TIGHT = { pressure: { threshold: 0.5, shrink: 0.1 } };

describe('a pool with every DID taken', () => {
  // A tenth of the TTL, but a page in sight keeps its number for 1.5 heartbeats; then a tenth of the 5 min of lingering.
  it.each<[Engagement, number]>([
    ['left', 6 * SECOND + 30 * SECOND],
    ['hidden', 12 * SECOND + 30 * SECOND],
    ['visible', 45 * SECOND + 30 * SECOND],
    ['engaged', 5 * MINUTE + 30 * SECOND],
    ['intent', 15 * MINUTE + 30 * SECOND],
  ])('takes the number of who is %s after %d ms', (engagement, after) => {
    const holding = () => {
      const one = pool(1, TIGHT);
      lend(one, 'ann', T0, engagement);
      return one;
    };
    expect(ask(holding(), 'bob', T0 + after - 1).kind).toBe('exhausted');
    expect(ask(holding(), 'bob', T0 + after).kind).toBe('granted');
    expect(ask(holding(), 'bob', T0 + after + 1).kind).toBe('granted');
  });

  it('counts from the last sign, so that a heartbeat keeps the number', () => {
    const one = pool(1, TIGHT);
    const { token } = lend(one, 'ann', T0);
    for (let at = T0; at < T0 + 10 * MINUTE; at += 30 * SECOND) {
      expect(ask(one, 'bob', at).kind).toBe('exhausted');
      expect(one.renew(token, 'visible', at)).not.toBeNull();
    }
  });

  it('notes the end of a lease when it came, not when it was looked for', () => {
    const one = pool(1, TIGHT);
    lend(one, 'ann', T0, 'left');
    lend(one, 'bob', T0 + MINUTE - 1);
    expect(one.takeEnded()).toMatchObject([{ visitor: 'ann', endedAt: T0 + 6 * SECOND }]);
  });

  it('keeps a number with a call, and lets no lease end before its hold', () => {
    const one = pool(1, TIGHT);
    lend(one, 'ann', T0, 'left');
    one.callStarted(DID(0), 'call', T0 + SECOND);
    expect(ask(one, 'bob', T0 + 60 * MINUTE).kind).toBe('exhausted');
    one.callEnded(DID(0), 'call', T0 + 60 * MINUTE);
    expect(ask(one, 'bob', T0 + 70 * MINUTE - 1).kind).toBe('exhausted');
    expect(ask(one, 'bob', T0 + 70 * MINUTE + 30 * SECOND).kind).toBe('granted');
    expect(one.takeEnded()).toMatchObject([{ visitor: 'ann', endedAt: T0 + 70 * MINUTE }]);
  });
});

describe('pressure', () => {
  it('sets in step by step: the more DIDs are taken, the sooner who left yields', () => {
    // Of four, one left; the others are taken by visitors who are using the page. A fifth would be exhausted.
    const yields = (taken: number, after: number) => {
      const four = pool(4, { ...TIGHT, linger: 0, cooldown: 0 });
      lend(four, 'ann', T0, 'left');
      for (let n = 1; n < taken; n++) lend(four, `v${n}`, T0, 'engaged');
      lend(four, 'eve', T0 + after, 'engaged');
      return four.takeEnded().some(({ visitor }) => visitor === 'ann');
    };
    expect([yields(2, 59_999), yields(2, 60_000)]).toEqual([false, true]);
    // Three of four are half way from 0.5 to 1: 1 - 2/4 * 0.9 = 0.55 of 60 s.
    expect([yields(3, 32_999), yields(3, 33_000)]).toEqual([false, true]);
    expect(yields(4, 6_000)).toBe(true);
  });

  it('shortens the rest: a DID is free before its cooldown is over', () => {
    const likely = ({ interest }: { interest: string }) => (interest === 'intent' ? 2 : 1);
    const chosenAfter = (after: number) => {
      const three = pool(3, { linger: 0, pressure: { threshold: 0, shrink: 0.5 } }, [], likely);
      three.release(lend(three, 'ann', T0, 'intent').token, T0);
      three.release(lend(three, 'bob', T0 + 5 * MINUTE).token, T0 + 5 * MINUTE);
      lend(three, 'cid', T0 + 6 * MINUTE);
      three.callStarted(DID(2), 'call', T0 + 6 * MINUTE);
      return lend(three, 'eve', T0 + after).did;
    };
    // One of three taken: 0.75 of the 30 min. Until then all rest, and bob is less likely to phone than ann.
    expect(chosenAfter(22.5 * MINUTE - 1)).toBe(DID(1));
    expect(chosenAfter(22.5 * MINUTE)).toBe(DID(0));
  });

  it('leaves everything alone below its threshold', () => {
    const two = pool(2, { ...TIGHT, pressure: { threshold: 0.5, shrink: 0 } });
    lend(two, 'ann', T0, 'left');
    lend(two, 'bob', T0 + 59_999);
    expect(two.figures(T0 + 59_999)).toMatchObject({ leased: 2 });
  });
});
