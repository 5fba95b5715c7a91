// Telephony over AMI with a real Asterisk: the contract, and what only a real one can tell about the samples we ship.
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { CALLER, DID, type Outcome } from '../adapters/asterisk/call-stories.ts';
import { telephonyContract } from '../adapters/asterisk/telephony-contract.ts';
import { RecordingLog, until, watchedTelephony } from '../support/fake-ami.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { describeOnEachAsterisk, describeWithRig } from './support/rig.ts';
import { type AgentBehaviour, placeCall, startAgent } from './support/sipp.ts';

const clock = new SystemClock(new RecordingLog());

const PHONES: Readonly<Record<Outcome, AgentBehaviour>> = {
  answered: { answerAfterMs: 200 },
  missed: { neverAnswer: true },
  busy: { busy: true },
  'gave-up': { neverAnswer: true },
};

function sample(name: string): Promise<string> {
  return readFile(new URL(`../../dialplan/${name}`, import.meta.url), 'utf8');
}

/** Puts the manager.conf we ship into the bed, with the port and the secret of this bed and nothing else changed. */
async function useShippedManagerConf(bed: AsteriskBed): Promise<void> {
  const text = await sample('manager.conf.sample');
  const filled = text.replace('port = 5038', `port = ${bed.amiPort}`).replace('CHANGE-ME', bed.ami.secret);
  await writeFile(join(bed.spoolFolder, '..', 'etc', 'manager.conf'), filled);
  await bed.cli('manager reload');
  expect(await bed.cli('manager show user leaseline')).toMatch(/write perm: reporting\n/);
}

/** When something first greets on that port, by performance.now(). */
async function firstGreeting(port: number): Promise<number> {
  for (;;) {
    const greeted = await new Promise<boolean>((answer) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => answer(true));
      socket.once('error', () => answer(false));
      socket.once('close', () => answer(false));
      setTimeout(() => socket.destroy(), 1_000).unref();
    });
    if (greeted) return performance.now();
    await sleep(20);
  }
}

describeOnEachAsterisk('over AMI, with the manager.conf we ship', ['sipp'], (version) => {
  telephonyContract(async () => {
    const bed = await startAsterisk({ version, ringS: 1 });
    await useShippedManagerConf(bed);
    let parties: AsyncDisposable[] = [];
    const sendAway = async () => {
      for (const party of parties) await party[Symbol.asyncDispose]();
      parties = [];
    };
    return {
      ami: bed.ami,
      clock,
      async placeCall(outcome, stays = false) {
        await sendAway();
        parties.push(await startAgent({ port: bed.agentPort('agent1'), ...PHONES[outcome] }));
        const cancel = outcome === 'gave-up' ? { cancelAfterMs: 500 } : {};
        const talkForMs = stays ? Number.POSITIVE_INFINITY : 300;
        const call = { sipPort: bed.sipPort, did: DID, caller: CALLER, talkForMs, ...cancel };
        parties.push(await placeCall(call));
      },
      async hangUp() {
        await bed.cli('channel request hangup all');
        while (!/^0 active channels/m.test(await bed.cli('core show channels'))) await sleep(50);
        await sendAway();
      },
      async stop() {
        await sendAway();
        await bed[Symbol.asyncDispose]();
      },
    };
  });
});

describeWithRig('the link to a real Asterisk', ['asterisk', 'sipp'], () => {
  let bed: AsteriskBed;
  let watched: ReturnType<typeof watchedTelephony>;

  beforeAll(async () => {
    bed = await startAsterisk({ dialplan: await sample('extensions.conf.sample') });
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    await watched.telephony.stop();
  });

  function link(more: { secret?: string } = {}): void {
    watched = watchedTelephony({ ...bed.ami, clock, ...more });
    watched.telephony.start(watched.listener);
  }

  const count = (what: string) => watched.listener.heard.filter((each) => each === what).length;

  test('the extensions.conf we ship rings the group and tells the DID, in an event and in the snapshot', async () => {
    link();
    await until(() => count('up') === 1);
    await using _agent = await startAgent({ port: bed.agentPort('agent2'), answerAfterMs: 100 });
    await using call = await placeCall({ sipPort: bed.sipPort, did: DID, caller: CALLER, talkForMs: 1_500 });
    await call.answered;
    await until(() => count('bridge-entered') === 2);
    const set = watched.listener.events.filter((event) => event.type === 'variable-set');
    expect(set[0]).toMatchObject({ name: 'FROM_DID', value: DID, channel: { callerNumber: CALLER } });
    await watched.telephony.stop();
    link();
    await until(() => count('up') === 1);
    const trunk = watched.listener.snapshots[0]?.channels.find(({ name }) => name.startsWith('PJSIP/trunk'));
    expect(trunk).toMatchObject({ exten: 's', dialled: DID, variables: { FROM_DID: DID } });
    expect(await call.ended).toMatchObject({ outcome: 'answered' });
    await until(() => count('hangup') >= 2);
  });

  test('is back within 5 s of its return after a crash', async () => {
    link();
    await until(() => count('up') === 1);
    await bed.kill();
    await until(() => count('down') === 1);
    // Long enough for the pause between attempts to be at its longest.
    await sleep(6_000);
    const starting = bed.start();
    const answered = firstGreeting(bed.amiPort);
    await until(() => count('up') === 2, 30_000);
    const back = performance.now();
    const took = Math.round(back - (await answered));
    console.info(`the link was back ${took} ms after Asterisk answered`);
    expect(took).toBeLessThan(5_000);
    await starting;
    const [before, after] = watched.listener.snapshots;
    expect(after?.startedAt).not.toBe(before?.startedAt);
    expect(watched.listener.heard).toEqual(['up', 'down', 'up']);
  });

  test('a wrong secret is one line in the log', async () => {
    link({ secret: 'wrong' });
    await until(() => watched.log.lines.length > 0);
    await sleep(3_000);
    expect(watched.log.lines).toEqual(['error AMI_LOGIN_REFUSED']);
    expect(watched.log.messages[0]).toContain('refuses user leaseline: Authentication failed');
    expect(await bed.log()).toMatch(/failed to authenticate/);
  });
});

describe('the privileges of the manager.conf we ship', () => {
  test('are the fewest that work', async () => {
    const text = await sample('manager.conf.sample');
    expect(text).toMatch(/^read = system,call,agent,dialplan$/m);
    expect(text).toMatch(/^write = reporting$/m);
  });
});

describeWithRig('a manager user with too little', ['asterisk'], () => {
  test('is told what is missing', async () => {
    await using bed = await startAsterisk({ amiRead: 'call', amiWrite: 'user' });
    const watched = watchedTelephony({ ...bed.ami, clock });
    watched.telephony.start(watched.listener);
    await until(() => watched.log.lines.length > 0);
    await watched.telephony.stop();
    expect(watched.log.lines).toEqual(['error AMI_ACTION_DENIED']);
    expect(watched.log.messages[0]).toContain('manager.conf.sample');
    expect(watched.listener.heard).toEqual([]);
  });
});
