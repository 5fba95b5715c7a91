// How plain calls go, each told as it happens on the box, from the first ring to who hung up.
import { describe, expect, it } from 'vitest';
import { ScriptedBox } from '../support/call-events.ts';
import { NOON } from '../support/fake-clock.ts';
import { aCallBook, inWords, play, STARTED, told } from '../support/played-calls.ts';

describe('a call to one agent', () => {
  it('answered, the caller hangs up', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const agent = box.answered(caller);
        box.leave(`bridge-${caller}`, caller, agent);
        box.hangup(caller);
        box.hangup(agent);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/agent1', 'ended answered caller-hung-up']);
  });

  it('answered, the agent hangs up', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const agent = box.answered(caller);
        box.leave(`bridge-${caller}`, agent);
        box.hangup(agent);
        box.leave(`bridge-${caller}`, caller);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/agent1', 'ended answered agent-hung-up']);
  });

  it('is the whole call in the end', () => {
    const box = new ScriptedBox();
    const caller = box.trunk({ callerName: 'Ivan' });
    const agent = box.dial(caller, 'PJSIP/agent1');
    box.wait(5_000);
    box.answer(agent);
    box.enter('b', agent, caller);
    const answeredAt = box.events.at(-2)?.at;
    box.wait(60_000);
    box.leave('b', caller, agent);
    box.hangup(caller);
    expect(play(aCallBook(), box.events).at(-1)?.call).toEqual({
      id: `office-${caller}`,
      pbx: 'office',
      linkedid: caller,
      did: '+74951230001',
      didRaw: '+74951230001',
      caller: '+79161234567',
      callerRaw: '+79161234567',
      callerName: 'Ivan',
      state: 'ended',
      outcome: 'answered',
      end: 'caller-hung-up',
      startedAt: NOON,
      answeredAt,
      endedAt: box.last,
      agents: ['PJSIP/agent1'],
      recording: null,
    });
  });

  it.each([
    { status: 'noanswer', cause: 16, ends: 'missed no-answer' },
    { status: 'cancel', cause: 127, ends: 'missed caller-gave-up' },
    { status: 'busy', cause: 17, ends: 'busy busy' },
    { status: 'busy', cause: 16, ends: 'busy busy' },
    { status: 'congestion', cause: 34, ends: 'failed failed' },
    { status: 'chanunavail', cause: 16, ends: 'failed failed' },
    { status: 'other', cause: 16, ends: 'missed no-answer' },
  ] as const)('not answered: dial ends $status, cause $cause', ({ status, cause, ends }) => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const agent = box.dial(caller, 'PJSIP/agent1');
        box.endDial(agent, status);
        box.hangup(agent, cause);
        box.hangup(caller, cause);
      }),
    ).toEqual([STARTED, `ended ${ends}`]);
  });

  it.each([
    { cause: 16, ends: 'missed caller-gave-up' },
    { cause: 0, ends: 'missed caller-gave-up' },
    { cause: 17, ends: 'busy busy' },
    // Dial could not even make a channel: the phone is not registered.
    { cause: 20, ends: 'failed failed' },
    { cause: 34, ends: 'failed failed' },
  ])('nobody was rung: cause $cause', ({ cause, ends }) => {
    expect(told((box) => box.hangup(box.trunk(), cause))).toEqual([STARTED, `ended ${ends}`]);
  });

  it('counts as given up when the caller hangs up and the end of dial is lost', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.dial(caller, 'PJSIP/agent1');
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed caller-gave-up']);
  });

  it('was answered though the bridge of the phone was lost, when the caller who rang it enters one', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.answer(box.dial(caller, 'PJSIP/agent1'));
        box.enter('b', caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/agent1']);
  });

  it('was not answered by a phone that was picked up and put down before the bridge', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const agent = box.dial(caller, 'PJSIP/agent1');
        box.answer(agent);
        box.hangup(agent);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed no-answer']);
  });
});

