// What the service gathers about a call: earlier calls of its caller, visits that phoned before, a disk at fault.
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../support/lease-policy.ts';
import { TrackedCalls } from '../support/tracked-calls.ts';

const HOUR = 60 * MINUTE;
const CALLER = '+79161110001';

/** A visitor phones the number he holds, and hangs up. */
async function aFirstCall() {
  const tracked = new TrackedCalls();
  const visit = tracked.visit();
  const { did } = tracked.lend(visit);
  tracked.wait(MINUTE);
  await phone(tracked, did, CALLER);
  return { tracked, visit, did };
}

async function phone(tracked: TrackedCalls, did: string, callerNumber: string | null) {
  const caller = tracked.box.trunk({ exten: did, callerNumber });
  await tracked.play();
  const shown = tracked.feed.snapshot().calls.filter(({ call }) => call.state === 'ringing');
  tracked.box.hangup(caller);
  await tracked.play();
  return shown[0];
}

describe('a call', () => {
  it('of somebody who dials his old number again is of the visit that showed it', async () => {
    const { tracked, visit, did } = await aFirstCall();
    tracked.wait(3 * HOUR);
    const second = await phone(tracked, did, CALLER);
    expect(second?.repeat).toBe(true);
    expect(second?.attribution).toMatchObject({ session: visit.id, method: 'caller-history' });
    expect(second?.attribution.reasons[0]).toMatch(/^The same caller dialled this number 3 h before/);
  });

  it('from another number is less surely of a visit that phoned already', async () => {
    const { tracked, did } = await aFirstCall();
    tracked.wait(20 * MINUTE);
    const fresh = new TrackedCalls();
    fresh.lend(fresh.visit());
    fresh.wait(21 * MINUTE);
    const [again, first] = [
      await phone(tracked, did, '+79169990009'),
      await phone(fresh, did, '+79169990009'),
    ];
    const [ofAgain, ofFirst] = [again, first].map(
      (each) => each?.attribution.candidates[0]?.probability ?? 0,
    );
    expect(ofAgain).toBeLessThan(ofFirst as number);
  });

  it('with its number withheld has no history', async () => {
    const { tracked, did } = await aFirstCall();
    expect(await phone(tracked, did, null)).toMatchObject({ repeat: false, call: { caller: null } });
  });

  it('is learned from, once', async () => {
    const { tracked } = await aFirstCall();
    const sum = tracked.model
      .of('shop')
      .state.calls.flat()
      .reduce((total, calls) => total + calls, 0);
    expect(sum).toBeGreaterThan(0.9);
    expect(sum).toBeLessThanOrEqual(1);
    expect([...tracked.models.load().keys()].sort()).toEqual(['*', 'shop']);
  });

  it('is answered from memory when the disk cannot be read', async () => {
    const tracked = new TrackedCalls();
    const visit = tracked.visit();
    const { did } = tracked.lend(visit);
    const fail = () => {
      throw new Error('disk on fire');
    };
    Object.assign(tracked.calls, { byCaller: fail, creditedTo: fail });
    tracked.wait(MINUTE);
    expect((await phone(tracked, did, CALLER))?.attribution).toMatchObject({ session: visit.id });
    expect(new Set(tracked.logged)).toEqual(new Set(['HISTORY_UNREADABLE']));
  });
});
