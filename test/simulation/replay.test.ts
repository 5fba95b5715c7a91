// Replays: by hand, so that each step can be followed.
import { describe, expect, it } from 'vitest';
import type { RecordedCall, RecordedLease, RecordedVisit } from '../../src/core/recorded-traffic.ts';
import { LeaselinePolicy } from '../../src/simulation/leaseline-policy.ts';
import type { Page, Policy } from '../../src/simulation/policy.ts';
import { Replay } from '../../src/simulation/replay.ts';
import type { ReplayedCall } from '../../src/simulation/replay-tally.ts';
import { e164 } from '../support/builders.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';
import { DAY, LEASELINE } from '../support/scenario.ts';

/** In sight for two minutes from `at` on, then left. */
function visit(session: string, at: number, changes: Partial<RecordedLease> | null = {}): RecordedVisit {
  const lease: RecordedLease | null = changes && {
    pool: 'moscow',
    did: e164('+74951230001'),
    engagement: 'left',
    lastActivityAt: at + 2 * MINUTE,
    engagedAt: null,
    intentAt: null,
    pageViews: 1,
    expiresAt: at + 3 * MINUTE,
    endedAt: at + 3 * MINUTE,
    freeAt: at + 8 * MINUTE,
    ...changes,
  };
  return {
    kind: 'visit',
    at,
    session,
    visitor: `v-${session}`,
    site: 'shop',
    country: 'RU',
    region: null,
    lease,
  };
}

function call(at: number, session: string | null, changes: Partial<RecordedCall> = {}): RecordedCall {
  return {
    kind: 'call',
    at,
    id: `call-${at}`,
    did: e164('+74951230001'),
    caller: e164('+79161234567'),
    endedAt: at + MINUTE,
    method: session === null ? 'none' : 'lease',
    confidence: session === null ? 0 : 0.9,
    site: 'shop',
    session,
    ...changes,
  };
}

function played(poolSize: number, traffic: readonly (RecordedVisit | RecordedCall)[], policy?: Policy) {
  const others: ReplayedCall[] = [];
  const called = new Map<string, number>();
  for (const each of traffic)
    if (each.kind === 'call' && each.session !== null) called.set(each.session, each.at);
  const replay = new Replay({
    policy: policy ?? new LeaselinePolicy(LEASELINE, poolSize, 'at once'),
    poolSize,
    heartbeat: 30 * SECOND,
    calledSessions: called,
    onOther: (other) => others.push(other),
  });
  for (const each of traffic) {
    if (each.kind === 'visit') replay.visit(each);
    else replay.call(each);
  }
  replay.end();
  return { tally: replay.tally, others };
}

describe('visits', () => {
  it('find the pool empty in a smaller one', () => {
    const traffic = [visit('a', 0), visit('b', SECOND), visit('c', 2 * SECOND)];
    expect(played(3, traffic).tally).toMatchObject({ visits: 3, overflowed: 0, overflowedThen: 0 });
    expect(played(2, traffic).tally).toMatchObject({ visits: 3, overflowed: 1 });
    expect(played(1, traffic).tally).toMatchObject({ visits: 3, overflowed: 2 });
  });

  it('that were shown the overflow number behave as the latest that was not', () => {
    const signs: string[] = [];
    const watching: Policy = {
      sign: (page: Page, sign, now) => void signs.push(`${page.visit} ${now / SECOND} ${sign}`),
      call: () => ({ visit: null, confidence: null }),
      callEnded: () => {},
    };
    const traffic = [visit('a', 0, { lastActivityAt: 45 * SECOND }), visit('b', 600 * SECOND, null)];
    const { tally } = played(1, traffic, watching);
    expect(signs).toEqual([
      '1 0 view',
      '1 10 settled',
      '1 30 visible',
      '1 45 left',
      '2 600 view',
      '2 610 settled',
      '2 630 visible',
      '2 645 left',
    ]);
    expect(tally).toMatchObject({ visits: 2, overflowedThen: 1 });
  });

  it('that ask again once their lease was gone are one visit', () => {
    const { tally } = played(1, [visit('a', 0), visit('a', 20 * MINUTE)]);
    expect(tally.visits).toBe(1);
  });

  it('count most in the busiest hours', () => {
    const quiet = Array.from({ length: 39 }, (_, hour) => visit(`q${hour}`, hour * 60 * MINUTE));
    const rush = Array.from({ length: 4 }, (_, n) => visit(`r${n}`, 40 * 60 * MINUTE + n * SECOND));
    const { tally } = played(2, [...quiet, ...rush]);
    // 41 hours: three are the busiest, with 4 + 1 + 1 visits.
    expect(tally.busyOverflow).toEqual({ recorded: 0, replayed: 2 / 6 });
    expect(tally.overflowed / tally.visits).toBeCloseTo(2 / 43, 10);
  });
});