describe('several agents', () => {
  it('parallel ring group: the second answers', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const one = box.dial(caller, 'PJSIP/agent1');
        const two = box.dial(caller, 'PJSIP/agent2');
        box.change(two, { state: 'up' });
        box.endDial(one, 'cancel');
        box.endDial(two, 'answer');
        box.hangup(one);
        box.enter('b', two, caller);
        box.leave('b', two);
        box.hangup(two);
        box.leave('b', caller);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/agent2', 'ended answered agent-hung-up']);
  });

  it.each([
    { one: 'busy', two: 'busy', ends: 'busy busy' },
    { one: 'busy', two: 'congestion', ends: 'busy busy' },
    { one: 'chanunavail', two: 'congestion', ends: 'failed failed' },
    { one: 'busy', two: 'noanswer', ends: 'missed no-answer' },
    { one: 'noanswer', two: 'busy', ends: 'missed no-answer' },
    { one: 'noanswer', two: 'cancel', ends: 'missed caller-gave-up' },
  ] as const)('serial: $one, then $two', ({ one, two, ends }) => {
    expect(
      told((box) => {
        const caller = box.trunk();
        for (const status of [one, two]) {
          const agent = box.dial(caller, 'PJSIP/agent1');
          box.endDial(agent, status);
          box.hangup(agent);
        }
        box.hangup(caller);
      }),
    ).toEqual([STARTED, `ended ${ends}`]);
  });

  it('serial: the first rings out, the second answers', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const one = box.dial(caller, 'PJSIP/agent1');
        box.endDial(one, 'noanswer');
        box.hangup(one);
        box.answered(caller, 'PJSIP/agent2');
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'answered by PJSIP/agent2', 'ended answered caller-hung-up']);
  });
});

describe('what is kept', () => {
  it('the recording, from any leg of the call, the full path before the base name', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.set(caller, 'CDR(recordingfile)', 'in-1.wav');
    const agent = box.answered(caller);
    box.set(agent, 'MIXMONITOR_FILENAME', '/var/spool/asterisk/monitor/2026/01/15/in-1.wav');
    box.set(caller, 'CDR(recordingfile)', 'in-1.wav');
    box.set(agent, 'MIXMONITOR_FILENAME', '');
    const changes = play(aCallBook(), box.events);
    expect(changes.map(({ call }) => call.recording)).toEqual([
      null,
      'in-1.wav',
      'in-1.wav',
      '/var/spool/asterisk/monitor/2026/01/15/in-1.wav',
    ]);
  });

  it('a caller id that comes after the first ring, but none after the answer', () => {
    const box = new ScriptedBox();
    const caller = box.trunk({ name: 'DAHDI/1-1', callerNumber: null });
    box.wait(2_000);
    box.change(caller, { callerNumber: '89161234567', callerName: 'Ivan' });
    box.change(caller, { callerNumber: null, callerName: null });
    box.answered(caller);
    box.change(caller, { callerNumber: '101' });
    const changes = play(aCallBook(), box.events);
    expect(changes.map(({ type, call }) => [type, call.caller, call.callerRaw, call.callerName])).toEqual([
      ['started', null, null, null],
      ['changed', '+79161234567', '89161234567', 'Ivan'],
      ['answered', '+79161234567', '89161234567', 'Ivan'],
    ]);
  });

  it.each([
    { shown: 'anonymous', caller: null },
    { shown: '100', caller: null },
    { shown: '9161234567', caller: '+79161234567' },
    { shown: '380441234567', caller: '+380441234567' },
  ])('the caller id as the trunk wrote it: $shown', ({ shown, caller }) => {
    const box = new ScriptedBox();
    box.trunk({ callerNumber: shown });
    expect(play(aCallBook(), box.events)[0]?.call).toMatchObject({ caller, callerRaw: shown });
  });

  it('the inbound leg through a change of its name', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.answered(caller);
    box.change(caller, { name: 'PJSIP/trunk-00000000<MASQ>' });
    box.hangup(caller);
    expect(play(aCallBook(), box.events).map(inWords)).toEqual([
      STARTED,
      'answered by PJSIP/agent1',
      'ended answered caller-hung-up',
    ]);
  });
});

describe('the question for a route', () => {
  it('is no attempt to reach anybody', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const [one, two] = box.dialLocal(caller, 's', 'leaseline-ask');
        box.endDial(one, 'noanswer');
        box.hangup(one);
        box.hangup(two);
        box.hangup(caller);
      }),
    ).toEqual([STARTED, 'ended missed caller-gave-up']);
  });
});
