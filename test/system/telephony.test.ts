// The telephony contract, on a real Asterisk with the manager user we ship.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { CALLER, DID, type Outcome } from '../adapters/asterisk/call-stories.ts';
import { telephonyContract } from '../adapters/asterisk/telephony-contract.ts';
import { RecordingLog } from '../support/fake-ami.ts';
import { startAsterisk } from './support/asterisk.ts';
import { describeWithRig } from './support/rig.ts';
import { type AgentBehaviour, placeCall, startAgent } from './support/sipp.ts';

const RING_S = 1;

const PHONES: Readonly<Record<Outcome, AgentBehaviour>> = {
  answered: { answerAfterMs: 200 },
  missed: { neverAnswer: true },
  busy: { busy: true },
  'gave-up': { neverAnswer: true },
};

/** What the manager.conf we ship grants; port and secret are the rig's. */
async function shippedPrivileges(): Promise<{ amiRead: string; amiWrite: string }> {
  const sample = await readFile(new URL('../../dialplan/manager.conf.sample', import.meta.url), 'utf8');
  const granted = (key: string) => new RegExp(`^${key} = (.+)$`, 'm').exec(sample)?.[1] ?? '';
  return { amiRead: granted('read'), amiWrite: granted('write') };
}

describeWithRig('over AMI, with a real Asterisk and the privileges we ask for', ['asterisk', 'sipp'], () => {
  telephonyContract(async () => {
    const bed = await startAsterisk({ ringS: RING_S, ...(await shippedPrivileges()) });
    let parties: AsyncDisposable[] = [];
    const sendAway = async () => {
      for (const party of parties) await party[Symbol.asyncDispose]();
      parties = [];
    };
    return {
      ami: bed.ami,
      clock: new SystemClock(new RecordingLog()),
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
