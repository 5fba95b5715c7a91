// Calls that pass from one agent to another, and calls that meet.
import { describe, expect, it } from 'vitest';
import { ScriptedBox } from '../support/call-events.ts';
import { aCallBook, inWords, play, STARTED, told } from '../support/played-calls.ts';

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
