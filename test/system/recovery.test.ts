// A real Asterisk followed over disturbed links and by a service that is restarted, beside a link left in peace.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../src/core/call.ts';
import { e164 } from '../support/builders.ts';
import { faultOf } from '../support/call-fault.ts';
import { until } from '../support/fake-ami.ts';
import { FollowedBox } from '../support/followed-box.ts';
import { aCatalogue } from '../support/played-calls.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeWithRig } from './support/rig.ts';
import { type CallOptions, type PlacedCall, placeCall, startAgent } from './support/sipp.ts';

/** Whole seconds are all that Asterisk tells of a channel's age; the rest is for a busy machine. */
const SLACK = 4_000;
const PATIENCE = 30_000;
const DIDS = Array.from({ length: 10 }, (_, n) => e164(`+749512300${String(n + 1).padStart(2, '0')}`));
const catalogue = aCatalogue(DIDS);

/** 01 waits a second, then rings; 04 is a queue; 05 an IVR that rings after its menu; 09 tells 100,000 events. */
const DIALPLAN = `
[from-trunk]
exten => +74951230001,1,Wait(1)
 same => n,Dial(PJSIP/agent1,20)
 same => n,Hangup()
exten => +74951230004,1,Answer()
 same => n,Queue(sales,,,,20)
 same => n,Hangup()
exten => +74951230005,1,Answer()
 same => n,Wait(1)
 same => n,Dial(PJSIP/agent2,20)
 same => n,Hangup()
exten => +74951230009,1,Answer()
 same => n,Set(n=0)
 same => n,While($[\${n} < 25000])
 same => n,Set(n=$[\${n} + 1])
 same => n,EndWhile()
 same => n,Hangup()

[second]
exten => s,1,Dial(PJSIP/agent2,20)
 same => n,Hangup()
`;
const QUEUES = '[general]\n\n[sales]\nstrategy = ringall\ntimeout = 10\nmember => PJSIP/agent1,0,Anna\n';

function bedOf(more: Parameters<typeof startAsterisk>[0] = {}): Promise<AsteriskBed> {
  return startAsterisk({ dialplan: DIALPLAN, files: { 'queues.conf': QUEUES }, ...more });
}

function follow(bed: AsteriskBed): Promise<FollowedBox> {
  return FollowedBox.start({ ami: bed.ami, catalogue });
}

/** What one test started, ended in reverse order. Node 20 has no AsyncDisposableStack. */
class Everything implements AsyncDisposable {
  readonly #all: AsyncDisposable[] = [];

  use<Item extends AsyncDisposable>(item: Item): Item {
    this.#all.push(item);
    return item;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const item of this.#all.reverse()) await item[Symbol.asyncDispose]();
  }
}

const only = (box: FollowedBox): Call | undefined => [...box.calls.values()][0];
const over = (box: FollowedBox) => box.calls.size > 0 && box.open.length === 0;

