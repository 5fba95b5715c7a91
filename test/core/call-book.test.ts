// How calls go, each told as it happens on the box: from the first ring to who hung up.
import { describe, expect, it } from 'vitest';
import { ScriptedBox } from '../support/call-events.ts';
import { NOON } from '../support/fake-clock.ts';
import { aCallBook, inWords, play } from '../support/played-calls.ts';

/** The changes of every call on a box where `script` happens. */
function told(script: (box: ScriptedBox) => void): string[] {
  const box = new ScriptedBox();
  script(box);
  return play(aCallBook(), box.events).map(inWords);
}

const STARTED = 'started +74951230001';

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

describe('transfers', () => {
  it('blind: the second agent follows the first', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const one = box.answered(caller);
    box.leave(`bridge-${caller}`, one, caller);
    box.hangup(one);
    const two = box.answered(caller, 'PJSIP/agent2', 'b2');
    box.leave('b2', caller, two);
    box.hangup(caller);
    const changes = play(aCallBook(), box.events);
    expect(changes.map(inWords)).toEqual([
      STARTED,
      'answered by PJSIP/agent1',
      'changed',
      'ended answered caller-hung-up',
    ]);
    expect(changes.at(-1)?.call.agents).toEqual(['PJSIP/agent1', 'PJSIP/agent2']);
  });

  it('blind to nobody: it was the caller who hung up', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        const one = box.answered(caller);
        box.leave(`bridge-${caller}`, one, caller);
        box.hangup(one);
        box.endDial(box.dial(caller, 'PJSIP/agent2'), 'cancel');
        box.hangup(caller);
      }).at(-1),
    ).toBe('ended answered caller-hung-up');
  });

  it('attended: the consulted agent counts once the caller hears them', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const one = box.answered(caller, 'PJSIP/agent1', 'b1');
    // The agent's phone makes a call of its own to a colleague, and joins the two.
    const consulting = box.create('PJSIP/agent1', { state: 'ring', context: 'agents', exten: '102' });
    const two = box.answered(consulting, 'PJSIP/agent2', 'b2');
    const before = box.events.length;
    box.enter('b2', caller);
    box.leave('b1', caller, one);
    box.leave('b2', consulting);
    box.hangup(consulting);
    box.hangup(one);
    box.change(two, { linkedid: caller });
    box.leave('b2', two);
    box.hangup(two);
    box.leave('b2', caller);
    box.hangup(caller);
    const book = aCallBook();
    expect(play(book, box.events.slice(0, before)).map(inWords)).toEqual([
      STARTED,
      'answered by PJSIP/agent1',
    ]);
    const after = play(book, box.events.slice(before));
    expect(after.map(inWords)).toEqual(['changed', 'ended answered agent-hung-up']);
    expect(after[0]?.call.agents).toEqual(['PJSIP/agent1', 'PJSIP/agent2']);
  });

  it('a consultation that came to nothing does not count', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.answered(caller);
    // By feature code: the colleague is rung within the call's own linkedid.
    const two = box.dial(caller, 'PJSIP/agent2');
    box.answer(two);
    box.enter('consultation', two);
    expect(play(aCallBook(), box.events).at(-1)?.call.agents).toEqual(['PJSIP/agent1']);
  });
});

describe('several callers', () => {
  it('two on one DID at once are two calls, each with its own agent', () => {
    const box = new ScriptedBox();
    const first = box.trunk({ callerNumber: '+79160000001' });
    const second = box.trunk({ callerNumber: '+79160000002' });
    const one = box.dial(first, 'PJSIP/agent1');
    const two = box.dial(second, 'PJSIP/agent2');
    box.answer(two);
    box.enter('b2', two, second);
    box.answer(one);
    box.enter('b1', one, first);
    box.leave('b2', second, two);
    box.hangup(second);
    box.leave('b1', one, first);
    box.hangup(first);
    const ended = play(aCallBook(), box.events).filter((change) => change.type === 'ended');
    expect(ended.map(({ call }) => [call.caller, ...call.agents, call.end])).toEqual([
      ['+79160000002', 'PJSIP/agent2', 'caller-hung-up'],
      ['+79160000001', 'PJSIP/agent1', 'agent-hung-up'],
    ]);
  });

  it('remain two calls when an agent joins them and their linkedids merge', () => {
    const box = new ScriptedBox();
    const first = box.trunk({ callerNumber: '+79160000001' });
    box.answered(first, 'PJSIP/agent1', 'b1');
    const second = box.trunk({ callerNumber: '+79160000002' });
    const two = box.answered(second, 'PJSIP/agent2', 'b2');
    const merged = { linkedid: first };
    box.leave('b2', second);
    box.change(second, merged);
    box.enter('b1', second);
    box.change(two, merged);
    box.leave('b1', second);
    box.hangup(second);
    const book = aCallBook();
    const ended = play(book, box.events).at(-1);
    expect(ended?.call).toMatchObject({
      id: `office-${second}`,
      linkedid: first,
      caller: '+79160000002',
      agents: ['PJSIP/agent2', 'PJSIP/agent1'],
      outcome: 'answered',
    });
    expect([...book.open].map(({ id, agents }) => [id, agents])).toEqual([
      [`office-${first}`, ['PJSIP/agent1']],
    ]);
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
