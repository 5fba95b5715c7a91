// The health test on a real Asterisk whose outbound trunk ends at its own inbound one: a DID without a route is found.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/cli/check.ts';
import type { LiveFinding } from '../../src/core/live-finding.ts';
import { memoryIo } from '../config/memory-io.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { liveYaml } from './support/live-yaml.ts';
import { describeOnEachAsterisk } from './support/rig.ts';

const TEST_CALLER = '+74951110000';
const UNROUTED = '+74951230005';
const DIALPLAN = `[from-trunk]
exten => _+7495123000[1-46-9],1,Set(__FROM_DID=\${EXTEN})
 same => n,GotoIf($["\${CALLERID(num)}" = "${TEST_CALLER}"]?leaseline-health,s,1)
 same => n,Dial(PJSIP/agent2,20)
exten => +74951230010,1,Goto(+74951230001,1)

[leaseline-health]
exten => s,1,Hangup(17)
`;

describeOnEachAsterisk('DID health', [], (version) => {
  let bed: AsteriskBed;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leaseline-health-'));
    bed = await startAsterisk({ version, dialplan: DIALPLAN, amiWrite: 'reporting,originate' });
  });
  afterAll(async () => {
    await bed?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every second; the trunk is the box itself. */
  const healthTest = () =>
    `    health_test: { schedule: "* * * * * *", channel: "PJSIP/agent1/sip:{number}@127.0.0.1:${bed.sipPort}", caller: "${TEST_CALLER}", within: 10s }\n`;

  test('while it runs: the unreachable DID is told, no test call is counted, nobody is rung', async () => {
    await using leaseline = await LeaselineProcess.start({ ami: bed.ami });
    await leaseline.stop();
    leaseline.edit((yaml) => yaml.replace('    trunk_contexts', `${healthTest()}    trunk_contexts`));
    await leaseline.start();
    await leaseline.logged('DID_UNREACHABLE', 1, 60_000);
    expect(leaseline.log.find(({ id }) => id === 'DID_UNREACHABLE')).toMatchObject({
      did: UNROUTED,
      msg: expect.stringContaining(UNROUTED),
    });
    const token = { authorization: 'Bearer test-token-of-the-operator' };
    await expect
      .poll(
        async () => {
          const text = await (await fetch(`${leaseline.url}/metrics`, { headers: token })).text();
          const cameBack = /did_health_tests_total\{pbx="office",outcome="came-back"\} (\d+)/.exec(text)?.[1];
          const lost = /did_health_unreachable\{pbx="office"\} (\d+)/.exec(text)?.[1];
          return Number(cameBack) >= 9 && lost === '1';
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    const { calls } = (await (await fetch(`${leaseline.url}/v1/calls`, { headers: token })).json()) as {
      calls: unknown[];
    };
    expect(calls).toEqual([]);
    expect(leaseline.log.map(({ id }) => id)).not.toContain('HEALTH_CALLER_CHANGED');
    expect(
      (await bed.cdrs()).filter(({ destinationChannel }) => destinationChannel.includes('agent2')),
    ).toEqual([]);
  });

  test('on demand', async () => {
    const file = join(folder, 'leaseline.yaml');
    const numbers = '"+74951230004-+74951230006"';
    const overflow = '+74951230001';
    writeFileSync(file, liveYaml({ port: bed.amiPort, box: healthTest(), numbers, overflow }));
    const io = memoryIo({});
    expect(await check(['--live', '--call-dids', '--json', file], io)).toBe(2);
    const { findings } = JSON.parse(io.output()) as { findings: LiveFinding[] };
    expect(findings.filter(({ level }) => level !== 'ok')).toMatchObject([
      { id: 'DID_ROUTE', message: expect.stringContaining(UNROUTED) },
      { id: 'DID_UNREACHABLE', message: expect.stringContaining(UNROUTED) },
    ]);
    expect(findings.find(({ id }) => id === 'DID_CALLS')?.message).toMatch(/^2 called and came in; 0 in use/);
  });
});
