// Flows of a call until somebody answers it, or nobody does.
import { ANSWERS, type Flow, missed, SILENT, talkedTo, UNTIL_FAR_SIDE } from './call-flow.ts';

const late = { answerAfterMs: 2_500 };

export const answeringFlows: readonly Flow[] = [
  {
    name: 'plain',
    what: 'One phone rings and is answered; the caller hangs up',
    phones: () => ({ a: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    records: [talkedTo('a')],
  },
  {
    name: 'agent-hangs-up',
    what: 'One phone rings and is answered; the agent hangs up',
    phones: () => ({ a: { ...ANSWERS, hangUpAfterMs: 1_500 } }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [UNTIL_FAR_SIDE],
    records: [{ outcome: 'answered', end: 'agent-hung-up', agents: ['a'] }],
  },
  {
    name: 'no-answer',
    what: 'The phone rings out',
    phones: () => ({ a: SILENT }),
    steps: ({ dial }) => [`Dial(${dial('a')},3)`],
    records: [missed('no-answer')],
  },
  {
    name: 'gave-up',
    what: 'The caller hangs up while it rings',
    phones: () => ({ a: SILENT }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`],
    calls: [{ cancelAfterMs: 1_500 }],
    records: [missed('caller-gave-up')],
  },
  {
    name: 'busy',
    what: 'The phone is busy',
    phones: () => ({ a: { busy: true } }),
    steps: ({ dial }) => [`Dial(${dial('a')},20)`, 'Busy(1)'],
    records: [{ outcome: 'busy', end: 'busy', agents: [] }],
  },
  {
    name: 'unknown-phone',
    what: 'The dialplan dials a phone that does not exist',
    steps: () => ['Dial(PJSIP/nobody-there,20)', 'Congestion(1)'],
    records: [{ outcome: 'failed', end: 'failed', agents: [] }],
  },
  {
    name: 'early-media',
    what: 'A recorded announcement before the answer (Progress), then a phone',
    phones: () => ({ a: ANSWERS }),
    steps: ({ dial }) => ['Progress()', 'Wait(1.5)', `Dial(${dial('a')},20)`],
    records: [talkedTo('a')],
  },
  {
    name: 'early-media-only',
    what: 'A recorded announcement before the answer, and no phone',
    steps: () => ['Progress()', 'Wait(2)', 'Hangup()'],
    records: [missed('caller-gave-up')],
  },
  {
    name: 'ring-group',
    what: 'Ring group, all at once: the quicker one answers',
    phones: () => ({ a: SILENT, b: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')}&${dial('b')},20)`],
    records: [talkedTo('b')],
  },
  {
    name: 'ring-group-serial',
    what: 'Ring group, one after another: the second answers',
    phones: () => ({ a: SILENT, b: ANSWERS }),
    steps: ({ dial }) => [`Dial(${dial('a')},2)`, `Dial(${dial('b')},20)`],
    records: [talkedTo('b')],
  },
  {
    name: 'ring-group-nobody',
    what: 'Ring group, one after another: one is busy, the other rings out',
    phones: () => ({ a: { busy: true }, b: SILENT }),
    steps: ({ dial }) => [`Dial(${dial('a')},2)`, `Dial(${dial('b')},2)`],
    records: [missed('no-answer')],
  },
  {
    name: 'queue',
    what: 'Queue: the caller waits, a member answers, known by name',
    phones: () => ({ a: ANSWERS }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,20)`],
    queues: ({ own, dial }) => queue(own, `member => ${dial('a')},0,Anna Petrova`),
    calls: [{ talkForMs: 4_000 }],
    records: [talkedTo('Anna Petrova')],
  },
  {
    name: 'queue-agent-hangs-up',
    what: 'Queue: a member answers and hangs up first',
    phones: () => ({ a: { ...ANSWERS, hangUpAfterMs: 2_000 } }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,20)`, 'Hangup()'],
    queues: ({ own, dial }) => queue(own, `member => ${dial('a')},0,Anna Petrova`),
    calls: [UNTIL_FAR_SIDE],
    records: [{ outcome: 'answered', end: 'agent-hung-up', agents: ['Anna Petrova'] }],
  },
  {
    name: 'queue-abandoned',
    what: 'Queue: the caller hangs up while waiting',
    phones: () => ({ a: SILENT }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,20)`],
    queues: ({ own, dial }) => queue(own, `member => ${dial('a')}`),
    calls: [{ talkForMs: 2_500 }],
    records: [missed('caller-gave-up')],
  },
  {
    name: 'queue-next-member',
    what: 'Queue: one member does not answer, the next one does',
    phones: () => ({ a: SILENT, b: ANSWERS }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,20)`],
    queues: ({ own, dial }) =>
      queue(own, `member => ${dial('a')},0,Anna\nmember => ${dial('b')},0,Boris`, 'rrmemory'),
    calls: [{ talkForMs: 6_000 }],
    records: [talkedTo('Boris')],
  },
  {
    name: 'queue-gives-up',
    what: 'Queue: nobody answers in its time, and the call ends',
    phones: () => ({ a: SILENT }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,3)`, 'Hangup()'],
    queues: ({ own, dial }) => queue(own, `member => ${dial('a')}`),
    calls: [UNTIL_FAR_SIDE],
    records: [missed('no-answer')],
  },
  {
    name: 'ivr-then-agent',
    what: 'A menu answers; the caller presses 1 and an agent answers',
    phones: () => ({ a: ANSWERS }),
    steps: ({ own }) => ['Answer()', `Goto(${own},s,1)`],
    contexts: ({ own, dial }) => `[${own}]\nexten => s,1,WaitExten(5)\nexten => 1,1,Dial(${dial('a')},20)\n`,
    calls: [{ deeds: [{ pauseMs: 1_000 }, { keys: '1' }], talkForMs: 3_500 }],
    records: [talkedTo('a')],
  },
  {
    name: 'ivr-only',
    what: 'A menu answers and nobody else',
    steps: () => ['Answer()', 'Wait(2)', 'Hangup()'],
    calls: [UNTIL_FAR_SIDE],
    records: [missed('caller-gave-up')],
  },
  {
    name: 'voicemail',
    what: 'Nobody answers; the caller leaves a message',
    phones: () => ({ a: SILENT }),
    steps: ({ dial }) => [`Dial(${dial('a')},2)`, 'VoiceMail(100@default,s)'],
    calls: [{ talkForMs: 2_500 }],
    records: [missed('no-answer')],
  },
  {
    name: 'local-chain',
    what: 'Local channels that stay in the path (/n)',
    phones: () => ({ a: ANSWERS }),
    steps: ({ own }) => [`Dial(Local/1@${own}/n,20)`],
    contexts: ({ own, dial }) => chain(own, dial('a'), '/n'),
    calls: [{ talkForMs: 2_000, speaks: true }],
    records: [talkedTo('a')],
  },
  {
    name: 'local-chain-optimized',
    what: 'Local channels that Asterisk takes out of the path',
    phones: () => ({ a: ANSWERS }),
    steps: ({ own }) => [`Dial(Local/1@${own},20)`],
    contexts: ({ own, dial }) => chain(own, dial('a'), ''),
    calls: [{ talkForMs: 2_000, speaks: true }],
    records: [talkedTo('a')],
  },
  {
    name: 'queue-of-local',
    what: 'Queue whose member is a Local channel, known by name',
    phones: () => ({ a: ANSWERS }),
    steps: ({ own }) => ['Answer()', `Queue(${own},,,,20)`],
    contexts: ({ own, dial }) => `[${own}]\nexten => 1,1,Dial(${dial('a')},20)\n`,
    queues: ({ own, dial }) => queue(own, `member => Local/1@${own}/n,0,Vera,${dial('a')}`),
    calls: [{ talkForMs: 4_000 }],
    records: [talkedTo('Vera')],
  },
  {
    name: 'two-at-once',
    what: 'Two callers on one DID at once, each with an agent of their own',
    phones: () => ({ a: ANSWERS, b: late }),
    steps: ({ dial, own }) => [
      `Set(N=\${GROUP_COUNT(${own})})`,
      `Set(GROUP()=${own})`,
      `Dial(\${IF($["\${N}" = "0"]?${dial('a')}:${dial('b')})},20)`,
    ],
    calls: [{ talkForMs: 4_000 }, { talkForMs: 2_000, afterMs: 500 }],
    records: [talkedTo('a'), talkedTo('b')],
  },
  {
    name: 'recorded',
    what: 'The conversation is recorded',
    phones: () => ({ a: ANSWERS }),
    steps: ({ dial, own }) => [`MixMonitor(${own}.wav,b)`, `Dial(${dial('a')},20)`],
    records: [{ ...talkedTo('a'), recording: 'recorded.wav' }],
  },
];

function queue(name: string, members: string, strategy = 'ringall'): string {
  return `[${name}]\nstrategy = ${strategy}\ntimeout = 2\nretry = 1\nringinuse = yes\n${members}\n`;
}

function chain(own: string, phone: string, option: string): string {
  return `[${own}]\nexten => 1,1,Dial(Local/2@${own}${option},20)\nexten => 2,1,Dial(${phone},20)\n`;
}