describe('a call', () => {
  it('dials what its visit’s page shows, and is compared', () => {
    const { tally, others } = played(2, [visit('a', 0), visit('b', SECOND), call(MINUTE, 'b')]);
    expect(tally.calls).toMatchObject({ agrees: 1 });
    expect(tally.confidence.recorded).toBe(0.9);
    expect(tally.confidence.replayed).toBeGreaterThan(0.9);
    expect(others).toEqual([]);
  });

  it('would see the overflow number', () => {
    const { tally, others } = played(1, [visit('a', 0), visit('b', SECOND), call(MINUTE, 'b')]);
    expect(tally.calls).toMatchObject({ overflow: 1, agrees: 0 });
    expect(tally.accuracy).toEqual({ recorded: 0.9, replayed: null });
    expect(others).toMatchObject([
      { id: 'call-60000', compared: 'overflow', recorded: { session: 'b' }, replayed: { session: null } },
    ]);
  });

  it('differs when the number has moved on to somebody else', () => {
    const traffic = [visit('a', 0), visit('b', 45 * MINUTE), call(46 * MINUTE, 'a')];
    expect(played(2, traffic).tally.calls).toMatchObject({ agrees: 1 });
    expect(played(1, traffic).others).toMatchObject([
      { compared: 'differs', recorded: { session: 'a' }, replayed: { session: 'b' } },
    ]);
  });

  it('is lost when it comes too late to name anybody', () => {
    const early = visit('a', 0);
    const { tally } = played(1, [early, call(20 * DAY, 'a')]);
    expect(tally.calls).toMatchObject({ lost: 1 });
  });

  it('finds its visit again after a long time, and others’ are forgotten', () => {
    const crowd = Array.from({ length: 400 }, (_, n) => visit(`x${n}`, (n + 1) * 60 * MINUTE));
    const { tally } = played(500, [visit('a', 0), ...crowd, call(17 * DAY, 'a')]);
    expect(tally.unplayed).toBe(0);
    expect(tally.compared).toBe(1);
  });

  it('about a visit before the record is left out', () => {
    const { tally } = played(1, [call(0, 'before')]);
    expect(tally).toMatchObject({ unplayed: 1, compared: 0 });
  });

  it('to the overflow number is by the latest who was shown it', () => {
    const traffic = [visit('a', 0), visit('b', SECOND, null), call(MINUTE, null, { method: 'overflow' })];
    expect(played(2, traffic).others).toMatchObject([{ compared: 'new', replayed: { session: 'b' } }]);
    expect(played(1, traffic).tally.calls).toMatchObject({ overflow: 1 });
  });

  it('by a stranger dials the same number, and counts for no accuracy', () => {
    const { tally } = played(3, [call(0, null)]);
    expect(tally.calls).toMatchObject({ nobody: 1 });
    expect(tally.byVisitors).toBe(0);
    expect(tally.accuracy).toEqual({ recorded: null, replayed: null });
  });

  it('to a channel number is none of the pool’s', () => {
    expect(played(1, [call(0, null, { method: 'channel-number' })]).tally.compared).toBe(0);
  });

  it('labelled by a visit code tells how it really was', () => {
    const label = { method: 'visit-code', confidence: 1 } as const;
    const traffic = [
      visit('a', 0),
      visit('b', 45 * MINUTE),
      call(46 * MINUTE, 'a', label),
      call(47 * MINUTE, 'b', label),
    ];
    expect(played(2, traffic).tally.labelled).toEqual({ right: 2, wrong: 0, unattributed: 0, overflow: 0 });
    expect(played(1, traffic).tally.labelled).toMatchObject({ right: 1, wrong: 1 });
  });

  it('holds the number: a call still on keeps it from the next visitor', () => {
    const long = call(MINUTE, 'a', { endedAt: 60 * MINUTE });
    const traffic = [visit('a', 0), long, visit('b', 50 * MINUTE)];
    expect(played(1, traffic).tally.overflowed).toBe(1);
    const short = call(MINUTE, 'a', { endedAt: 2 * MINUTE });
    expect(played(1, [visit('a', 0), short, visit('b', 50 * MINUTE)]).tally.overflowed).toBe(0);
  });
});
