// What call tracking does when the disk, the link or an operator is out of step with the call.
import { describe, expect, it } from 'vitest';
import { aTouchpoint, e164 } from '../support/builders.ts';
import { snapshotAfter } from '../support/call-events.ts';
import { MINUTE } from '../support/lease-policy.ts';
import { OUR_DID } from '../support/played-calls.ts';
import { TrackedCalls } from '../support/tracked-calls.ts';

const HOUR = 60 * MINUTE;

describe('a disk that fails for a moment', () => {
  it('does not bring an earlier state of the call back over a later one', async () => {
    const tracked = new TrackedCalls();
    tracked.calls.failure = new Error('disk full');
    const caller = tracked.box.trunk();
    await tracked.play();
    tracked.calls.failure = null;
    tracked.box.answered(caller);
    tracked.box.hangup(caller);
    await tracked.play();
    tracked.clock.advance(10_000);
    await tracked.play();
    expect([...tracked.calls.records.values()]).toMatchObject([
      { call: { state: 'ended', outcome: 'answered' } },
    ]);
    expect(tracked.logged).toEqual(['CALL_NOT_WRITTEN']);
  });

  it('is tried again until the call is on it', async () => {
    const tracked = new TrackedCalls();
    tracked.calls.failure = new Error('disk full');
    const caller = tracked.box.trunk();
    tracked.box.hangup(caller);
    await tracked.play();
    tracked.clock.advance(60_000);
    expect(tracked.calls.records.size).toBe(0);
    tracked.calls.failure = null;
    tracked.clock.advance(5_000);
    await tracked.play();
    expect([...tracked.calls.records.values()]).toMatchObject([{ call: { state: 'ended' } }]);
  });
});

describe('an annotation', () => {
  it('made from a disk that lags behind leaves no call ringing on the board', async () => {
    const tracked = new TrackedCalls();
    const caller = tracked.box.trunk();
    await tracked.play();
    const [id = ''] = tracked.calls.records.keys();
    tracked.calls.failure = new Error('busy');
    tracked.box.hangup(caller);
    await tracked.play();
    const stale = tracked.calls.annotate(id, { note: 'spam' });
    if (stale) tracked.tracking.annotated(stale);
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { call: { id, state: 'ended' }, annotations: { note: 'spam' } },
    ]);
  });
});

describe('a box that does not come back', () => {
  it('holds its DIDs for two hours, no longer; a call found alive later goes on', async () => {
    const tracked = new TrackedCalls();
    tracked.box.trunk();
    await tracked.play();
    tracked.listener.linkDown('power cut');
    tracked.clock.advance(2 * HOUR - MINUTE);
    expect(tracked.held).toBe(1);
    tracked.clock.advance(2 * MINUTE);
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { call: { state: 'ended', outcome: 'unknown', end: 'lost' } },
    ]);
    expect(tracked.logged).toContain('CALLS_GIVEN_UP');
    tracked.clock.advance(HOUR);
    expect(tracked.held).toBe(0);
    tracked.listener.linkUp(snapshotAfter(tracked.box.events));
    expect(tracked.feed.snapshot().calls).toMatchObject([{ call: { state: 'ringing' } }]);
    expect(tracked.held).toBe(1);
  });

  it('that never answered since our restart is given up as well', () => {
    const tracked = new TrackedCalls();
    tracked.listener.linkDown('first');
    tracked.clock.advance(HOUR);
    tracked.listener.linkDown('second');
    tracked.box.trunk();
    for (const event of tracked.box.events) tracked.listener.event(event);
    tracked.clock.advance(HOUR + MINUTE);
    expect(tracked.feed.snapshot().calls).toMatchObject([{ call: { end: 'lost' } }]);
  });

  it('leaves no timer after stop()', async () => {
    const tracked = new TrackedCalls();
    await tracked.tracking.stop();
    expect(tracked.clock.pending).toBe(0);
  });
});

