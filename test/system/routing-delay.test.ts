// How much longer a caller waits because the dialplan asks: on a real Asterisk, by its own clock, however the service fares.
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AsteriskBed } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeOnEachAsterisk } from './support/rig.ts';
import { askedOf, startRoutingBed } from './support/routing-bed.ts';
import { type Agent, placeCall, startAgent } from './support/sipp.ts';

const CALLS = 50;
const AT_ONCE = 3;
/** The promise of the issue, in ms: the dialplan's own limit is 900. */
const CEILING_MS = 1_100;
const DID = '+74957770001';

function yaml(hook: string | null): string {
  const hooked = hook === null ? '' : `  hook: { url: "${hook}", timeout: 0.6s }\n`;
  return `
routing:
${hooked}  destinations:
    - { name: sales, target: "queue-sales,s,1" }
  default: sales
`;
}

interface Figures {
  readonly situation: string;
  readonly lost: number;
  readonly median: number;
  readonly worst: number;
  /** Of those that were told a route. */
  readonly routed: number;
  /** From the INVITE to the first ringing, by the caller's clock. */
  readonly ringMedian: number;
  readonly ringWorst: number;
}

describeOnEachAsterisk("the caller's extra delay", ['sipp'], (version) => {
  const table: Figures[] = [];
  let serial = 0;
  let agents: Agent[] = [];

  async function phones(bed: AsteriskBed): Promise<void> {
    agents = await Promise.all(
      ['agent1', 'agent2'].map((name) => startAgent({ port: bed.agentPort(name), answerAfterMs: 20 })),
    );
  }

  async function sendAway(): Promise<void> {
    for (const agent of agents) await agent[Symbol.asyncDispose]();
    agents = [];
  }

  /** Fifty callers, a few at a time. */
  async function measure(
    situation: string,
    bed: AsteriskBed,
    meanwhile: (nth: number) => Promise<void> = async () => {},
  ) {
    const callers = Array.from({ length: CALLS }, () => `+7916${String(++serial).padStart(7, '0')}`);
    const waiting = callers.map((caller, nth) => ({ caller, nth }));
    const rang: number[] = [];
    let lost = 0;
    const line = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await meanwhile(next.nth);
        await using placed = await placeCall({
          sipPort: bed.sipPort,
          did: DID,
          caller: next.caller,
          talkForMs: 30,
        });
        const { outcome, rangAfterMs } = await placed.ended;
        if (outcome !== 'answered' || rangAfterMs === null) lost += 1;
        else rang.push(rangAfterMs);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    const asked = (await askedOf(bed)).filter(({ caller }) => callers.includes(caller));
    const took = asked.map(({ tookMs }) => tookMs);
    const figures = {
      situation,
      lost: lost + (CALLS - asked.length),
      median: middle(took),
      worst: Math.max(...took),
      routed: asked.filter(({ route }) => route !== '').length,
      ringMedian: middle(rang),
      ringWorst: Math.max(...rang),
    };
    table.push(figures);
    return figures;
  }

  afterAll(() => {
    console.table(table);
  });

  describe('a dialplan that does not ask', () => {
    test('is what the others are compared with', async () => {
      await using bed = await startRoutingBed(false, version);
      await phones(bed);
      const { lost, worst } = await measure('no question asked', bed);
      await sendAway();
      expect(lost).toBe(0);
      expect(worst).toBeLessThan(CEILING_MS);
    });
  });

  describe('a dialplan that asks', () => {
    let bed: AsteriskBed;
    let leaseline: LeaselineProcess;
    let hook: Server;
    let hangs: string;

    beforeAll(async () => {
      bed = await startRoutingBed(true, version);
      await phones(bed);
      // Accepts and never answers.
      hook = createServer(() => {}).listen(0, '127.0.0.1');
      await new Promise((listening) => hook.once('listening', listening));
      const address = hook.address();
      hangs = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
      const ami = { port: bed.amiPort, secret: bed.ami.secret };
      leaseline = await LeaselineProcess.start({ ami, ari: bed.ari, yaml: yaml(null) });
      await leaseline.logged('ARI_LINK_UP');
    });
    afterAll(async () => {
      await sendAway();
      hook.closeAllConnections();
      hook.close();
      leaseline.thaw();
      await leaseline[Symbol.asyncDispose]();
      await bed[Symbol.asyncDispose]();
    });

    function bounded({ lost, worst }: Figures): void {
      expect(lost).toBe(0);
      expect(worst).toBeLessThan(CEILING_MS);
    }

    test('of a service that is up', async () => {
      const figures = await measure('service up', bed);
      bounded(figures);
      expect(figures.median).toBeLessThan(100);
      expect(figures.routed).toBe(CALLS);
    });

    test('of one whose hook hangs', async () => {
      leaseline.edit((text) => text.replace(yaml(null), yaml(hangs)));
      await leaseline.reload('RELOADED');
      const figures = await measure('answers slowly (its hook hangs)', bed);
      bounded(figures);
      // The rules decided when the hook's time was over.
      expect(figures.routed).toBeGreaterThan(CALLS / 2);
      leaseline.edit((text) => text.replace(yaml(hangs), yaml(null)));
      await leaseline.reload('RELOADED');
    });

    test('of one that hangs: SIGSTOP', async () => {
      leaseline.freeze();
      const figures = await measure('hangs (SIGSTOP)', bed);
      leaseline.thaw();
      bounded(figures);
      expect(figures.routed).toBe(0);
    });

    test('of one that went on after it hung', async () => {
      await untilItAnswers();
      const figures = await measure('up again after SIGCONT', bed);
      bounded(figures);
      expect(figures.routed).toBeGreaterThan(CALLS / 2);
    });

    test('callers whose question waits as it is killed go on in time', async () => {
      leaseline.freeze();
      const callers = ['+79180000001', '+79180000002', '+79180000003'];
      const placed = await Promise.all(
        callers.map((caller) => placeCall({ sipPort: bed.sipPort, did: DID, caller, talkForMs: 30 })),
      );
      await expect.poll(() => bed.cli('core show channels concise'), { timeout: 5_000 }).toContain('Stasis');
      await leaseline.kill();
      for (const call of placed) expect((await call.ended).outcome).toBe('answered');
      for (const call of placed) await call[Symbol.asyncDispose]();
      const took = (await askedOf(bed)).filter(({ caller }) => callers.includes(caller));
      expect(took).toHaveLength(3);
      for (const { tookMs } of took) expect(tookMs).toBeLessThan(CEILING_MS);
      await leaseline.start();
      await leaseline.logged('ARI_LINK_UP');
    });

    test('of one that is killed amid calls: kill -9', async () => {
      const figures = await measure('killed amid calls (kill -9)', bed, async (nth) => {
        if (nth === 10) void leaseline.kill();
      });
      bounded(figures);
      expect(figures.routed).toBeLessThan(CALLS);
    });

    test('of one that is stopped', async () => {
      const figures = await measure('stopped', bed);
      bounded(figures);
      expect(figures.routed).toBe(0);
    });

    test('and nobody waits in Stasis for ever', async () => {
      await expect
        .poll(() => bed.cli('core show channels'), { timeout: 10_000 })
        .toMatch(/^0 active channels/m);
    });

    /** The service may have taken its long sleep for a broken link: it connects anew then. */
    async function untilItAnswers(): Promise<void> {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const caller = `+7917${String(++serial).padStart(7, '0')}`;
        await using placed = await placeCall({ sipPort: bed.sipPort, did: DID, caller, talkForMs: 30 });
        await placed.ended;
        if ((await askedOf(bed)).find((asked) => asked.caller === caller)?.route !== '') return;
        if (Date.now() > deadline) throw new Error('the service did not come back');
        await sleep(200);
      }
    }
  });
});

function middle(values: readonly number[]): number {
  return [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? Number.NaN;
}
