// A box that never tells of some hangups, and events that come too late: what is kept stays bounded.
import { describe, expect, it } from 'vitest';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { aCallBook, inWords, play, STARTED } from '../support/played-calls.ts';

describe('lost hangups', () => {
  it('of agents: their legs go with the next snapshot', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.answered(caller);
    box.hangup(caller);
    const book = aCallBook();
    play(book, box.events);
    expect(book.legs).toBe(1);
    expect(book.reconcile(snapshotAfter([]))).toEqual([]);
    expect(book.legs).toBe(0);
  });

  it('of everybody: the oldest legs make room, and a call whose leg did so still ends', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    for (let n = 0; n < 10_050; n++) box.create('PJSIP/agent1', { state: 'ring', exten: '89161234567' });
    box.hangup(caller);
    const book = aCallBook();
    expect(play(book, box.events).map(inWords)).toEqual([STARTED, 'ended missed caller-gave-up']);
    expect(book.legs).toBe(10_000);
  });
});

describe('events of a leg that has hung up', () => {
  it('do not bring the call back', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const agent = box.answered(caller);
    box.hangup(caller);
    box.hangup(agent);
    const book = aCallBook();
    play(book, box.events);
    expect(play(book, box.events)).toEqual([]);
    expect([...book.open, book.legs]).toEqual([0]);
  });
});
