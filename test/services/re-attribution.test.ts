// A visit code typed in: which visit it names, what is kept, and who is told.
import { describe, expect, it } from 'vitest';
import { snapshotAfter } from '../support/call-events.ts';
import { MINUTE } from '../support/lease-policy.ts';
import { OUR_DID } from '../support/played-calls.ts';
import { LOOK_BACK, OVERFLOW_DID, RADIO_DID, TrackedCalls } from '../support/tracked-calls.ts';

const HOUR = 60 * MINUTE;

/** One visitor holds the DID, another one calls it; answers the call's id and channel. */
async function aRingingCall(tracked = new TrackedCalls(), did: string = OUR_DID) {
  const holder = tracked.visit();
  tracked.lend(holder);
  tracked.wait(MINUTE);
  const channel = tracked.box.trunk({ exten: did });
  await tracked.play();
  const id = tracked.feed.snapshot().calls[0]?.call.id ?? '';
  return { tracked, holder, id, channel };
}

const methods = (tracked: TrackedCalls, id: string) =>
  tracked.calls.versions(id).map(({ attribution }) => attribution.method);

describe('a code typed while the phone rings', () => {
  it('names the visit at once, everywhere, and stays when the call goes on and ends', async () => {
    const { tracked, holder, id, channel } = await aRingingCall();
    const caller = tracked.visit();
    const answer = await tracked.visitCodes.applyCode(id, caller.visitCode);
    expect(answer).toMatchObject({ kind: 'found', record: { attribution: { session: caller.id } } });
    const proven = { method: 'visit-code', confidence: 0.99, session: caller.id, visitor: caller.visitor };
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { call: { state: 'ringing' }, attribution: proven },
    ]);

    tracked.box.answered(channel);
    tracked.box.hangup(channel);
    await tracked.play();
    expect(tracked.feed.snapshot().calls).toMatchObject([{ call: { state: 'ended' }, attribution: proven }]);
    expect(tracked.calls.find(id)).toMatchObject({ call: { outcome: 'answered' }, attribution: proven });
    expect(tracked.calls.versions(id)).toMatchObject([
      { version: 1, attribution: { method: 'lease', session: holder.id } },
      { version: 2, at: tracked.clock.now(), attribution: proven },
    ]);
  });

  it('outlives a caller’s number that comes late, and a call given up that comes back', async () => {
    const tracked = new TrackedCalls();
    const visit = tracked.visit();
    const silent = tracked.box.trunk({ callerNumber: null });
    await tracked.play();
    const id = tracked.feed.snapshot().calls[0]?.call.id ?? '';
    await tracked.visitCodes.applyCode(id, visit.visitCode);
    tracked.box.change(silent, { callerNumber: '+79161110001' });
    await tracked.play();
    expect(tracked.shown('+79161110001')?.attribution.method).toBe('visit-code');

    tracked.listener.linkDown('power cut');
    tracked.clock.advance(3 * HOUR);
    await tracked.turn();
    expect(tracked.calls.find(id)?.call.end).toBe('lost');
    tracked.listener.linkUp(snapshotAfter(tracked.box.events));
    await tracked.turn();
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { call: { state: 'ringing' }, attribution: { method: 'visit-code', session: visit.id } },
    ]);
  });

  it('is kept in memory while the disk fails, and written afterwards', async () => {
    const { tracked, id } = await aRingingCall();
    const caller = tracked.visit();
    tracked.calls.failure = new Error('disk full');
    expect(await tracked.visitCodes.applyCode(id, caller.visitCode)).toMatchObject({ kind: 'found' });
    expect(methods(tracked, id)).toEqual(['lease']);
    tracked.calls.failure = null;
    tracked.clock.advance(5_000);
    await tracked.turn();
    expect(methods(tracked, id)).toEqual(['lease', 'visit-code']);
  });
});