describe('simultaneous calls to one DID', () => {
  const FIRST = '+79161110001';
  const SECOND = '+79161110002';

  /** One visitor holds the DID; two callers ring it within a second. */
  async function twoCalls() {
    const tracked = new TrackedCalls();
    const visit = tracked.visit();
    const { did } = tracked.lend(visit);
    tracked.wait(MINUTE);
    const first = tracked.box.trunk({ exten: did, callerNumber: FIRST });
    const second = tracked.box.trunk({ exten: did, callerNumber: SECOND });
    await tracked.play();
    return { tracked, visit, did, first, second };
  }

  it('are two calls with an answer each, on the board and on the disk', async () => {
    const { tracked, visit, did } = await twoCalls();
    const records = [...tracked.calls.records.values()];
    expect(records.map(({ call }) => [call.did, call.caller])).toEqual([
      [did, FIRST],
      [did, SECOND],
    ]);
    expect(new Set(records.map(({ call }) => call.id)).size).toBe(2);
    for (const caller of [FIRST, SECOND]) {
      expect(tracked.shown(caller)?.attribution).toMatchObject({ method: 'lease', session: visit.id });
    }
  });

  it('hold the DID until the last of them ends, and each ends by itself', async () => {
    const { tracked, first, second } = await twoCalls();
    expect(tracked.held).toBe(1);
    tracked.box.hangup(first);
    await tracked.play();
    expect([tracked.shown(FIRST)?.call.state, tracked.shown(SECOND)?.call.state]).toEqual([
      'ended',
      'ringing',
    ]);
    tracked.wait(HOUR);
    expect(tracked.held).toBe(1);
    tracked.box.hangup(second);
    await tracked.play();
    tracked.wait(HOUR);
    expect(tracked.held).toBe(0);
  });

  it('a code read out by one caller says nothing about the other', async () => {
    const { tracked, visit } = await twoCalls();
    const other = tracked.visit();
    const id = tracked.shown(SECOND)?.call.id ?? '';
    await tracked.visitCodes.applyCode(id, other.visitCode);
    expect(tracked.shown(SECOND)?.attribution).toMatchObject({ method: 'visit-code', session: other.id });
    expect(tracked.shown(FIRST)?.attribution).toMatchObject({ method: 'lease', session: visit.id });
    expect(tracked.calls.versions(tracked.shown(FIRST)?.call.id ?? '')).toHaveLength(1);
  });

  it('a caller’s number that comes late changes the answer of its own call only', async () => {
    const tracked = new TrackedCalls();
    tracked.lend(tracked.visit());
    const silent = tracked.box.trunk({ callerNumber: null });
    tracked.box.trunk({ callerNumber: SECOND });
    await tracked.play();
    const before = tracked.shown(SECOND);
    tracked.wait(2_000);
    tracked.box.change(silent, { callerNumber: FIRST });
    await tracked.play();
    expect(tracked.shown(FIRST)?.attributedAt).toBe(tracked.clock.now());
    expect(tracked.shown(SECOND)).toEqual(before);
    expect(tracked.feed.snapshot().calls).toHaveLength(2);
  });
});

describe('the visitor’s touches', () => {
  const DAY = 24 * HOUR;

  it('are those of the visits up to the one the call came from, at its site', async () => {
    const tracked = new TrackedCalls();
    const earlier = (days: number, source: string, changes = {}) =>
      tracked.visit(
        {
          visitor: 'v',
          startedAt: tracked.clock.now() - days * DAY,
          touchpoint: aTouchpoint({ source }),
          ...changes,
        },
        false,
      );
    earlier(20, 'vk');
    earlier(9, 'radio', { site: 'blog' });
    earlier(3, 'google');
    earlier(1, '(direct)');
    tracked.lend(tracked.visit({ visitor: 'v', touchpoint: aTouchpoint({ source: '(direct)' }) }));
    tracked.box.trunk({ exten: OUR_DID });
    await tracked.play();
    expect(tracked.feed.snapshot().calls).toMatchObject([
      {
        attribution: {
          touchpoint: { source: '(direct)' },
          firstTouch: { source: 'vk' },
          lastNonDirectTouch: { source: 'google' },
        },
      },
    ]);
  });

  it('that cannot be read cost the operator nothing else', async () => {
    const tracked = new TrackedCalls();
    const visit = tracked.visit();
    tracked.lend(visit);
    tracked.journal.visitsOf = () => {
      throw new Error('disk on fire');
    };
    tracked.box.trunk({ exten: OUR_DID });
    await tracked.play();
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { attribution: { session: visit.id, firstTouch: null, lastNonDirectTouch: null } },
    ]);
    expect(tracked.logged).toEqual(['HISTORY_UNREADABLE']);
  });
});

describe('our own test calls', () => {
  const OWN = '+74951110000';

  it('are nobody’s: not shown, not kept, no DID held', async () => {
    const tracked = new TrackedCalls(new Set([e164(OWN)]));
    const test = tracked.box.trunk({ callerNumber: '84951110000' });
    await tracked.play();
    expect(tracked.held).toBe(0);
    tracked.box.hangup(test);
    tracked.box.trunk({ callerNumber: '+79161234567' });
    await tracked.play();
    expect([...tracked.calls.records.values()]).toMatchObject([{ call: { caller: '+79161234567' } }]);
    expect(tracked.feed.snapshot().calls).toHaveLength(1);
  });
});
