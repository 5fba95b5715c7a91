// Looking again at what is alive on a box while its link is up: what nobody told the end of ends all the same.
import { describe, expect, it } from 'vitest';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { aCallBook, inWords, play, STARTED } from '../support/played-calls.ts';

function answeredCall() {
  const box = new ScriptedBox();
  const caller = box.trunk();
  const agent = box.answered(caller);
  return { box, caller, agent };
}

describe('a look', () => {
  it('ends a call whose hangup never came, at the second one that does not show it', () => {
    const { box } = answeredCall();
    const book = aCallBook();
    play(book, box.events);
    const first = snapshotAfter([], { at: box.now + 60_000 });
    expect(book.look(first)).toEqual([]);
    const ended = book.look(snapshotAfter([], { at: box.now + 180_000 }));
    expect(ended.map(inWords)).toEqual(['ended unknown lost']);
    expect(ended[0]?.call.endedAt).toBe(first.at);
    expect([...book.open, book.legs]).toEqual([0]);
  });

  it('leaves the end to a hangup that is on its way', () => {
    const { box, caller, agent } = answeredCall();
    const book = aCallBook();
    play(book, box.events);
    const before = box.events.length;
    box.leave(`bridge-${caller}`, agent, caller);
    box.hangup(agent);
    box.hangup(caller);
    expect(book.look(snapshotAfter(box.events))).toEqual([]);
    expect(play(book, box.events.slice(before)).map(inWords)).toEqual(['ended answered agent-hung-up']);
  });

  it('changes nothing for what is alive, however often', () => {
    const { box, caller } = answeredCall();
    const book = aCallBook();
    play(book, box.events);
    for (let n = 0; n < 5; n += 1) expect(book.look(snapshotAfter(box.events))).toEqual([]);
    box.hangup(caller);
    expect(play(book, box.events.slice(-1)).map(inWords)).toEqual(['ended answered caller-hung-up']);
  });

  it('counts anew after the link was down', () => {
    const { box } = answeredCall();
    const book = aCallBook();
    play(book, box.events);
    book.look(snapshotAfter([]));
    book.reconcile(snapshotAfter(box.events));
    expect(book.look(snapshotAfter([]))).toEqual([]);
  });

  it('drops the legs of agents, and an agent that is gone has left the caller', () => {
    const { box, caller, agent } = answeredCall();
    const book = aCallBook();
    play(book, box.events);
    box.hangup(agent);
    for (let n = 0; n < 2; n += 1) book.look(snapshotAfter(box.events));
    expect(book.legs).toBe(1);
    box.hangup(caller);
    expect(play(book, box.events.slice(-1)).map(inWords)).toEqual(['ended answered agent-hung-up']);
  });
});

describe('a call found after a gap', () => {
  it('that is waiting, not even answered, and then rings out, is missed', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const agent = box.dial(caller, 'PJSIP/agent1');
    const book = aCallBook();
    expect(book.reconcile(snapshotAfter(box.events)).map(inWords)).toEqual([STARTED]);
    const before = box.events.length;
    box.endDial(agent, 'noanswer');
    box.hangup(caller);
    expect(play(book, box.events.slice(before)).map(inWords)).toEqual(['ended missed no-answer']);
  });

  it('that nobody else rings for may have been busy or missed before: unknown', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const book = aCallBook();
    book.reconcile(snapshotAfter(box.events));
    box.hangup(caller);
    expect(play(book, box.events.slice(-1)).map(inWords)).toEqual(['ended unknown lost']);
  });

  it('in an IVR, alone, may have talked to somebody: unknown, unless somebody talks to it later', () => {
    for (const later of [false, true]) {
      const box = new ScriptedBox();
      const caller = box.trunk({ state: 'up' });
      const book = aCallBook();
      play(book, box.events);
      book.reconcile(snapshotAfter(box.events));
      const before = box.events.length;
      if (later) box.answered(caller);
      box.hangup(caller);
      expect(play(book, box.events.slice(before)).map(inWords).at(-1)).toBe(
        later ? 'ended answered caller-hung-up' : 'ended unknown lost',
      );
    }
  });
});
