// The calls whose AMI transcripts record-ami.ts keeps in test/fixtures/ami: name -> what happens.
import type { AsteriskBed } from './asterisk.ts';
import type { AgentBehaviour, CallOptions } from './sipp.ts';

export interface Scene {
  agents: Readonly<Record<string, AgentBehaviour>>;
  /** Placed at the same moment; what is left out is a call to +74951230001. */
  calls: readonly Partial<CallOptions>[];
  /** Once every call is answered: an action whose answer alone is kept, or a deed within the recording. */
  live?: { ask: readonly string[] } | { act: (bed: AsteriskBed) => Promise<unknown> };
  /** `live` at ringing instead. */
  whileRinging?: true;
}

const answers: AgentBehaviour = { answerAfterMs: 700 };
const late: AgentBehaviour = { answerAfterMs: 2000 };
const silent: AgentBehaviour = { neverAnswer: true };
const untilFarSide = { talkForMs: Number.POSITIVE_INFINITY };
const diversion = 'Diversion: <sip:+74951112233@127.0.0.1>;reason=unconditional';
const variables = 'Variables: FROM_DID,CALLERID(rdnis),CDR(recordingfile),MIXMONITOR_FILENAME';

export const scenes: Readonly<Record<string, Scene>> = {
  login: { agents: {}, calls: [] },
  answered: { agents: { agent1: answers }, calls: [{ talkForMs: 1200 }] },
  'answered-agent-hangs-up': {
    agents: { agent1: { ...answers, hangUpAfterMs: 1000 } },
    calls: [untilFarSide],
  },
  missed: { agents: { agent1: silent }, calls: [{}] },
  'caller-gave-up': { agents: { agent1: silent }, calls: [{ cancelAfterMs: 1000 }] },
  busy: { agents: { agent1: { busy: true } }, calls: [{}] },
  'agent-unreachable': { agents: {}, calls: [{}] },
  'anonymous-caller': {
    agents: { agent1: answers },
    calls: [{ caller: 'anonymous', callerName: 'Anonymous' }],
  },
  diverted: {
    agents: { agent1: answers },
    calls: [
      {
        callerName: 'Ivan Petrov',
        headers: ['Diversion: <sip:+74951112233@127.0.0.1>;reason=unconditional'],
      },
    ],
  },
  'two-calls-one-did': {
    agents: { agent1: answers },
    calls: [{}, { caller: '+79031112233', talkForMs: 1500 }],
  },
  'ring-group': { agents: { agent1: answers, agent2: late }, calls: [{ did: '+74951230002' }] },
  'local-channel': { agents: { agent1: answers }, calls: [{ did: '+74951230003', talkForMs: 1500 }] },
  // Asterisk takes the Local pair out of the path only when sound flows through it.
  'local-channel-optimized': {
    agents: { agent1: answers },
    calls: [{ did: '+74951230003', talkForMs: 1500, speaks: true }],
  },
  queue: { agents: { agent1: answers, agent2: late }, calls: [{ did: '+74951230004', talkForMs: 2500 }] },
  'queue-abandoned': {
    agents: { agent1: silent, agent2: silent },
    calls: [{ did: '+74951230004', talkForMs: 1500 }],
  },
  'ivr-then-agent': { agents: { agent2: answers }, calls: [{ did: '+74951230005', talkForMs: 3000 }] },
  'ivr-only': { agents: {}, calls: [{ did: '+74951230006', ...untilFarSide }] },
  // The trunk channel is sent to another agent: what a phone's transfer key does, asked by command.
  redirected: {
    agents: { agent1: answers, agent2: answers },
    calls: [{ talkForMs: 4000 }],
    live: { act: async (bed) => bed.cli(`channel redirect ${await trunkChannel(bed)} ivr,s,agent`) },
  },
  'shutdown-with-live-call': {
    agents: { agent1: answers },
    calls: [untilFarSide],
    live: { act: (bed) => bed.restart() },
  },
  status: asked(['Action: Status', 'ActionID: status-1']),
  'status-with-variables': {
    agents: { agent2: answers },
    calls: [{ did: '+74951230005', talkForMs: 2000, headers: [diversion] }],
    live: { ask: ['Action: Status', 'ActionID: status-2', variables] },
  },
  'status-idle': { agents: {}, calls: [], live: { ask: ['Action: Status', 'ActionID: status-3'] } },
  'status-ringing': {
    agents: { agent1: silent },
    calls: [{ cancelAfterMs: 2000 }],
    live: { ask: ['Action: Status', 'ActionID: status-4'] },
    whileRinging: true,
  },
  'core-show-channels': asked(['Action: CoreShowChannels', 'ActionID: channels-1']),
  'core-show-channels-idle': {
    agents: {},
    calls: [],
    live: { ask: ['Action: CoreShowChannels', 'ActionID: channels-2'] },
  },
  'core-status': asked(['Action: CoreStatus', 'ActionID: corestatus-1']),
  'queue-status': {
    agents: { agent1: silent, agent2: silent },
    calls: [{ did: '+74951230004', talkForMs: 2000 }],
    live: { ask: ['Action: QueueStatus', 'ActionID: queuestatus-1'] },
  },
};

/** The answer to one action while one answered call is up. */
function asked(ask: readonly string[]): Scene {
  return { agents: { agent1: answers }, calls: [{ talkForMs: 2000 }], live: { ask } };
}

async function trunkChannel(bed: AsteriskBed): Promise<string> {
  const channel = /PJSIP\/trunk-\w+/.exec(await bed.cli('core show channels concise'))?.[0];
  if (channel === undefined) throw new Error('no trunk channel is up');
  return channel;
}
