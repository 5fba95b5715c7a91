// Flows of a call that passes from one to another: transfers, forwards, pick-up, parking, conferences, hold.
import { ANSWERS, type Flow, missed, type Place, SILENT, talkedTo, UNTIL_FAR_SIDE } from './call-flow.ts';
import type { Deed } from './sipp-deeds.ts';

/** The agent may press the feature codes of a transfer. */
const mayTransfer = ({ dial }: Place) => ['Set(__TRANSFER_CONTEXT=phones)', `Dial(${dial('a')},20,t)`];
/** By feature code, to ask a colleague first. */
const consults = (colleague: string): Deed[] => [
  { pauseMs: 1_000 },
  { keys: '*2' },
  { pauseMs: 500 },
  { keys: colleague },
];

export const passingOnFlows: readonly Flow[] = [
  {
    name: 'blind-transfer',
    what: 'Blind transfer by feature code to a colleague who answers',
    phones: ({ number }) => ({
      a: {
        answerAfterMs: 500,
        deeds: [{ pauseMs: 1_500 }, { keys: '#1' }, { pauseMs: 500 }, { keys: number('b') }],
      },
      b: { answerAfterMs: 1_500 },
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 7_000 }],
    records: [talkedTo('a', 'b')],
  },
  {
    name: 'blind-transfer-nobody',
    what: 'Blind transfer to a colleague who does not answer',
    phones: ({ number }) => ({
      a: {
        answerAfterMs: 500,
        deeds: [{ pauseMs: 1_000 }, { keys: '#1' }, { pauseMs: 500 }, { keys: number('b') }],
      },
      b: SILENT,
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 6_000 }],
    records: [talkedTo('a')],
  },
  {
    name: 'attended-transfer',
    what: 'Attended transfer by feature code: consultation, then the colleague takes over',
    phones: ({ number }) => ({
      a: {
        answerAfterMs: 500,
        deeds: consults(number('b')),
        hangUpAfterMs: 4_000,
      },
      b: { answerAfterMs: 1_000 },
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 9_000 }],
    // From the colleague's number dialled until the agent hangs up: the pause before that, and no more.
    records: [{ ...talkedTo('a', 'b'), apartMs: 4_000 }],
  },
  {
    name: 'attended-transfer-taken-back',
    what: 'Attended transfer by feature code: after the consultation the agent takes the caller back',
    phones: ({ number }) => ({
      a: {
        answerAfterMs: 500,
        deeds: [...consults(number('b')), { pauseMs: 4_000 }, { keys: '*1' }],
      },
      b: { answerAfterMs: 1_000 },
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 10_000 }],
    // The colleague never heard the caller.
    records: [{ ...talkedTo('a'), apartMs: 4_000 }],
  },
  {
    name: 'attended-transfer-nobody',
    what: 'Attended transfer by feature code to a colleague who does not answer: the agent takes the caller back',
    phones: ({ number }) => ({
      a: {
        answerAfterMs: 500,
        deeds: [...consults(number('b')), { pauseMs: 4_000 }, { keys: '*1' }],
      },
      b: SILENT,
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 10_000 }],
    records: [{ ...talkedTo('a'), apartMs: 4_000 }],
  },
  {
    name: 'refer',
    what: 'Blind transfer by the phone itself (SIP REFER) to a colleague who answers',
    phones: ({ number }) => ({
      a: { answerAfterMs: 500, deeds: [{ pauseMs: 1_500 }, { referTo: number('b') }], hangUpAfterMs: 300 },
      b: { answerAfterMs: 1_500 },
    }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [{ talkForMs: 6_000 }],
    records: [talkedTo('a', 'b')],
  },
  {
    name: 'forward-302',
    what: 'The phone sends the call on (302) to a colleague who answers',
    phones: ({ number }) => ({ a: { forwardTo: number('b') }, b: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    records: [talkedTo('b')],
  },
  {
    name: 'forward-outside',
    what: 'The dialplan forwards the call by the trunk to a mobile, which answers',
    phones: () => ({ m: ANSWERS }),
    steps: ({ port }) => [`Dial(PJSIP/trunk/sip:+79990001122@127.0.0.1:${port('m')},20)`],
    records: [talkedTo('PJSIP/trunk')],
  },
  {
    name: 'pick-up',
    what: 'A colleague picks up the ringing call',
    phones: () => ({ a: SILENT }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    contexts: ({ own, dial }) => `[agents](+)\nexten => *8${own},1,PickupChan(${dial('a')})\n`,
    calls: [
      { talkForMs: 2_500 },
      { from: 'z', dials: ({ own }) => `*8${own}`, afterMs: 1_500, ...UNTIL_FAR_SIDE },
    ],
    records: [talkedTo('z')],
  },
  {
    name: 'park',
    what: 'The agent parks the call, a colleague takes it from the lot',
    phones: () => ({
      a: {
        answerAfterMs: 500,
        deeds: [{ pauseMs: 1_000 }, { keys: '#1' }, { pauseMs: 500 }, { keys: '700' }],
      },
    }),
    steps: mayTransfer,
    calls: [{ talkForMs: 10_000 }, { from: 'z', dials: () => '701', afterMs: 6_500, ...UNTIL_FAR_SIDE }],
    // The agent is told the slot's number while the caller is parked already.
    records: [{ ...talkedTo('a', 'z'), apartMs: 3_000 }],
  },
  {
    name: 'conference',
    what: 'Two callers and an agent in one conference',
    steps: ({ own }) => ['Answer()', `ConfBridge(${own})`],
    contexts: ({ own }) => `[agents](+)\nexten => conf${own},1,Answer()\n same => n,ConfBridge(${own})\n`,
    calls: [
      { talkForMs: 6_000 },
      { talkForMs: 6_500, afterMs: 1_000 },
      { from: 'z', dials: ({ own }) => `conf${own}`, afterMs: 2_500, talkForMs: 6_000 },
    ],
    records: [talkedTo('z'), talkedTo('z')],
  },
  {
    name: 'hold',
    what: 'The agent puts the caller on hold and takes them back',
    phones: () => ({
      a: {
        answerAfterMs: 500,
        deeds: [{ pauseMs: 800 }, { hold: true }, { pauseMs: 1_500 }, { hold: false }],
      },
    }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [{ talkForMs: 4_500 }],
    records: [talkedTo('a')],
  },
  {
    name: 'transfer-to-ivr',
    what: 'After the talk the caller is sent on to an announcement: no talk any more',
    phones: () => ({ a: { ...ANSWERS, hangUpAfterMs: 2_000 } }),
    steps: ({ dial }) => [`Dial(${dial('a')},20,g)`, 'Wait(3)', 'Hangup()'],
    calls: [UNTIL_FAR_SIDE],
    records: [{ outcome: 'answered', end: 'agent-hung-up', agents: ['a'] }],
  },
  {
    name: 'internal',
    what: 'An internal call is ignored',
    phones: () => ({ a: ANSWERS }),
    steps: () => ['Hangup()'],
    calls: [{ from: 'z', dials: ({ number }) => number('a') }],
    records: [],
  },
  {
    name: 'outbound',
    what: 'An outbound call by the trunk is ignored',
    phones: () => ({ m: ANSWERS }),
    steps: () => ['Hangup()'],
    contexts: ({ own, port }) =>
      `[agents](+)\nexten => out${own},1,Dial(PJSIP/trunk/sip:+79990001123@127.0.0.1:${port('m')},20)\n`,
    calls: [{ from: 'z', dials: ({ own }) => `out${own}` }],
    records: [],
  },
  {
    name: 'conference-callers-only',
    what: 'Two callers in one conference, and nobody of the office',
    steps: ({ own }) => ['Answer()', `ConfBridge(${own})`],
    calls: [{ talkForMs: 3_000 }, { talkForMs: 2_500, afterMs: 500 }],
    records: [missed('caller-gave-up'), missed('caller-gave-up')],
  },
];
