// The link to the box was down for a while, or we were: what a snapshot makes of the calls.
import { describe, expect, it } from 'vitest';
import type { LiveChannel } from '../../src/core/call-event.ts';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { NOON } from '../support/fake-clock.ts';
import { aCallBook, inWords, play, STARTED } from '../support/played-calls.ts';

/** One answered call from ring to hangup, in a moment each. */
function answeredCall() {
  const box = new ScriptedBox();
  const caller = box.trunk();
  const [one, two] = box.dialLocal(caller, '100', 'group');
  const agent = box.dial(two, 'PJSIP/agent1');
  box.answer(agent);
  box.enter('inner', agent, two);
  box.answer(one);
  box.enter('outer', one, caller);
  box.leave('outer', caller, one);
  box.leave('inner', two, agent);
  box.hangup(caller);
  for (const other of [one, two, agent]) box.hangup(other);
  return { box, caller, events: box.events };
}

describe('the link was down', () => {
  const { caller, events } = answeredCall();
  const hungUp = events.findIndex(({ type }) => type === 'hangup');
  const whole = [STARTED, 'answered by PJSIP/agent1', 'ended answered caller-hung-up'];
  const phases = events
    .flatMap((_, from) => events.map((_, to) => ({ from, to })))
    .filter((p) => p.from <= p.to);

  it('the call is whole again whenever it fell and rose during the call', () => {
    const answered = events.findIndex(({ type }) => type === 'bridge-entered');
    const leaving = events.findIndex(({ type }) => type === 'bridge-left');
    const alone = events.findLastIndex(({ type }) => type === 'bridge-left');
    for (const { from, to } of phases.filter((phase) => phase.to <= hungUp)) {
      const book = aCallBook();
      const changes = [
        ...play(book, events.slice(0, from)),
        ...book.reconcile(snapshotAfter(events.slice(0, to))),
        ...play(book, events.slice(to)),
      ];
      // A talk that came and went while we were away leaves no trace: the call may have been answered or not.
      const seen = from > answered || to <= alone;
      const leftUnseen = from <= leaving && to > leaving;
      const end = !seen ? 'ended unknown lost' : leftUnseen ? 'ended answered null' : whole[2];
      const told = seen ? [...whole.slice(0, 2), end] : [STARTED, end];
      expect(changes.map(inWords), `away from ${from} to ${to}`).toEqual(told);
      expect(book.legs).toBe(0);
    }
  });

  it('a call that ended meanwhile is lost, answered or not', () => {
    for (const from of events.keys()) {
      if (from === 0 || from > hungUp) continue;
      const book = aCallBook();
      play(book, events.slice(0, from));
      const snapshot = snapshotAfter(events);
      const [change, ...more] = book.reconcile(snapshot);
      expect(change?.call).toMatchObject({
        state: 'ended',
        outcome: 'unknown',
        end: 'lost',
        endedAt: snapshot.at,
      });
      expect(more).toEqual([]);
      expect([...book.open, book.legs]).toEqual([0]);
    }
  });

  it('a second snapshot, and the events that the first contains already, change nothing more', () => {
    for (const { from, to } of phases) {
      const book = aCallBook();
      book.reconcile(snapshotAfter(events.slice(0, to)));
      expect(book.reconcile(snapshotAfter(events.slice(0, to)))).toEqual([]);
      const openBefore = [...book.open].map(({ id }) => id);
      play(book, events.slice(from, to));
      expect([...book.open].map(({ id }) => id)).toEqual(openBefore);
    }
  });

  it('a call found alive began with its channel, and was answered when we looked', () => {
    const book = aCallBook();
    const snapshot = snapshotAfter(events.slice(0, hungUp - 4));
    const [started, answered] = book.reconcile(snapshot);
    expect(started?.call).toMatchObject({ id: `office-${caller}`, startedAt: NOON, state: 'ringing' });
    expect(answered?.call).toMatchObject({
      state: 'answered',
      answeredAt: snapshot.at,
      agents: ['PJSIP/agent1'],
    });
  });
});

