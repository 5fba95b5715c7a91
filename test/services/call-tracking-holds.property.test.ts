// Whatever happens to the links: once a box is seen idle, or has been out of sight for long enough, no number is held.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptedBox } from '../support/call-events.ts';
import { snapshotAfter } from '../support/call-events.ts';
import { MINUTE, POLICY } from '../support/lease-policy.ts';
import { TrackedCalls } from '../support/tracked-calls.ts';

const GIVE_UP_AFTER = 120 * MINUTE;

/** Each begins with its own trunk leg; a random prefix of it is played, with random events lost. */
const FLOWS: readonly ((box: ScriptedBox) => void)[] = [
  (box) => {
    const caller = box.trunk();
    const agent = box.answered(caller);
    box.leave(`bridge-${caller}`, agent, caller);
    box.hangup(agent);
    box.hangup(caller);
  },
  (box) => {
    const caller = box.trunk({ exten: '84951230002', callerNumber: '+79160000002' });
    const agent = box.dial(caller, 'PJSIP/agent1');
    box.endDial(agent, 'noanswer');
    box.hangup(agent, 0);
    box.hangup(caller);
  },
  (box) => {
    const caller = box.trunk({ callerNumber: null });
    const one = box.answered(caller);
    const two = box.dial(caller, 'PJSIP/agent2');
    box.answer(two);
    box.enter('b2', two, caller);
    for (const leg of [one, two, caller]) box.hangup(leg);
  },
];

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('call' as const), flow: fc.nat(FLOWS.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  // The box as it is now, or as a restarted one is: idle.
  { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), idle: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 5, 70) }),
  },
);

function steps() {
  return fc.record({
    steps: fc.array(step, { maxLength: 40 }),
    /** Which events never reach us, even while the link is up. */
    lost: fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }),
    ending: fc.constantFrom('seen idle' as const, 'gone' as const, 'hangups filtered away' as const),
  });
}

describe('held numbers', () => {
  it('are none in the end', async () => {
    await fc.assert(
      fc.asyncProperty(steps(), async ({ steps, lost, ending }) => {
        const tracked = new TrackedCalls();
        const { box, listener } = tracked;
        let up = true;
        let told = 0;
        const tell = () => {
          for (const event of box.events.slice(told)) {
            if (up && !lost[told % lost.length]) listener.event(event);
            told += 1;
          }
        };
        for (const each of steps) {
          if (each.do === 'call') FLOWS[each.flow]?.(box);
          if (each.do === 'cut' && up) listener.linkDown('cut');
          if (each.do === 'wait') tracked.wait(each.minutes * MINUTE);
          if (each.do === 'look' && up) listener.looked(snapshotAfter(box.events.slice(0, told)));
          if (each.do === 'cut') up = false;
          if (each.do === 'back' && !up) {
            up = true;
            listener.linkUp(each.idle ? snapshotAfter([]) : snapshotAfter(box.events.slice(0, told)));
          }
          tell();
        }
        tracked.clock.advanceTo(Math.max(box.now, tracked.clock.now()));
        const idle = () => snapshotAfter([], { at: tracked.clock.now() });
        if (ending === 'seen idle') listener.linkUp(idle());
        if (ending === 'gone') {
          listener.linkDown('power cut');
          tracked.clock.advance(GIVE_UP_AFTER + MINUTE);
        }
        if (ending === 'hangups filtered away') {
          listener.linkUp(snapshotAfter(box.events.slice(0, told)));
          for (let n = 0; n < 2; n += 1) listener.looked(idle());
        }
        tracked.clock.advance(POLICY.holdAfterCall + 1);
        expect(tracked.held).toBe(0);
        expect(tracked.feed.snapshot().calls.filter(({ call }) => call.state !== 'ended')).toEqual([]);
        await tracked.tracking.stop();
      }),
      { numRuns: 300 },
    );
  });
});
