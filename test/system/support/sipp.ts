// Callers and agents' phones for a test: real SIP calls on loopback, placed and answered by SIPp.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeUdpPort } from './free-ports.ts';
import { type Deed, deedsXml } from './sipp-deeds.ts';
import { type Moment, SippRun } from './sipp-run.ts';

/** Long enough to mean "never" within a test, short enough for SIPp's 32-bit milliseconds. */
const NEVER_MS = 3_600_000;
const BIND_MS = 5000;
/** Loops the sound file that SippRun lays beside every scenario. */
const SPEAK = '<nop><action><exec rtp_stream="tone.ulaw,-1,0"/></action></nop>';

export interface CallOptions {
  /** UDP port of the Asterisk to call. */
  sipPort: number;
  /** The number the caller dials, as the trunk hands it over. */
  did: string;
  /** User of the request line, where a trunk writes the DID into the To header alone (default: the DID). */
  dialled?: string;
  /** The caller's number, as the trunk hands it over; `anonymous` hides it. */
  caller: string;
  callerName?: string;
  /** Ms after ringing starts until the caller gives up (CANCEL); by default never. */
  cancelAfterMs?: number;
  /** Ms after the answer until the caller hangs up (default 500). `Infinity` waits for the far side. */
  talkForMs?: number;
  /** Sends a tone (PCMU) once answered; otherwise the caller is silent, without a single RTP packet. */
  speaks?: boolean;
  /** What the caller does once answered, before `talkForMs` begins. */
  deeds?: readonly Deed[];
  /** More SIP headers of the INVITE, such as `Diversion: <sip:+74951112233@trunk>;reason=unconditional`. */
  headers?: readonly string[];
  /** Ends the call at once, without a goodbye. */
  signal?: AbortSignal;
}

export interface CallResult {
  /** `failed`: SIPp saw something its scenario does not foresee; `detail` tells what. */
  outcome: 'answered' | 'refused' | 'gave-up' | 'failed';
  /** The SIP status of a refusal: 486 busy, 603 or 480 nobody answered. */
  refusedWith: number | null;
  endedBy: 'caller' | 'far-side' | null;
  /** Ms from the INVITE to the first ringing; null when it never rang. */
  rangAfterMs: number | null;
  answeredAfterMs: number | null;
  talkedMs: number | null;
  /** When the INVITE was sent, the answer came and the call was over, in ms since the epoch. */
  calledAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  detail: string;
}

export interface PlacedCall extends AsyncDisposable {
  /** Settles when the caller hears ringing; rejects when the call ended without. */
  readonly ringing: Promise<void>;
  /** Settles when somebody answers; rejects when the call ended without. */
  readonly answered: Promise<void>;
  readonly ended: Promise<CallResult>;
}

/** Starts one call; many may run at once. Dispose of it, or pass a signal, so that nothing outlives the test. */
export async function placeCall(options: CallOptions): Promise<PlacedCall> {
  // Without a header of the caller's the line must not be empty: that would end the SIP header.
  const headers = options.headers ?? [];
  const words = {
    DID: options.did,
    DIALLED: options.dialled ?? options.did,
    CALLER: options.caller,
    CALLER_NAME: options.callerName === undefined ? '' : `"${options.callerName}" `,
    CANCEL_MS: finite(options.cancelAfterMs ?? NEVER_MS),
    TALK_MS: finite(options.talkForMs ?? 500),
    SPEAK: options.speaks === true ? SPEAK : '',
    DEEDS: deedsXml(
      options.deeds ?? [],
      'From: @CALLER_NAME@<sip:@CALLER@@[local_ip]:[local_port]>;tag=[pid]SIPp[call_number]\n      [last_To:]',
    )
      .replaceAll('@CALLER_NAME@', options.callerName === undefined ? '' : `"${options.callerName}" `)
      .replaceAll('@CALLER@', options.caller),
    HEADERS: headers.length > 0 ? headers.join('\n      ') : 'Subject: rig',
  };
  const port = await freeUdpPort();
  const target = `127.0.0.1:${options.sipPort}`;
  const run = await SippRun.start('caller', words, [target, '-m', '1', '-p', String(port)], options.signal);
  const until = async (...moments: string[]) => {
    if ((await run.reached(...moments)) === null) throw new Error(`the call was never ${moments[0]}`);
  };
  const ringing = until('ringing', 'progress', 'answered');
  const answered = until('answered');
  // A test that never asks for them must not fail by an unhandled rejection.
  ringing.catch(() => {});
  answered.catch(() => {});
  const ended = run.exited.then(async () => toResult(await run.moments(), await run.errors()));
  return {
    ringing,
    answered,
    ended,
    async [Symbol.asyncDispose]() {
      await run.kill();
      await Promise.allSettled([ringing, answered, ended]);
      await run[Symbol.asyncDispose]();
    },
  };
}