describe('a code typed after the call', () => {
  it('keeps the annotations, and tells the truth to whoever learns from it', async () => {
    const { tracked, holder, id, channel } = await aRingingCall();
    const caller = tracked.visit();
    tracked.box.hangup(channel);
    await tracked.play();
    tracked.calls.annotate(id, { note: 'vip' });
    await tracked.visitCodes.applyCode(id, caller.visitCode);
    expect(tracked.feed.snapshot().calls).toMatchObject([
      { attribution: { session: caller.id }, annotations: { note: 'vip' } },
    ]);
    expect(tracked.truths).toMatchObject([
      { record: { attribution: { session: caller.id } }, previous: { method: 'lease', session: holder.id } },
    ]);
  });

  it('typed twice changes nothing; corrected it becomes one more version, beside the same guess', async () => {
    const { tracked, holder, id } = await aRingingCall();
    const [wrong, right] = [tracked.visit(), tracked.visit()];
    await tracked.visitCodes.applyCode(id, wrong.visitCode);
    await tracked.visitCodes.applyCode(id, wrong.visitCode);
    expect(methods(tracked, id)).toEqual(['lease', 'visit-code']);
    await tracked.visitCodes.applyCode(id, right.visitCode);
    expect(methods(tracked, id)).toEqual(['lease', 'visit-code', 'visit-code']);
    expect(tracked.truths.map(({ previous }) => previous.session)).toEqual([holder.id, holder.id]);
    const now = tracked.clock.now();
    expect(tracked.calls.labelled(now - HOUR, now + HOUR)).toMatchObject([
      { truth: right.id, answer: holder.id },
    ]);
  });
});

describe('which visit', () => {
  it('is looked for on the disk when it is over, back to the look-back, no further', async () => {
    const { tracked, id } = await aRingingCall();
    const now = tracked.clock.now();
    tracked.visit({ visitCode: '777', startedAt: 0, lastSeenAt: now - LOOK_BACK - 1 }, false);
    expect((await tracked.visitCodes.applyCode(id, '777')).kind).toBe('no-such-visit');
    const old = tracked.visit({ visitCode: '777', startedAt: 0, lastSeenAt: now - LOOK_BACK }, false);
    const answer = await tracked.visitCodes.applyCode(id, '777');
    expect(answer).toMatchObject({ kind: 'found', record: { attribution: { session: old.id } } });
  });

  it('of several is the one closest to the call, and the answer says that there were others', async () => {
    const { tracked, id } = await aRingingCall();
    const now = tracked.clock.now();
    const ended = (hours: number) =>
      tracked.visit({ visitCode: '777', startedAt: 0, lastSeenAt: now - hours * HOUR }, false);
    ended(30);
    const last = ended(2);
    ended(50);
    const answer = await tracked.visitCodes.applyCode(id, '777');
    const reasons = expect.arrayContaining([
      expect.stringContaining('2 other visits had it at another time'),
    ]);
    expect(answer).toMatchObject({ record: { attribution: { session: last.id, reasons } } });
  });

  it('that goes on is found without asking the disk', async () => {
    const { tracked, id, holder } = await aRingingCall();
    tracked.sessions.seen(holder.id, null, tracked.clock.now());
    tracked.journal.visitsWithCode = () => Promise.reject(new Error('asked the disk'));
    expect(await tracked.visitCodes.applyCode(id, holder.visitCode)).toMatchObject({ kind: 'found' });
  });

  it('began no later than the call ended', async () => {
    const { tracked, id, channel } = await aRingingCall();
    tracked.box.hangup(channel);
    await tracked.play();
    tracked.wait(HOUR);
    const later = tracked.visit();
    expect((await tracked.visitCodes.applyCode(id, later.visitCode)).kind).toBe('no-such-visit');
  });

  it.each<[string, string, string[] | null]>([
    ['a pool’s DID', OUR_DID, ['shop']],
    ['an overflow DID', OVERFLOW_DID, ['shop']],
    ['a channel number', RADIO_DID, null],
  ])('of a call to %s is one of the sites that show it', async (_case, did, sites) => {
    const { tracked, id } = await aRingingCall(new TrackedCalls(), did);
    const foreign = tracked.visit({ site: 'blog' });
    const answer = await tracked.visitCodes.applyCode(id, foreign.visitCode);
    if (sites === null)
      expect(answer).toMatchObject({ kind: 'found', record: { attribution: { site: 'blog' } } });
    else expect(answer).toEqual({ kind: 'no-such-visit', sites, lookBack: LOOK_BACK });
  });

  it('of a call that does not exist is none', async () => {
    expect(await new TrackedCalls().visitCodes.applyCode('nobody', '12345')).toEqual({
      kind: 'no-such-call',
    });
  });

  it('that no visit had changes nothing', async () => {
    const { tracked, id } = await aRingingCall();
    await tracked.visitCodes.applyCode(id, '99999');
    expect(methods(tracked, id)).toEqual(['lease']);
    expect(tracked.truths).toEqual([]);
  });
});
