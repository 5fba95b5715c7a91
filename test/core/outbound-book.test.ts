// Calls that people on the box make, from what the box tells.
import { describe, expect, it } from 'vitest';
import { DidCatalogue } from '../../src/core/did-catalogue.ts';
import { OutboundBook, type OutboundCall } from '../../src/core/outbound-book.ts';
import { e164 } from '../support/builders.ts';
import { ScriptedBox, snapshotAfter } from '../support/call-events.ts';
import { OUR_DID } from '../support/played-calls.ts';

const CALLER = '+79161234567';

function aBook(outsidePrefix = ''): OutboundBook {
  return new OutboundBook({
    pbx: 'office',
    country: 'RU',
    catalogue: new DidCatalogue('RU', new Map([[OUR_DID, { kind: 'pool', pool: 'moscow' }]])),
    trunkContexts: ['from-trunk'],
    outsidePrefix,
  });
}

function play(box: ScriptedBox, book = aBook()): OutboundCall[] {
  return box.events.flatMap((event) => book.apply(event));
}

/** A phone in the office picks up and dials. */
function phone(box: ScriptedBox, exten: string): string {
  return box.create('PJSIP/101', { state: 'ring', context: 'from-internal', exten, callerNumber: '101' });
}

describe('a call from a phone of ours', () => {
  it('is told when the far side answers and when it ends', () => {
    const box = new ScriptedBox();
    const leg = phone(box, '89161234567');
    const begun = box.last;
    const far = box.dial(leg, 'PJSIP/trunk');
    box.answer(far);
    const answered = box.last;
    box.hangup(far);
    box.hangup(leg);
    const [up, over] = play(box);
    const call = { id: `office-${leg}`, number: CALLER, agent: 'PJSIP/101', startedAt: begun };
    expect(up).toMatchObject({ ...call, answeredAt: answered, endedAt: null });
    expect(over).toMatchObject({ ...call, answeredAt: answered, endedAt: box.last });
  });

  it('is told as unanswered when nobody picked up', () => {
    const box = new ScriptedBox();
    const leg = phone(box, '+7 916 123-45-67');
    box.endDial(box.dial(leg, 'PJSIP/trunk'), 'noanswer');
    box.hangup(leg);
    expect(play(box)).toMatchObject([{ number: CALLER, answeredAt: null, endedAt: box.last }]);
  });

  it('is told once however often it is heard of, and goes by the trunk that took it', () => {
    const box = new ScriptedBox();
    const leg = phone(box, '89161234567');
    box.endDial(box.dial(leg, 'PJSIP/trunk1'), 'congestion');
    box.answer(box.dial(leg, 'PJSIP/trunk2'));
    box.hangup(leg);
    const twice = [...box.events, ...box.events];
    const book = aBook();
    const told = twice.slice(0, box.events.length).flatMap((event) => book.apply(event));
    expect(told.map(({ answeredAt, endedAt }) => [answeredAt !== null, endedAt !== null])).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('knows what is dialled for an outside line', () => {
    const box = new ScriptedBox();
    const leg = phone(box, '989161234567');
    box.hangup(leg);
    expect(play(box, aBook('9'))).toMatchObject([{ number: CALLER }]);
    const inside = new ScriptedBox();
    inside.hangup(phone(inside, '89161234567'));
    expect(play(inside, aBook('9'))).toEqual([]);
  });

  it('made by a program names the phone that the number was dialled on', () => {
    const box = new ScriptedBox();
    const leg = box.create('PJSIP/101', { state: 'down', exten: '' });
    box.change(leg, { state: 'ringing' });
    box.change(leg, { state: 'up' });
    box.exten(leg, 'from-internal', '89161234567');
    box.answer(box.dial(leg, 'PJSIP/trunk'));
    box.hangup(leg);
    expect(play(box).at(-1)).toMatchObject({ number: CALLER, agent: 'PJSIP/101' });
  });
});

describe('no call of ours is', () => {
  it.each(['101', '*97', 's', '112', OUR_DID])('a phone that dials %s', (exten) => {
    const box = new ScriptedBox();
    const leg = phone(box, exten);
    box.answer(box.dial(leg, 'PJSIP/102'));
    box.hangup(leg);
    expect(play(box)).toEqual([]);
  });

  it('a caller from outside, wherever the dialplan sends them on', () => {
    const box = new ScriptedBox();
    const caller = box.trunk();
    const [, two] = box.dialLocal(caller, '89267654321', 'from-internal');
    box.answer(box.dial(two, 'PJSIP/trunk'));
    box.exten(caller, 'from-internal', '89267654321');
    box.hangup(two);
    box.hangup(caller);
    expect(play(box)).toEqual([]);
  });

  it('the leg by which the far side is reached', () => {
    const box = new ScriptedBox();
    const far = box.dial(phone(box, '102'), 'PJSIP/trunk', { exten: '89161234567' });
    box.answer(far);
    box.exten(far, 'from-internal', '89161234567');
    box.hangup(far);
    expect(play(box)).toEqual([]);
  });
});

describe('after a gap', () => {
  it('ends what is gone, and finds what began meanwhile', () => {
    const before = new ScriptedBox();
    phone(before, '89161234567');
    const book = aBook();
    play(before, book);

    const box = new ScriptedBox(before.last + 60_000);
    const leg = phone(box, '89267654321');
    const snapshot = snapshotAfter(box.events);
    const channels = snapshot.channels.map((channel) => ({
      ...channel,
      dialled: '89267654321',
      bridge: 'b',
    }));
    const told = book.reconcile({ ...snapshot, channels });
    expect(told).toMatchObject([
      { number: CALLER, answeredAt: null, endedAt: snapshot.at },
      { id: `office-${leg}`, number: e164('+79267654321'), answeredAt: snapshot.at, endedAt: null },
    ]);
  });
});
