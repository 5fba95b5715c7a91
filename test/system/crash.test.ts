// What survives: the service killed in mid-call, Asterisk restarted in mid-call, a wrong password.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startAsterisk } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeWithRig } from './support/rig.ts';
import { placeCall, startAgent } from './support/sipp.ts';

const CALLER = '+79161234567';

describeWithRig('a crash', ['asterisk', 'sipp'], () => {
  test('kill -9 of the service: same numbers, no DID with two holders, the live call ends properly', async () => {
    await using bed = await startAsterisk();
    await using leaseline = await LeaselineProcess.start({ ami: bed.ami });
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 });
    const before = await Promise.all(
      Array.from({ length: 5 }, () => leaseline.lease({ engagement: 'engaged' })),
    );
    const did = before[0]?.numbers[0]?.did ?? '';
    await using call = await placeCall({ sipPort: bed.sipPort, did, caller: CALLER, talkForMs: 5_000 });
    {
      await using board = await leaseline.watch();
      await board.call(({ state }) => state === 'answered');
      // In the middle of visits: these leases are granted while the process dies.
      const dying = Array.from({ length: 3 }, () => leaseline.lease().catch(() => null));
      await leaseline.kill();
      before.push(...(await Promise.all(dying)).filter((lease) => lease !== null));
    }
    await leaseline.start();
    await using board = await leaseline.watch();
    const after = await Promise.all(
      before.map(({ visitor, session }) => leaseline.lease({ visitor, session, engagement: 'engaged' })),
    );
    expect(after.map(({ numbers, session }) => [session, numbers])).toEqual(
      before.map(({ numbers, session }) => [session, numbers]),
    );
    const newcomers = await Promise.all(Array.from({ length: 10 - after.length }, () => leaseline.lease()));
    const dids = [...after, ...newcomers].map(({ numbers }) => numbers[0]?.did);
    expect(new Set(dids).size).toBe(10);
    expect((await leaseline.lease()).overflow).toBe(true);

    expect((await call.ended).outcome).toBe('answered');
    const ended = await board.call(({ state }) => state === 'ended');
    expect(ended).toMatchObject({
      outcome: 'answered',
      end: 'caller-hung-up',
      did,
      attribution: { method: 'lease', session: before[0]?.session },
    });
    expect(ended.talk_s).toBeGreaterThan(4);
    expect(ended.talk_s).toBeLessThan(6);
  });

  test('Asterisk restarted in mid-call: linked again within 5 s, the lost call ends as unknown', async () => {
    await using bed = await startAsterisk();
    await using leaseline = await LeaselineProcess.start({ ami: bed.ami });
    await using _agent = await startAgent({ port: bed.agentPort('agent1'), answerAfterMs: 100 });
    await using board = await leaseline.watch();
    const did = (await leaseline.lease()).numbers[0]?.did ?? '';
    await using _call = await placeCall({ sipPort: bed.sipPort, did, caller: CALLER, talkForMs: 60_000 });
    await board.call(({ state }) => state === 'answered');
    await bed.kill();
    await bed.start();
    const bootedAt = Date.now();
    const ended = await board.call(({ state }) => state === 'ended');
    expect(Date.now() - bootedAt).toBeLessThan(5_000);
    expect(ended).toMatchObject({ outcome: 'unknown', end: 'lost' });
    await using next = await placeCall({ sipPort: bed.sipPort, did, caller: '+79035550000', talkForMs: 100 });
    await next.ended;
    expect(
      await board.call(({ caller, state }) => caller === '+79035550000' && state === 'ended'),
    ).toMatchObject({
      outcome: 'answered',
    });
  });

  test('a wrong AMI password: one clear log line, and a slow retry', async () => {
    await using bed = await startAsterisk();
    await using leaseline = await LeaselineProcess.start({ ami: { ...bed.ami, secret: 'wrong' } });
    await leaseline.logged('AMI_LOGIN_REFUSED');
    await sleep(5_000);
    const lines = leaseline.log.filter(({ id }) => id.startsWith('AMI_'));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.msg).toMatch(/refuses user leaseline.*check username and secret/);
    expect((await bed.log()).match(/failed to authenticate/g)).toHaveLength(1);
    expect((await leaseline.lease()).overflow).toBe(false);
  });
});
