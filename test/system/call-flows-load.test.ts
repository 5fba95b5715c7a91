// 200 calls at 20 a second over 50 DIDs, each DID with a flow of its own by seed: every record right, none left open.
import { expect, test } from 'vitest';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import type { Call } from '../../src/core/call.ts';
import { CallBook } from '../../src/core/call-book.ts';
import { e164 } from '../support/builders.ts';
import { RecordingLog, until, watchedTelephony } from '../support/fake-ami.ts';
import { aCatalogue } from '../support/played-calls.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import type { Cdr } from './support/cdr.ts';
import type { AsteriskVersion } from './support/read-rig.ts';
import { describeOnEachAsterisk } from './support/rig.ts';
import { startAgent } from './support/sipp.ts';
import { type LoadCall, type LoadResult, placeLoad } from './support/sipp-load.ts';

const SEED = 20_260_115;
const DIDS = 50;
const CALLS = 200;
const PER_SECOND = 20;
/** How far our clock and SIPp's may differ on a machine that is busy with the rest of the rig. */
const CLOCKS_MS = 1_500;

/** What a caller does: hangs up after a talk, waits for the far side, or gives up while it rings. */
type Caller = 'talks' | 'waits' | 'gives-up';

interface LoadFlow {
  readonly caller: Caller;
  readonly steps: readonly string[];
  readonly expected: Pick<Call, 'outcome' | 'end' | 'agents'>;
  /** Asterisk's own word for the call, where its record is of the same thing: an IVR's answer counts to it, too. */
  readonly disposition: string;
  /** The caller's phone is answered when a person answers, and not before. */
  readonly answeredByPerson?: true;
}

const dial = (phone: string, seconds = 20) => `Dial(PJSIP/${phone},${seconds})`;
const talk = (...agents: string[]) => ({ outcome: 'answered', end: 'caller-hung-up', agents }) as const;
const missed = (end: 'no-answer' | 'caller-gave-up') => ({ outcome: 'missed', end, agents: [] }) as const;

const FLOWS: Readonly<Record<string, LoadFlow>> = {
  plain: {
    caller: 'talks',
    steps: [dial('quick')],
    expected: talk('PJSIP/quick'),
    disposition: 'ANSWERED',
    answeredByPerson: true,
  },
  'agent-hangs-up': {
    caller: 'waits',
    steps: [dial('brief')],
    expected: { outcome: 'answered', end: 'agent-hung-up', agents: ['PJSIP/brief'] },
    disposition: 'ANSWERED',
    answeredByPerson: true,
  },
  'no-answer': {
    caller: 'waits',
    steps: [dial('silent', 2), 'Hangup()'],
    expected: missed('no-answer'),
    disposition: 'NO ANSWER',
  },
  'gave-up': {
    caller: 'gives-up',
    steps: [dial('silent')],
    expected: missed('caller-gave-up'),
    disposition: 'NO ANSWER',
  },
  busy: {
    caller: 'waits',
    steps: [dial('busy'), 'Busy(1)'],
    expected: { outcome: 'busy', end: 'busy', agents: [] },
    disposition: 'BUSY',
  },
  group: {
    caller: 'talks',
    steps: ['Dial(PJSIP/silent&PJSIP/quick,20)'],
    expected: talk('PJSIP/quick'),
    disposition: 'ANSWERED',
    answeredByPerson: true,
  },
  serial: {
    caller: 'talks',
    steps: [dial('silent', 1), dial('quick')],
    expected: talk('PJSIP/quick'),
    disposition: 'ANSWERED',
    answeredByPerson: true,
  },
  local: {
    caller: 'talks',
    steps: ['Dial(Local/1@behind,20)'],
    expected: talk('PJSIP/quick'),
    disposition: 'ANSWERED',
    answeredByPerson: true,
  },
  ivr: {
    caller: 'talks',
    steps: ['Answer()', 'Wait(1)', dial('quick')],
    expected: talk('PJSIP/quick'),
    disposition: 'ANSWERED',
  },
  'ivr-only': {
    caller: 'waits',
    steps: ['Answer()', 'Wait(1)', 'Hangup()'],
    expected: missed('caller-gave-up'),
    disposition: 'ANSWERED',
  },
  queue: {
    caller: 'talks',
    steps: ['Answer()', 'Queue(${EXTEN},,,,20)'],
    expected: talk('Anna'),
    disposition: 'ANSWERED',
  },
};

const TALK_MS = 4_000;
const CANCEL_MS = 1_500;

/** The same numbers every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = seeded(SEED);
const pick = <Value>(list: readonly Value[]) => list[Math.floor(random() * list.length)] as Value;
const kinds = Object.values(FLOWS);
/** Every flow has a DID; the rest by chance. */
const flowOf = new Map(
  Array.from({ length: DIDS }, (_, n) => [
    `+7495123${String(n + 1).padStart(4, '0')}`,
    kinds[n] ?? pick(kinds),
  ]),
);
const dids = [...flowOf.keys()];
const calls: readonly LoadCall[] = Array.from({ length: CALLS }, (_, n) => ({
  did: pick(dids),
  caller: `+7916${String(n).padStart(7, '0')}`,
}));

function dialplan(): string {
  const entries = [...flowOf].map(
    ([
      did,
      {
        steps: [first, ...rest],
      },
    ]) => [`exten => ${did},1,${first}`, ...rest.map((step) => ` same => n,${step}`)].join('\n'),
  );
  return ['[from-trunk]', ...entries, '', '[behind]', `exten => 1,1,${dial('quick')}`, ''].join('\n');
}

