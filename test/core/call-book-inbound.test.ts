// What counts as a call to one of our DIDs, and which DID it is.
import { describe, expect, it } from 'vitest';
import { e164 } from '../support/builders.ts';
import { ScriptedBox } from '../support/call-events.ts';
import { NOON } from '../support/fake-clock.ts';
import { aCallBook, aCatalogue, inWords, play, STARTED, told } from '../support/played-calls.ts';

describe('the DID', () => {
  it.each(['+74951230001', '84951230001', '74951230001', '0074951230001', '4951230001', '1230001'])(
    'is read from an extension written %s',
    (exten) => {
      const box = new ScriptedBox();
      box.trunk({ exten });
      const [started] = play(aCallBook(), box.events);
      expect(started?.call).toMatchObject({ did: '+74951230001', didRaw: exten, startedAt: NOON });
    },
  );

  it('comes with FROM_DID when the extension is s, and then starts the call', () => {
    const box = new ScriptedBox();
    const caller = box.trunk({ exten: 's' });
    box.exten(caller, 'ext-did', 's');
    box.wait(400);
    box.set(caller, 'FROM_DID', '84951230001');
    const changes = play(aCallBook(), box.events);
    expect(changes.map(inWords)).toEqual([STARTED]);
    expect(changes[0]?.call.startedAt).toBe(box.last);
  });

  it('comes with a later extension when the trunk calls a registration user', () => {
    expect(
      told((box) => {
        const caller = box.trunk({ exten: 'leaseline-user' });
        box.exten(caller, 'ext-did', '84951230001');
      }),
    ).toEqual([STARTED]);
  });

  it('is frozen at first sight', () => {
    expect(
      told((box) => {
        const caller = box.trunk();
        box.set(caller, 'FROM_DID', '+74951230002');
        box.exten(caller, 'ext-did', '+74951230002');
      }),
    ).toEqual([STARTED]);
  });

  it('is not taken from a leg of an agent, though app_dial shows it there', () => {
    expect(
      told((box) => {
        const caller = box.trunk({ exten: '+74990000000' });
        const agent = box.dial(caller, 'PJSIP/agent1', { exten: '+74951230001' });
        box.set(agent, 'FROM_DID', '+74951230001');
      }),
    ).toEqual([]);
  });
});

describe('no call of ours', () => {
  it('to a number we do not have', () => {
    expect(told((box) => box.hangup(box.trunk({ exten: '+74990000000' })))).toEqual([]);
  });

  it('to a tail that two DIDs share', () => {
    const catalogue = aCatalogue([e164('+74951230001'), e164('+78121230001')]);
    const box = new ScriptedBox();
    box.trunk({ exten: '1230001' });
    expect(play(aCallBook({ catalogue }), box.events)).toEqual([]);
  });

  it('out to a customer', () => {
    expect(
      told((box) => {
        const agent = box.create('PJSIP/agent1', { state: 'ring', exten: '89161234567' });
        box.answered(agent, 'PJSIP/trunk');
        box.hangup(agent);
      }),
    ).toEqual([]);
  });

  it('placed by the box itself, though it passes our DID in the trunk context', () => {
    expect(
      told((box) => {
        const agent = box.create('PJSIP/agent1', { context: 'from-trunk', exten: '+74951230001' });
        box.change(agent, { state: 'ringing' });
        box.change(agent, { state: 'up' });
        box.exten(agent, 'from-trunk', '+74951230001');
        const [, two] = box.dialLocal(agent, '+74951230001', 'from-trunk');
        box.change(two, { state: 'up' });
      }),
    ).toEqual([]);
  });

  it('known by its hangup alone', () => {
    const box = new ScriptedBox();
    box.hangup(box.trunk());
    const book = aCallBook();
    expect(play(book, box.events.slice(-1))).toEqual([]);
    expect(book.legs).toBe(0);
  });
});

describe('trunk contexts', () => {
  it('a call that came in elsewhere is ignored, and each such context told once', () => {
    const box = new ScriptedBox();
    box.trunk({ context: 'from-internal' });
    box.trunk({ context: 'from-internal', exten: '+74951230002' });
    box.trunk({ context: 'from-gsm' });
    box.trunk({ context: 'from-gsm', exten: '100' });
    const book = aCallBook();
    expect(play(book, box.events)).toEqual([]);
    expect(book.takeIgnored()).toEqual([
      { context: 'from-internal', did: '+74951230001' },
      { context: 'from-gsm', did: '+74951230001' },
    ]);
    box.trunk({ context: 'from-gsm' });
    expect(play(book, box.events.slice(-1))).toEqual([]);
    expect(book.takeIgnored()).toEqual([]);
  });

  it('none configured: any first leg that shows a DID counts', () => {
    const box = new ScriptedBox();
    box.create('PJSIP/agent1', { state: 'ring', context: 'from-internal', exten: '84951230001' });
    const book = aCallBook({ trunkContexts: [] });
    expect(play(book, box.events).map(inWords)).toEqual([STARTED]);
    expect(book.takeIgnored()).toEqual([]);
  });

  it('a leg met in mid-life is not told of: where it came in is unknown', () => {
    const box = new ScriptedBox();
    box.exten(box.trunk(), 'ext-did', '+74951230001');
    const book = aCallBook();
    expect(play(book, box.events.slice(1))).toEqual([]);
    expect(book.takeIgnored()).toEqual([]);
  });
});

describe('how a channel that calls in may look', () => {
  it.each([
    { name: 'PJSIP', states: ['ring'] },
    { name: 'chan_sip, Down before Ring', states: ['down', 'ring'] },
    { name: 'DAHDI, reserved before Ring', states: ['other', 'ring'] },
    { name: 'an early answer', states: ['up'] },
  ] as const)('$name', ({ states: [first, ...later] }) => {
    expect(
      told((box) => {
        const caller = box.trunk({ state: first });
        for (const state of later) box.change(caller, { state });
      }),
    ).toEqual([STARTED]);
  });
});
