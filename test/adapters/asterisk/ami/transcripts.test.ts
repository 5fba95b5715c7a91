// What a real Asterisk said, whole and torn to pieces, through the package's parser and the adapter.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../../../src/core/call-event.ts';
import { cutAt, randomPositions } from '../../../support/cut-bytes.ts';
import { until } from '../../../support/fake-ami.ts';
import { transcript } from '../../../support/fake-ami-transcript.ts';
import { END, linkedSimulator } from '../../../support/linked-simulator.ts';
import { STORIES, storyOf } from '../call-stories.ts';

const on = linkedSimulator();

/** Sends the pieces one by one and answers the events they make. */
async function eventsOf(pieces: readonly Uint8Array[]) {
  const { events } = on.watched.listener;
  events.length = 0;
  for (const piece of [...pieces, Buffer.from(END)]) {
    on.pbx.ami.send(piece);
    // Apart in time, so that they are read apart.
    await nextTurn();
  }
  await until(() => events.at(-1)?.type === 'channel-created' && isEnd(events.at(-1)));
  return events.slice(0, -1);
}

function isEnd(event: unknown): boolean {
  return JSON.stringify(event).includes('the-end');
}

describe('the story of a call', () => {
  test.each([
    ['answered', 'answered'],
    ['answered-agent-hangs-up', 'answered'],
    ['missed', 'missed'],
    ['busy', 'busy'],
    ['caller-gave-up', 'gave-up'],
  ] as const)('%s', async (name, outcome) => {
    const events = await eventsOf([Buffer.from(transcript(name))]);
    expect(storyOf(events)).toEqual(STORIES[outcome]);
    expect(on.watched.counted.malformed).toBe(0);
  });

  test('agent-unreachable: dialled, never rung', async () => {
    const events = await eventsOf([Buffer.from(transcript('agent-unreachable'))]);
    expect(storyOf(events)['PJSIP/agent1']).toEqual([
      'created down',
      'in agents',
      'dial begun',
      'dial ended noanswer',
      'hangup 0',
    ]);
  });
});

describe('what else a call may do', () => {
  const told = async (name: string) => {
    const events = await eventsOf([Buffer.from(transcript(name))]);
    expect(on.watched.counted.malformed).toBe(0);
    return events;
  };

  test.each([
    'queue',
    'local-channel',
    'local-channel-optimized',
    'redirected',
    'ring-group',
    'two-calls-one-did',
  ])('%s: nothing is malformed, every channel that comes goes', async (name) => {
    const events = await told(name);
    const uniqueids = (type: CallEvent['type']) =>
      events.flatMap((event) => (event.type === type && 'channel' in event ? [event.channel?.uniqueid] : []));
    expect(uniqueids('hangup').sort()).toEqual(uniqueids('channel-created').sort());
  });

  test('a queue tells which member took the call', async () => {
    const connected = (await told('queue')).filter((event) => event.type === 'agent-connected');
    expect(connected).toHaveLength(1);
    expect(connected[0]).toMatchObject({
      channel: { name: expect.stringMatching(/^PJSIP\/trunk-/) },
      destination: { name: expect.stringMatching(/^PJSIP\/agent/) },
      agent: expect.stringMatching(/./),
    });
  });

  test('the halves of a Local channel are joined', async () => {
    const joined = (await told('local-channel')).filter((event) => event.type === 'local-bridged');
    expect(joined).toMatchObject([
      { one: { name: expect.stringMatching(/^Local\/.*;1$/) }, two: { name: expect.stringMatching(/;2$/) } },
    ]);
  });

  test('the dialplan tells the DID by FROM_DID', async () => {
    const set = (await told('ivr-then-agent')).filter((event) => event.type === 'variable-set');
    expect(set[0]).toMatchObject({ name: 'FROM_DID', value: '+74951230005' });
  });

  test('a withheld caller is what the trunk wrote', async () => {
    const [created] = await told('anonymous-caller');
    expect(created).toMatchObject({ type: 'channel-created', channel: { callerNumber: 'anonymous' } });
  });
});

describe('torn to pieces', () => {
  test.each([1, 2, 3])('at random places, seed %i', async (seed) => {
    const whole = Buffer.from(transcript('answered'));
    const expected = await eventsOf([whole]);
    const pieces = cutAt(whole, randomPositions(seed, 300, whole.length));
    expect(await eventsOf(pieces)).toEqual(expected);
  });

  test('at every byte of an event', async () => {
    const event = Buffer.from(
      'Event: Newchannel\r\nChannel: PJSIP/trunk-1\r\nChannelState: 4\r\nCallerIDNum: +79161234567\r\n' +
        'CallerIDName: Анна Ж\r\nContext: from-trunk\r\nExten: +74951230001\r\nUniqueid: 17.1\r\nLinkedid: 17.1\r\n\r\n',
    );
    const expected = await eventsOf([event]);
    expect(expected).toMatchObject([{ channel: { callerName: 'Анна Ж', uniqueid: '17.1' } }]);
    for (let at = 1; at < event.length; at += 1) {
      expect(await eventsOf(cutAt(event, [at])), `cut at byte ${at}`).toEqual(expected);
    }
  });
});
