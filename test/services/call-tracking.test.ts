// What call tracking does when the disk, the link or an operator is out of step with the call.
import { describe, expect, it } from 'vitest';
import { PRIOR } from '../../src/core/delay-model.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import type { TelephonyListener } from '../../src/ports/telephony.ts';
import { CallTracking } from '../../src/services/call-tracking.ts';
import { LiveCalls } from '../../src/services/live-calls.ts';
import { aNumbering } from '../support/a-plan.ts';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { FakeCallRepository } from '../support/fake-call-repository.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeLeaseJournal } from '../support/fake-lease-journal.ts';
import { MINUTE, POLICY } from '../support/lease-policy.ts';
import { aCallBook, aCatalogue, OTHER_DID, OUR_DID } from '../support/played-calls.ts';

const HOUR = 60 * MINUTE;

class Tracked {
  readonly clock = new FakeClock();
  readonly calls = new FakeCallRepository();
  readonly feed = new LiveCalls();
  readonly logged: string[] = [];
  readonly box = new ScriptedBox();
  readonly pool = new NumberPool({ id: 'moscow', regions: [], dids: [OUR_DID, OTHER_DID], policy: POLICY });
  readonly tracking: CallTracking;
  listener!: TelephonyListener;
  #told = 0;

  constructor() {
    const telephony = {
      pbx: 'office',
      start: (listener: TelephonyListener) => {
        this.listener = listener;
      },
      stop: async () => {},
    };
    const log = ({ id }: { id: string }) => void this.logged.push(id);
    this.tracking = new CallTracking({
      boxes: [{ telephony, book: aCallBook() }],
      numbering: aNumbering(this.pool, aCatalogue()),
      sessions: new SessionBook(),
      journal: new FakeLeaseJournal(),
      calls: this.calls,
      model: PRIOR,
      lookBack: 7 * 24 * HOUR,
      feed: this.feed,
      clock: this.clock,
      log: { info: log, warn: log, error: log },
      metrics: { ended() {}, ignored() {}, linked() {}, unsaved() {} },
    });
    this.tracking.start();
    this.listener.linkUp(snapshotAfter([]));
  }

  /** Tells what the box has done since, and lets what was written be answered. */
  async play(): Promise<void> {
    for (const event of this.box.events.slice(this.#told)) this.listener.event(event);
    this.#told = this.box.events.length;
    await new Promise((resolve) => setImmediate(resolve));
  }

  get held(): number {
    return this.pool.figures(this.clock.now()).held;
  }
}

describe('a disk that fails for a moment', () => {
  it('does not bring an earlier state of the call back over a later one', async () => {
    const tracked = new Tracked();
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
    const tracked = new Tracked();
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
    const tracked = new Tracked();
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
    const tracked = new Tracked();
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
    const tracked = new Tracked();
    tracked.listener.linkDown('first');
    tracked.clock.advance(HOUR);
    tracked.listener.linkDown('second');
    tracked.box.trunk();
    for (const event of tracked.box.events) tracked.listener.event(event);
    tracked.clock.advance(HOUR + MINUTE);
    expect(tracked.feed.snapshot().calls).toMatchObject([{ call: { end: 'lost' } }]);
  });

  it('leaves no timer after stop()', async () => {
    const tracked = new Tracked();
    await tracked.tracking.stop();
    expect(tracked.clock.pending).toBe(0);
  });
});