/** Places every call of the list at the same moment. */
export async function placeCalls(calls: readonly CallOptions[]): Promise<PlacedCall[]> {
  return Promise.all(calls.map((call) => placeCall(call)));
}

/** What the phone does with each call it gets; times in ms. `hangUpAfterMs` counts from the last deed (default: never). */
export type AgentBehaviour =
  | { answerAfterMs: number; deeds?: readonly Deed[]; hangUpAfterMs?: number }
  | { neverAnswer: true }
  | { busy: true }
  | { forwardTo: string };

/** One conversation of a phone, in ms since the epoch; `to` is null while it lasts. */
export interface Talk {
  from: number;
  to: number | null;
}

export interface Agent extends AsyncDisposable {
  /** Calls that reached this phone so far, answered or not. A busy phone does not count. */
  rings(): Promise<number>;
  /** What it has answered so far; one after another, as a phone does. */
  talks(): Promise<Talk[]>;
  /** Settles at the first call that reaches it. */
  firstRing(): Promise<void>;
}

/** Starts the phone of an agent on its UDP port (AsteriskBed.agentPort) and waits until it can be called. */
export async function startAgent(
  options: { port: number; signal?: AbortSignal } & AgentBehaviour,
): Promise<Agent> {
  const scenario = 'busy' in options ? 'agent-busy' : 'forwardTo' in options ? 'agent-forward' : 'agent';
  const words = {
    FORWARD_TO: 'forwardTo' in options ? options.forwardTo : '',
    DEEDS:
      'answerAfterMs' in options
        ? deedsXml(
            options.deeds ?? [],
            'From: <sip:agent@[local_ip]:[local_port]>;tag=[pid]SIPp[call_number]\n      To:[$remote]',
          )
        : '',
    ANSWER_MS: 'answerAfterMs' in options ? finite(options.answerAfterMs) : NEVER_MS,
    HANG_UP_MS: 'answerAfterMs' in options ? finite(options.hangUpAfterMs ?? NEVER_MS) : NEVER_MS,
  };
  const port = ['-p', String(options.port)];
  const run = await SippRun.start(scenario, words, port, options.signal);
  const deadline = Date.now() + BIND_MS;
  while (!(await udpPortIsBound(options.port))) {
    if (!run.running || Date.now() > deadline) throw new Error(`SIPp did not bind port ${options.port}`);
    await sleep(10);
  }
  return {
    rings: async () => (await run.moments()).filter(({ what }) => what === 'ringing').length,
    talks: async () => talksOf(await run.moments()),
    firstRing: async () => {
      const ring = await run.reached('ringing');
      if (ring === null) throw new Error('the phone was switched off before it rang');
    },
    [Symbol.asyncDispose]: () => run[Symbol.asyncDispose](),
  };
}

function talksOf(moments: readonly Moment[]): Talk[] {
  const talks: Talk[] = [];
  for (const { what, at } of moments) {
    if (what === 'answered') talks.push({ from: at, to: null });
    const open = talks.at(-1);
    if ((what === 'hung-up' || what === 'far-side-hung-up') && open) open.to ??= at;
  }
  return talks;
}

function toResult(moments: readonly Moment[], detail: string): CallResult {
  const at = (what: string) => moments.find((moment) => moment.what === what) ?? null;
  const answered = at('answered');
  const refused = at('refused');
  const farSide = at('far-side-hung-up');
  const hungUp = farSide ?? at('hung-up');
  const gaveUp = at('gave-up');
  return {
    outcome: answered ? 'answered' : refused ? 'refused' : gaveUp ? 'gave-up' : 'failed',
    refusedWith: refused?.code ?? null,
    endedBy: farSide || refused ? 'far-side' : hungUp || gaveUp ? 'caller' : null,
    rangAfterMs: at('ringing')?.atMs ?? null,
    answeredAfterMs: answered?.atMs ?? null,
    talkedMs: answered && hungUp ? hungUp.atMs - answered.atMs : null,
    calledAt: at('called')?.at ?? null,
    answeredAt: answered?.at ?? null,
    endedAt: (hungUp ?? refused ?? gaveUp)?.at ?? null,
    detail,
  };
}

/** SIPp counts in whole ms and knows no infinity; 0 would mean "no time-out" to it. */
function finite(ms: number): number {
  return Math.min(Math.max(Math.round(ms), 1), NEVER_MS);
}

/** Read from the kernel's list: a trial bind could take the port away from SIPp. */
async function udpPortIsBound(port: number): Promise<boolean> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = await readFile('/proc/net/udp', 'utf8');
  return sockets.split('\n').some((line) => line.includes(`:${hex} 00000000:0000 `));
}
