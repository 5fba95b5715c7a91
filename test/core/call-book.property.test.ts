// Whatever reaches us of what happens on a box, in whatever order: no call hangs open and nothing is kept.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallChange } from '../../src/core/call.ts';
import type { CallEvent } from '../../src/core/call-event.ts';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { aCallBook, play } from '../support/played-calls.ts';

const FLOWS: Readonly<Record<string, (box: ScriptedBox) => void>> = {
  answered(box) {
    const caller = box.trunk();
    const agent = box.answered(caller);
    box.leave(`bridge-${caller}`, agent, caller);
    box.hangup(agent);
    box.hangup(caller);
  },
  missed(box) {
    const caller = box.trunk({ exten: '84951230002' });
    const agent = box.dial(caller, 'PJSIP/agent1');
    box.endDial(agent, 'noanswer');
    box.hangup(agent, 0);
    box.hangup(caller);
  },
  queue(box) {
    const caller = box.trunk({ exten: 's' });
    box.set(caller, 'FROM_DID', '84951230001');
    const [one, two] = box.dialLocal(caller, '101', 'from-queue');
    const phone = box.dial(two, 'PJSIP/101');
    box.answer(phone);
    box.enter('inner', phone, two);
    box.answer(one);
    box.agentConnected(caller, one, 'Ivan');
    box.enter('outer', one, caller);
    for (const leg of [phone, two, one, caller]) box.hangup(leg);
  },
  transferred(box) {
    const caller = box.trunk();
    const one = box.answered(caller);
    const consulting = box.create('PJSIP/agent1', { state: 'ring', exten: '102' });
    const two = box.answered(consulting, 'PJSIP/agent2', 'b2');
    box.enter('b2', caller);
    box.change(two, { linkedid: caller });
    for (const leg of [one, consulting, two, caller]) box.hangup(leg);
  },
  outbound(box) {
    const agent = box.create('PJSIP/agent1', { state: 'ring', exten: '89161234567' });
    const customer = box.answered(agent, 'PJSIP/trunk');
    box.hangup(agent);
    box.hangup(customer);
  },
};

/** The events of some calls on one box, each call's in order. */
const someCalls = fc
  .array(fc.constantFrom(...Object.values(FLOWS)), { minLength: 1, maxLength: 6 })
  .map((flows) => {
    const box = new ScriptedBox();
    for (const flow of flows) flow(box);
    return box.events;
  });

/** Some of them, in any order, some several times. */
const someEvents = someCalls.chain((events) =>
  fc
    .array(fc.nat({ max: events.length - 1 }), { maxLength: 2 * events.length })
    .map((picks) => picks.flatMap((pick) => events[pick] ?? [])),
);

describe('any events in any order', () => {
  it('never throw; an empty snapshot ends every call, once, and nothing is kept', () => {
    fc.assert(
      fc.property(someEvents, (events: readonly CallEvent[]) => {
        const book = aCallBook();
        const changes = play(book, events);
        changes.push(...book.reconcile(snapshotAfter([])));
        expectWhole(changes);
        expect([...book.open]).toEqual([]);
        expect(book.legs).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('each applied twice changes nothing more', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const once = play(aCallBook(), events);
        expect(
          play(
            aCallBook(),
            events.flatMap((event) => [event, event]),
          ),
        ).toEqual(once);
      }),
    );
  });

  it('a snapshot in between, true or not, leaves no call in two minds', () => {
    fc.assert(
      fc.property(someEvents, someEvents, fc.nat(), (events, others, cut) => {
        const book = aCallBook();
        const at = cut % (events.length + 1);
        const changes = play(book, events.slice(0, at));
        changes.push(...book.reconcile(snapshotAfter(others)));
        expect(book.reconcile(snapshotAfter(others))).toEqual([]);
        changes.push(...play(book, events.slice(at)), ...book.reconcile(snapshotAfter([])));
        expectWhole(changes);
        expect([...book.open, book.legs]).toEqual([0]);
      }),
    );
  });
});

/** A call starts, is answered at most once and ends, before it may start again. */
function expectWhole(changes: readonly CallChange[]): void {
  const state = new Map<string, string>();
  for (const { type, call } of changes) {
    const before = state.get(call.id);
    if (type === 'started') expect([undefined, 'ended']).toContain(before);
    else expect(['ringing', 'answered']).toContain(before);
    if (type === 'answered') expect(before).toBe('ringing');
    if (type === 'ended') expect(call).toMatchObject({ state: 'ended', outcome: expect.any(String) });
    expect(call.answeredAt === null).toBe(call.agents.length === 0);
    state.set(call.id, call.state);
  }
  for (const last of state.values()) expect(last).toBe('ended');
}