describeWithRig('a real Asterisk over disturbed links', ['asterisk', 'sipp'], () => {
  let bed: AsteriskBed;

  beforeAll(async () => {
    bed = await bedOf();
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
  });

  interface Flow {
    readonly what: string;
    readonly call: Partial<CallOptions>;
    /** Ms until each answers, null for never. */
    readonly agents: Readonly<Record<string, number | null>>;
    readonly onceAnswered?: () => Promise<unknown>;
  }

  const FLOWS: readonly Flow[] = [
    { what: 'answered', call: { talkForMs: 1_500 }, agents: { agent1: 700 } },
    { what: 'given up while it rings', call: { cancelAfterMs: 1_500 }, agents: { agent1: null } },
    {
      what: 'taken by a queue member',
      call: { did: '+74951230004', talkForMs: 4_000 },
      agents: { agent1: 1_500 },
    },
    {
      what: 'abandoned in a queue',
      call: { did: '+74951230004', talkForMs: 3_000 },
      agents: { agent1: null },
    },
    {
      what: 'answered after an IVR',
      call: { did: '+74951230005', talkForMs: 3_500 },
      agents: { agent2: 700 },
    },
    {
      what: 'transferred to another agent',
      call: { talkForMs: 4_000 },
      agents: { agent1: 300, agent2: 700 },
      onceAnswered: async () => {
        await sleep(600);
        const trunk = /PJSIP\/trunk-\w+/.exec(await bed.cli('core show channels concise'))?.[0] ?? '';
        await bed.cli(`channel redirect ${trunk} second,s,1`);
      },
    },
  ];

  test.each(FLOWS)(
    'a call $what, with the link cut or the service restarted at any time of it',
    async (flow) => {
      await using stack = new Everything();
      for (const [agent, answerAfterMs] of Object.entries(flow.agents)) {
        const behaviour = answerAfterMs === null ? { neverAnswer: true as const } : { answerAfterMs };
        stack.use(await startAgent({ port: bed.agentPort(agent), ...behaviour }));
      }
      const control = stack.use(await follow(bed));
      const disturbed: FollowedBox[] = [];
      for (let n = 0; n < 12; n += 1) disturbed.push(stack.use(await follow(bed)));
      const from = Date.now();
      const call = stack.use(
        await placeCall({ sipPort: bed.sipPort, did: DIDS[0] ?? '', caller: '+79161234567', ...flow.call }),
      );
      const acting = flow.onceAnswered ? call.answered.then(flow.onceAnswered) : Promise.resolve();
      // One disturbance every 0.8 s, a cut and a restart in turn by halves: each phase of the call meets both.
      await Promise.all(
        disturbed.map(async (follower, n) => {
          await sleep(300 + Math.floor(n / 2) * 800);
          await (n % 2 === 0 ? follower.cut() : follower.restart());
        }),
      );
      await acting;
      await call.ended;
      await until(() => [control, ...disturbed].every((box) => box.open.length === 0), PATIENCE);
      const real = only(control);
      expect(real).toMatchObject({ state: 'ended' });
      const gap = { from, to: Date.now(), slack: SLACK };
      const known = disturbed.map((follower, n) => {
        // Who was away from before the call began until after it was over knows nothing of it, rightly.
        const seen = only(follower);
        if (seen) expect(faultOf(seen, real, gap), `follower ${n}`).toBeNull();
        return seen?.outcome;
      });
      console.info(`${flow.what}: really ${real?.outcome} ${real?.end}; followers said ${known.join(', ')}`);
      expect(known.filter((outcome) => outcome === undefined)).toEqual([]);
      expect(control.downs).toBe(0);
    },
  );

  test('half-open: the Ping finds it, and the call that ended meanwhile is over', async () => {
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 });
    await using follower = await follow(bed);
    await using call = await placeCall({ sipPort: bed.sipPort, did: DIDS[0] ?? '', caller: '+79161234567' });
    await call.answered;
    await until(() => only(follower)?.state === 'answered');
    follower.wire.stall();
    await call.ended;
    await sleep(1_000);
    expect(only(follower)?.state).toBe('answered');
    await until(() => follower.downs === 1, PATIENCE);
    follower.wire.flow();
    await until(() => over(follower), PATIENCE);
    expect(only(follower)).toMatchObject({ state: 'ended', outcome: 'unknown', end: 'lost' });
  });

  test('100,000 events while a call goes on: none lost, the call told rightly', async () => {
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 300 });
    await using follower = await follow(bed);
    const burst = { sipPort: bed.sipPort, did: '+74951230009', caller: '+79160000009' };
    const started = performance.now();
    await using storm = await placeCall({ ...burst, talkForMs: Number.POSITIVE_INFINITY });
    await using call = await placeCall({
      sipPort: bed.sipPort,
      did: DIDS[0] ?? '',
      caller: '+79161234567',
      talkForMs: 1_000,
    });
    await Promise.all([storm.ended, call.ended]);
    await until(() => follower.calls.size === 2 && over(follower), PATIENCE);
    const took = (performance.now() - started) / 1_000;
    console.info(`${follower.events} events in ${took.toFixed(1)} s`);
    expect(follower.events).toBeGreaterThan(100_000);
    expect([follower.downs, follower.malformed]).toEqual([0, 0]);
    const told = [...follower.calls.values()].find(({ caller }) => caller === '+79161234567');
    expect(told).toMatchObject({ outcome: 'answered', end: 'caller-hung-up', agents: ['PJSIP/agent1'] });
  });

  test('restarted in mid-call, every follower ends the call and knows the next one', async () => {
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 });
    await using follower = await follow(bed);
    const call = { sipPort: bed.sipPort, did: DIDS[0] ?? '', caller: '+79161234567', talkForMs: 60_000 };
    for (const end of ['kill', 'stop'] as const) {
      await using _call = await placeCall(call);
      await until(() => follower.open.some(({ state }) => state === 'answered'), PATIENCE);
      await bed[end]();
      await bed.start();
      await until(() => over(follower), PATIENCE);
    }
    expect([...follower.calls.values()].map(({ outcome }) => outcome)).toEqual([
      'unknown',
      expect.anything(),
    ]);
    await using next = await placeCall({ ...call, caller: '+79035550000', talkForMs: 100 });
    await next.ended;
    await until(() => follower.calls.size === 3 && over(follower), PATIENCE);
    expect([...follower.calls.values()].at(-1)).toMatchObject({
      outcome: 'answered',
      caller: '+79035550000',
    });
  });
});

