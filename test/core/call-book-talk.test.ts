// How long a caller talks with people, and who counts as somebody to talk with.
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/core/call.ts';
import { ScriptedBox } from '../support/call-events.ts';
import { aCallBook, OUR_DID, play } from '../support/played-calls.ts';

/** The one call of a box, once it is over. */
function ended(script: (box: ScriptedBox, caller: string) => void): Call | undefined {
  const box = new ScriptedBox();
  script(box, box.trunk());
  return play(aCallBook(), box.events).find(({ type }) => type === 'ended')?.call;
}

/** Everything a script adds takes 100 ms a step; what was waited for is in whole seconds. */
const seconds = (call: Call | undefined) => Math.floor((call?.talkedMs ?? Number.NaN) / 1000);

describe('talk', () => {
  it('begins with a person, not with an IVR', () => {
    const call = ended((box, caller) => {
      box.change(caller, { state: 'up' });
      box.wait(30_000);
      const agent = box.answered(caller, 'PJSIP/agent1', 'b');
      box.wait(5_000);
      box.leave('b', agent, caller);
      box.hangup(caller);
    });
    expect(seconds(call)).toBe(5);
  });

  it('stands still between the agents of a blind transfer', () => {
    const call = ended((box, caller) => {
      const one = box.answered(caller, 'PJSIP/agent1', 'b1');
      box.wait(5_000);
      box.leave('b1', one, caller);
      box.hangup(one);
      const two = box.dial(caller, 'PJSIP/agent2');
      box.wait(20_000);
      box.answer(two);
      box.enter('b2', two, caller);
      box.wait(3_000);
      box.leave('b2', caller, two);
      box.hangup(caller);
    });
    expect(seconds(call)).toBe(8);
    expect(call?.agents).toEqual(['PJSIP/agent1', 'PJSIP/agent2']);
  });

  it('stands still while the agent asks a colleague, and goes on when they come back', () => {
    const call = ended((box, caller) => {
      const one = box.answered(caller, 'PJSIP/agent1', 'b1');
      box.wait(5_000);
      box.leave('b1', one);
      const two = box.dial(caller, 'PJSIP/agent2');
      box.answer(two);
      box.enter('consultation', two, one);
      box.wait(20_000);
      box.leave('consultation', two, one);
      box.hangup(two);
      box.enter('b1', one);
      box.wait(3_000);
      box.leave('b1', one, caller);
      box.hangup(caller);
    });
    expect(seconds(call)).toBe(8);
    expect(call?.agents).toEqual(['PJSIP/agent1']);
  });

  it('goes on without a gap when one of two agents leaves', () => {
    const call = ended((box, caller) => {
      box.answered(caller, 'PJSIP/agent1', 'b');
      const two = box.dial(caller, 'PJSIP/agent2');
      box.answer(two);
      box.enter('b', two);
      box.wait(5_000);
      box.leave('b', two);
      box.wait(5_000);
      box.hangup(caller);
    });
    expect(seconds(call)).toBe(11);
  });

  it('none when nobody but voicemail answers', () => {
    const call = ended((box, caller) => {
      box.endDial(box.dial(caller, 'PJSIP/agent1'), 'noanswer');
      box.change(caller, { state: 'up' });
      box.wait(20_000);
      box.hangup(caller);
    });
    expect(call).toMatchObject({ outcome: 'missed', end: 'no-answer', talkedMs: 0, answeredAt: null });
  });

  it('is not lost by a restart of ours in mid-call', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const agent = box.answered(caller, 'PJSIP/agent1', 'b');
    const before = aCallBook();
    play(before, box.events);
    const seen = box.events.length;
    box.wait(9_000);
    box.leave('b', agent, caller);
    box.hangup(caller);
    const after = aCallBook();
    after.restore([...before.open]);
    expect(seconds(play(after, box.events.slice(seen)).at(-1)?.call)).toBe(9);
  });
});

describe('somebody from inside', () => {
  const inside = (box: ScriptedBox) => box.create('PJSIP/agent2', { state: 'ring', exten: '701' });

  it('who takes a parked call is its agent', () => {
    const call = ended((box, caller) => {
      const one = box.answered(caller, 'PJSIP/agent1', 'b');
      box.leave('b', caller);
      box.enter('parking', caller);
      box.hangup(one);
      box.wait(30_000);
      const two = inside(box);
      box.leave('parking', caller);
      box.enter('b2', two, caller);
      box.wait(4_000);
      box.hangup(two);
      box.hangup(caller);
    });
    expect(call).toMatchObject({ agents: ['PJSIP/agent1', 'PJSIP/agent2'], outcome: 'answered' });
    expect(seconds(call)).toBe(4);
  });

  it('who joins a conference has answered both of its callers; another caller has not', () => {
    const box = new ScriptedBox();
    const first = box.trunk();
    const second = box.trunk({ callerNumber: '+79160000002' });
    box.enter('conference', first, second);
    box.wait(10_000);
    const agent = inside(box);
    const book = aCallBook();
    expect(play(book, box.events).map(({ type }) => type)).toEqual(['started', 'started']);
    const met = box.events.length;
    box.enter('conference', agent);
    const answered = play(book, box.events.slice(met));
    expect(answered.map(({ type, call }) => [type, ...call.agents])).toEqual([
      ['answered', 'PJSIP/agent2'],
      ['answered', 'PJSIP/agent2'],
    ]);
  });

  it('a caller to a number that is not ours is nobody from inside', () => {
    const call = ended((box, caller) => {
      const other = box.trunk({ exten: '+74950000000' });
      box.enter('conference', caller, other);
      box.hangup(caller);
    });
    expect(call).toMatchObject({ outcome: 'missed', agents: [] });
  });
});

describe('what the trunk tells', () => {
  it('the number a call was forwarded from is kept beside the caller', () => {
    const box = new ScriptedBox();
    const caller = box.trunk({ redirectedFrom: '+74951112233' });
    box.hangup(caller);
    expect(play(aCallBook(), box.events)[0]?.call).toMatchObject({
      did: OUR_DID,
      caller: '+79161234567',
      redirectedFrom: '+74951112233',
    });
  });

  it('also when it is told after the call began', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.change(caller, { redirectedFrom: '+74951112233' });
    box.change(caller, { redirectedFrom: null });
    box.hangup(caller);
    expect(play(aCallBook(), box.events).at(-1)?.call.redirectedFrom).toBe('+74951112233');
  });

  it('a phone that sends the call on makes our DID the number redirected from: no news', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.change(caller, { redirectedFrom: '84951230001' });
    box.hangup(caller);
    expect(play(aCallBook(), box.events).map(({ call }) => call.redirectedFrom)).toEqual([null, null]);
  });

  it('the DID may be in DNID, where the extension is not it', () => {
    const box = new ScriptedBox();
    const caller = box.trunk({ exten: 's' });
    box.set(caller, 'DNID', '84951230001');
    expect(play(aCallBook(), box.events).map(({ call }) => call.did)).toEqual([OUR_DID]);
  });
});
