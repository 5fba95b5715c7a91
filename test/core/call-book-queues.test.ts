// Calls that reach somebody by a queue, Local channels or an IVR.
import { describe, expect, it } from 'vitest';
import { ScriptedBox } from '../support/call-events.ts';
import { NOON } from '../support/fake-clock.ts';
import { aCallBook, inWords, play, STARTED, told } from '../support/played-calls.ts';

describe('a queue', () => {
  it('names the member, not the endpoint', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.change(caller, { state: 'up' });
        const agent = box.dial(caller, 'PJSIP/agent1');
        box.answer(agent);
        box.agentConnected(caller, agent, 'Ivan Petrov');
        box.enter('b', agent, caller);
        box.leave('b', caller, agent);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by Ivan Petrov', 'ended answered caller-hung-up']);
  });

  it('names the member once when a Local channel stands in front of the phone', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const [one, two] = box.dialLocal(caller, '101', 'from-queue');
    const phone = box.dial(two, 'PJSIP/101');
    box.answer(phone);
    box.enter('inner', phone, two);
    box.answer(one);
    box.agentConnected(caller, one, 'Ivan Petrov');
    box.enter('outer', one, caller);
    const changes = play(aCallBook(), box.events);
    expect(changes.map(inWords)).toEqual([STARTED, 'answered by PJSIP/101', 'changed']);
    expect(changes.at(-1)?.call.agents).toEqual(['Ivan Petrov']);
  });

  it('given up between two tries, when no phone rings', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.change(caller, { state: 'up' });
        const agent = box.dial(caller, 'PJSIP/agent1');
        box.endDial(agent, 'noanswer');
        box.hangup(agent);
        box.abandonQueue(caller);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed caller-gave-up']);
  });

  it('whose time is up goes on in the dialplan: nobody gave up', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.change(caller, { state: 'up' });
        const agent = box.dial(caller, 'PJSIP/agent1');
        box.endDial(agent, 'noanswer');
        box.hangup(agent);
        box.abandonQueue(caller);
        box.exten(caller, 'from-trunk', '+74951230001');
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed no-answer']);
  });

  it('given up while it tries, round after round', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        for (let round = 0; round < 50; round++) {
          const agent = box.dial(caller, 'PJSIP/agent1');
          box.endDial(agent, 'noanswer');
          // A queue takes back what has rung out.
          box.endDial(agent, 'cancel');
          box.hangup(agent);
        }
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed no-answer']);
  });
});

describe('Local channels and IVRs', () => {
  it('finds the phone at the end of a chain', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const [one, two] = box.dialLocal(caller, '100', 'group');
        const [three, four] = box.dialLocal(two, '101', 'phones');
        const phone = box.dial(four, 'PJSIP/101');
        box.answer(phone);
        box.enter('b1', phone, four);
        box.answer(three);
        box.enter('b2', three, two);
        box.answer(one);
        box.enter('b3', one, caller);
        box.leave('b1', phone, four);
        box.hangup(phone);
        box.leave('b2', three, two);
        box.leave('b3', one, caller);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/101', 'ended answered agent-hung-up']);
  });

  it('keeps the conversation when Asterisk takes the Local channel out of it', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const [one, two] = box.dialLocal(caller, '100', 'group');
        const phone = box.dial(two, 'PJSIP/101');
        box.answer(phone);
        box.enter('b1', phone, two);
        box.answer(one);
        box.enter('b2', one, caller);
        box.enter('b2', phone);
        box.leave('b1', phone);
        box.leave('b2', one);
        box.hangup(one);
        box.leave('b1', two);
        box.hangup(two);
        box.leave('b2', caller, phone);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/101', 'ended answered caller-hung-up']);
  });

  it.each([
    { status: 'busy', ends: 'busy busy' },
    { status: 'congestion', ends: 'failed failed' },
    // The routing question (dialplan/) is a Local channel that ends so.
    { status: 'noanswer', ends: 'missed caller-gave-up' },
  ] as const)('nothing but a Local channel was rung: $status', ({ status, ends }) => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const [one, two] = box.dialLocal(caller, '100', 'group');
        box.hangup(two);
        box.endDial(one, status);
        box.hangup(one);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, `ended ${ends}`]);
  });

  it('an IVR that answers is nobody', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.change(caller, { state: 'up' });
        box.exten(caller, 'ivr', 's');
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed caller-gave-up']);
  });

  it('an IVR, then an agent', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.change(caller, { state: 'up' });
    box.wait(20_000);
    box.exten(caller, 'ivr', '1');
    box.answered(caller);
    const changes = play(aCallBook(), box.events);
    expect(changes.map(inWords)).toEqual([STARTED, 'answered by PJSIP/agent1']);
    expect(changes[1]?.call.answeredAt).toBeGreaterThan(NOON + 20_000);
  });
});