describeWithRig('a service that is restarted or stands still', ['asterisk', 'sipp'], () => {
  let bed: AsteriskBed;

  beforeAll(async () => {
    bed = await bedOf();
    // Asterisk's own default, which is what drops slow readers.
    const file = join(bed.spoolFolder, '..', 'etc', 'manager.conf');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/writetimeout = \d+/, 'writetimeout = 100'));
    await bed.cli('manager reload');
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
  });

  /** Three calls, of which at one moment one waits in the dialplan, one rings and one talks. */
  async function threePhases(stack: Everything): Promise<PlacedCall[]> {
    const calls: PlacedCall[] = [];
    const place = async (did: string, caller: string, talkForMs = 1_500) => {
      const call = await placeCall({ sipPort: bed.sipPort, did, caller, talkForMs });
      calls.push(stack.use(call));
      return call;
    };
    const talking = await place('+74951230005', '+79160000001', 12_000);
    await talking.answered;
    await sleep(1_800);
    const ringing = await place('+74951230001', '+79160000002');
    await ringing.ringing;
    await place('+74951230001', '+79160000003');
    return calls;
  }

  test.each(['kill', 'stop'] as const)(
    '%s in each phase: the records are those of an undisturbed run',
    async (end) => {
      await using stack = new Everything();
      const leaseline = stack.use(await LeaselineProcess.start({ ami: bed.ami }));
      const control = stack.use(await follow(bed));
      stack.use(await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 4_000 }));
      stack.use(await startAgent({ port: bed.agentPort('agent2'), answerAfterMs: 200 }));
      await (await leaseline.watch())[Symbol.asyncDispose]();
      const from = Date.now();
      const calls = await threePhases(stack);
      await sleep(300);
      await leaseline[end]();
      await leaseline.start();
      const to = Date.now();
      await Promise.all(calls.map(({ ended }) => ended));
      await until(() => control.calls.size === 3 && over(control), PATIENCE);
      for (const real of control.calls.values()) {
        expect(real.outcome).toBe('answered');
        const ended = await endOf(leaseline, real.id);
        expect(ended).toMatchObject({ outcome: 'answered', end: 'caller-hung-up', agents: real.agents });
        expect(Math.abs(Date.parse(ended.ended_at ?? '') - (real.endedAt ?? 0))).toBeLessThan(SLACK);
        const answered = Date.parse(ended.answered_at ?? '');
        const near = Math.abs(answered - (real.answeredAt ?? 0)) < SLACK;
        expect(near || (answered >= from && answered <= to + SLACK), `answered ${ended.answered_at}`).toBe(
          true,
        );
      }
      expect(await held(leaseline)).toBeLessThanOrEqual(3);
    },
  );

  test('stopped for seconds in a storm of events: Asterisk cuts it off, and it comes back knowing', async () => {
    await using leaseline = await LeaselineProcess.start({ ami: bed.ami });
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 });
    await using board = await leaseline.watch();
    await using call = await placeCall({
      sipPort: bed.sipPort,
      did: DIDS[0] ?? '',
      caller: '+79161234567',
      talkForMs: 14_000,
    });
    await board.call(({ state }) => state === 'answered');
    leaseline.freeze();
    await using _storm = await placeCall({
      sipPort: bed.sipPort,
      did: '+74951230009',
      caller: '+79160000009',
      talkForMs: Number.POSITIVE_INFINITY,
    });
    await sleep(8_000);
    leaseline.thaw();
    await leaseline.logged('AMI_LINK_UP', 2, PATIENCE);
    expect((await call.ended).outcome).toBe('answered');
    expect(
      await board.call(({ caller, state }) => caller === '+79161234567' && state === 'ended'),
    ).toMatchObject({
      outcome: 'answered',
      end: 'caller-hung-up',
    });
  });
});