async function startBed(version: AsteriskVersion): Promise<AsteriskBed> {
  // A queue rings for one caller at a time: each DID has its own, or the callers would wait for one another.
  const queue = (did: string) =>
    `[${did}]\nstrategy = ringall\nringinuse = yes\nmember => PJSIP/quick,0,Anna\n`;
  return startAsterisk({
    version,
    agents: ['quick', 'brief', 'silent', 'busy'],
    dialplan: dialplan(),
    files: { 'queues.conf': `[general]\n${dids.map(queue).join('')}` },
  });
}

/** Places all calls, each kind of caller from a SIPp of its own, 20 a second together. */
async function placeAll(sipPort: number): Promise<Map<string, LoadResult>> {
  const behaviours = { talks: { talkForMs: TALK_MS }, waits: {}, 'gives-up': { cancelAfterMs: CANCEL_MS } };
  const parts = await Promise.all(
    Object.entries(behaviours).map(([caller, behaviour]) => {
      const own = calls.filter(({ did }) => flowOf.get(did)?.caller === caller);
      return placeLoad({ sipPort, calls: own, perSecond: (PER_SECOND * own.length) / CALLS, ...behaviour });
    }),
  );
  return new Map(parts.flatMap((part) => [...part]));
}

/** Compares a record with what the caller's phone saw, by its own clock. */
function beside(record: Call, seen: LoadResult | undefined, { answeredByPerson }: LoadFlow): string[] {
  const faults: string[] = [];
  const near = (what: string, ours: number | null, theirs: number | null | undefined) => {
    if (ours === null || theirs == null || Math.abs(ours - theirs) > CLOCKS_MS) {
      faults.push(`${record.caller} ${what}: ${ours} beside ${theirs}`);
    }
  };
  near('started', record.startedAt, seen?.calledAt);
  near('ended', record.endedAt, seen?.endedAt);
  if (!answeredByPerson) return faults;
  near('answered', record.answeredAt, seen?.answeredAt);
  near('talked', record.talkedMs, (seen?.endedAt ?? Number.NaN) - (seen?.answeredAt ?? Number.NaN));
  return faults;
}

function ofCall(cdrs: readonly Cdr[], record: Call): string[] {
  const own = cdrs.filter(({ uniqueid, src }) => record.id.endsWith(`-${uniqueid}`) && src === record.caller);
  return own.map(({ disposition }) => disposition);
}

describeOnEachAsterisk('a busy hour in ten seconds', ['sipp'], (version) => {
  test(`${CALLS} calls at ${PER_SECOND} a second over ${DIDS} DIDs: ${CALLS} right records`, async () => {
    await using bed = await startBed(version);
    await using _quick = await startAgent({ port: bed.agentPort('quick'), answerAfterMs: 300 });
    const brief = { answerAfterMs: 300, hangUpAfterMs: 1_000 };
    await using _brief = await startAgent({ port: bed.agentPort('brief'), ...brief });
    await using _silent = await startAgent({ port: bed.agentPort('silent'), neverAnswer: true });
    await using _busy = await startAgent({ port: bed.agentPort('busy'), busy: true });

    const log = new RecordingLog();
    const watched = watchedTelephony({ ...bed.ami, clock: new SystemClock(log) });
    watched.telephony.start(watched.listener);
    await using _link = { [Symbol.asyncDispose]: () => watched.telephony.stop() };
    await until(() => watched.listener.heard.includes('up'), 30_000);

    const seen = await placeAll(bed.sipPort);
    const idle = /^0 active channels/m;
    await expect.poll(() => bed.cli('core show channels'), { timeout: 60_000 }).toMatch(idle);

    const book = new CallBook({
      pbx: 'office',
      country: 'RU',
      catalogue: aCatalogue(dids.map(e164)),
      trunkContexts: ['from-trunk'],
    });
    const ended = new Map<string | null, Call>();
    const hangups = () => watched.listener.heard.filter((what) => what === 'hangup').length;
    const created = () => watched.listener.heard.filter((what) => what === 'channel-created').length;
    await until(() => hangups() === created(), 30_000);
    for (const event of watched.listener.events) {
      for (const { type, call } of book.apply(event)) if (type === 'ended') ended.set(call.caller, call);
    }

    const expected = calls.map(({ did, caller }) => ({ did, caller, ...flowOf.get(did)?.expected }));
    const got = calls.map(({ caller }) => {
      const { did, outcome, end, agents } = ended.get(e164(caller)) ?? {};
      return { did, caller, outcome, end, agents };
    });
    expect(got).toEqual(expected);
    expect([...book.open]).toEqual([]);
    expect(book.legs).toBe(0);
    expect(watched.counted.malformed).toBe(0);

    const faults = calls.flatMap(({ did, caller }) =>
      beside(ended.get(e164(caller)) as Call, seen.get(caller), flowOf.get(did) as LoadFlow),
    );
    expect(faults).toEqual([]);

    const written = () => bed.cdrs().then((cdrs) => new Set(cdrs.map(({ src }) => src)).size);
    await expect.poll(written, { timeout: 15_000 }).toBe(CALLS);
    const cdrs = await bed.cdrs();
    const differ = calls.filter(({ did, caller }) => {
      const dispositions = ofCall(cdrs, ended.get(e164(caller)) as Call);
      return !dispositions.includes(flowOf.get(did)?.disposition ?? '');
    });
    expect(differ).toEqual([]);
  });
});