describe('we were down', () => {
  it('a stored call goes on, is answered meanwhile, or is lost', () => {
    const box = new ScriptedBox();
    const callers = [box.trunk(), box.trunk(), box.trunk()];
    const stored = play(aCallBook(), box.events).map(({ call }) => call);
    box.answered(callers[1] ?? '');
    box.hangup(callers[2] ?? '');
    const book = aCallBook();
    book.restore(stored);
    expect([...book.open]).toEqual(stored);
    const changes = book.reconcile(snapshotAfter(box.events));
    expect(changes.map((change) => [change.call.id, inWords(change)])).toEqual([
      [`office-${callers[2]}`, 'ended unknown lost'],
      [`office-${callers[1]}`, 'answered by PJSIP/agent1'],
    ]);
  });

  it('passes over stored calls of other boxes and ended ones', () => {
    const { events } = answeredCall();
    const stored = play(aCallBook({ pbx: 'branch' }), events).map(({ call }) => call);
    const book = aCallBook({ pbx: 'branch' });
    book.restore(stored.slice(-1));
    const elsewhere = aCallBook();
    elsewhere.restore(stored);
    expect([...book.open, ...elsewhere.open]).toEqual([]);
  });

  it('keeps the agents known before, in order, and the box name may hold a hyphen', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.answered(caller);
    const stored = play(aCallBook({ pbx: 'head-office' }), box.events).map(({ call }) => call);
    const book = aCallBook({ pbx: 'head-office' });
    book.restore(stored.slice(-1));
    expect(book.reconcile(snapshotAfter(box.events))).toEqual([]);
    const sofar = box.events.length;
    box.answered(caller, 'PJSIP/agent2', 'b2');
    box.hangup(caller);
    const changes = play(book, box.events.slice(sofar));
    expect(changes.map(({ call }) => call.agents)).toEqual([
      ['PJSIP/agent1', 'PJSIP/agent2'],
      ['PJSIP/agent1', 'PJSIP/agent2'],
    ]);
  });
});

describe('Asterisk restarted', () => {
  it('every old call is lost, and a new channel that has the uniqueid of an old one is a new call', () => {
    const box = new ScriptedBox();
    const old = box.trunk();
    const book = aCallBook();
    play(book, box.events);
    const startedAt = NOON + 60_000;
    const snapshot = snapshotAfter(box.events, { startedAt }, () => ({ createdAt: startedAt + 5_000 }));
    expect(book.reconcile(snapshot).map((change) => [change.call.id, inWords(change)])).toEqual([
      [`office-${old}`, 'ended unknown lost'],
      [`office-${old}`, STARTED],
    ]);
  });

  it('a start time read in the wrong zone ends no living call', () => {
    const box = new ScriptedBox();
    box.trunk();
    const book = aCallBook();
    play(book, box.events);
    expect(book.reconcile(snapshotAfter(box.events, { startedAt: NOON + 3 * 3_600_000 }))).toEqual([]);
  });
});

describe('a channel found alive', () => {
  /** What a fresh book makes of one channel that calls in, looking as given. */
  function found(live: Partial<LiveChannel>, trunkContexts = ['from-trunk']): string[] {
    const box = new ScriptedBox();
    box.trunk();
    const snapshot = snapshotAfter(box.events, {}, () => live);
    return aCallBook({ trunkContexts }).reconcile(snapshot).map(inWords);
  }
  const moved = { context: 'ivr', exten: 's', dialled: null, state: 'up' } as const;

  it.each([
    { why: 'in a trunk context', live: {}, began: true },
    {
      why: 'moved on, with FROM_DID',
      live: { ...moved, variables: { FROM_DID: '84951230001' } },
      began: true,
    },
    { why: 'moved on, with the number dialled', live: { ...moved, dialled: '84951230001' }, began: true },
    { why: 'moved on, with neither', live: moved, began: false },
    { why: 'elsewhere at an extension of ours', live: { ...moved, exten: '84951230001' }, began: false },
    {
      why: 'a linkedid merged, by the number dialled',
      live: { ...moved, linkedid: '1.1', dialled: '84951230001' },
      began: true,
    },
    {
      why: 'a linkedid of another, inheriting FROM_DID: an agent',
      live: { ...moved, linkedid: '1.1', variables: { FROM_DID: '84951230001' } },
      began: false,
    },
    { why: 'being rung: an agent', live: { state: 'ringing', dialled: null }, began: false },
    { why: 'a Local half', live: { name: 'Local/1@x-00000001;2' }, began: false },
  ] as const)('$why', ({ live, began }) => {
    expect(found(live)).toEqual(began ? [STARTED] : []);
  });

  it('whose beginning outside the trunk contexts we saw stays ignored', () => {
    const box = new ScriptedBox();
    box.trunk({ context: 'from-internal' });
    const book = aCallBook();
    play(book, box.events);
    expect(book.reconcile(snapshotAfter(box.events))).toEqual([]);
  });

  it('tells its recording', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    box.set(caller, 'MIXMONITOR_FILENAME', '/var/spool/x.wav');
    const changes = aCallBook().reconcile(snapshotAfter(box.events));
    expect(changes.at(-1)?.call.recording).toBe('/var/spool/x.wav');
  });

  it('another caller in the same conference is nobody who answers', () => {
    const box = new ScriptedBox();
    const one = box.trunk();
    const two = box.trunk({ callerNumber: '+79160000002' });
    box.enter('conference', one, two);
    box.change(two, { linkedid: one });
    expect(aCallBook().reconcile(snapshotAfter(box.events)).map(inWords)).toEqual([STARTED, STARTED]);
  });
});