describeWithRig('two Asterisk boxes with the same numbers', ['asterisk', 'sipp'], () => {
  test('one dies: the other goes on, and its calls are its own', async () => {
    await using stack = new Everything();
    const beds = [stack.use(await bedOf()), stack.use(await bedOf())] as const;
    const leaseline = stack.use(await LeaselineProcess.start({ ami: beds[0].ami }));
    await leaseline.stop();
    leaseline.edit((yaml) =>
      yaml.replace(
        '\npools:',
        `\n  - name: branch\n    ami: { host: 127.0.0.1, port: ${beds[1].amiPort}, username: leaseline, secret: ${beds[1].ami.secret} }\n    trunk_contexts: [from-trunk]\npools:`,
      ),
    );
    await leaseline.start();
    await leaseline.logged('AMI_LINK_UP', 2);
    const board = stack.use(await leaseline.watch());
    for (const bed of beds)
      stack.use(await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 }));
    const did = DIDS[0] ?? '';
    const place = async (bed: AsteriskBed, caller: string, talkForMs: number) =>
      stack.use(await placeCall({ sipPort: bed.sipPort, did, caller, talkForMs }));
    const living = await place(beds[0], '+79160000001', 12_000);
    await place(beds[1], '+79160000002', 60_000);
    for (const caller of ['+79160000001', '+79160000002']) {
      await board.call((call) => call.caller === caller && call.state === 'answered');
    }
    await beds[1].kill();
    await board.until(
      (message) => message.type === 'pbx' && message.pbx.name === 'branch' && !message.pbx.up,
    );
    const other = await place(beds[0], '+79160000003', 500);
    await other.ended;
    await living.ended;
    for (const caller of ['+79160000001', '+79160000003']) {
      const ended = await board.call((call) => call.caller === caller && call.state === 'ended');
      expect(ended).toMatchObject({ pbx: 'office', outcome: 'answered', end: 'caller-hung-up' });
    }
    expect(
      board.messages.some(
        (each) => each.type === 'call' && each.call.pbx === 'branch' && each.call.state === 'ended',
      ),
    ).toBe(false);
    await beds[1].start();
    const lost = await board.call(
      (call) => call.caller === '+79160000002' && call.state === 'ended',
      PATIENCE,
    );
    expect(lost).toMatchObject({ pbx: 'branch', outcome: 'unknown', end: 'lost' });
  });
});

async function endOf(leaseline: LeaselineProcess, id: string) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const call = await leaseline.call(id);
    if (call.state === 'ended' || Date.now() > deadline) return call;
    await sleep(50);
  }
}

/** Numbers held because of a call; those of calls just ended stay so for a while. */
async function held(leaseline: LeaselineProcess): Promise<number> {
  const text = await (await fetch(`${leaseline.url}/metrics`)).text();
  return Number(/leaseline_pool_held_dids\{pool="moscow"\} (\d+)/.exec(text)?.[1] ?? Number.NaN);
}
