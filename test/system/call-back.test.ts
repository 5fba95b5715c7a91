// A missed caller who is called back from a real phone on a real Asterisk, and the recording of their call.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireCall } from '../../src/wire/call.ts';
import type { WireMissedList } from '../../src/wire/missed-call.ts';
import type { WatchedBoard } from '../support/watched-board.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeOnEachAsterisk } from './support/rig.ts';
import { placeCall, startAgent } from './support/sipp.ts';

const DID = '+74951230001';
const CALLER = '+79161234567';

/** Callers ring the shop for a second, unless it records them; what its phones dial goes outside. */
const DIALPLAN = `[from-trunk]
exten => _[+0-9].,1,GotoIf($["\${CALLERID(num)}" = "+79160000001"]?record)
 same => n,Dial(PJSIP/shop,1)
 same => n,Hangup()
 same => n(record),MixMonitor(in-\${UNIQUEID}.wav)
 same => n,Dial(PJSIP/shop,10)

[agents]
exten => _9X.,1,Dial(PJSIP/outside,5)
 same => n,Hangup()
`;

describeOnEachAsterisk('a call back', ['sipp'], (version) => {
  let bed: AsteriskBed;
  let leaseline: LeaselineProcess;
  let board: WatchedBoard;

  beforeAll(async () => {
    bed = await startAsterisk({ version, dialplan: DIALPLAN, agents: ['shop', 'outside'] });
    leaseline = await LeaselineProcess.start({ ami: bed.ami });
    leaseline.edit((yaml) =>
      yaml.replace(
        /( +)trunk_contexts.*\n/,
        (line, indent: string) =>
          `${line}${indent}outside_prefix: "9"\n${indent}recordings: { folder: ${JSON.stringify(`${bed.spoolFolder}/monitor`)} }\n`,
      ),
    );
    await leaseline.stop();
    await leaseline.start();
    board = await leaseline.watch();
  });

  afterAll(async () => {
    await board?.[Symbol.asyncDispose]();
    await leaseline?.[Symbol.asyncDispose]();
    await bed?.[Symbol.asyncDispose]();
  });

  const ended = (caller: string): Promise<WireCall> =>
    board.call((call) => call.caller === caller && call.state === 'ended');

  /** A phone of the shop dials the caller. */
  async function callBack(answers: boolean): Promise<void> {
    const port = bed.agentPort('outside');
    await using _outside = await startAgent(answers ? { port, answerAfterMs: 200 } : { port, busy: true });
    await using call = await placeCall({ sipPort: bed.sipPort, did: '989161234567', caller: 'shop' });
    expect(await call.ended).toMatchObject({ outcome: answers ? 'answered' : 'refused' });
  }

  async function missed(): Promise<WireMissedList> {
    return (await leaseline.get('/v1/missed')).json() as Promise<WireMissedList>;
  }

  test('closes the entry of the work list, and tries that failed are counted', async () => {
    await using _shop = await startAgent({ port: bed.agentPort('shop'), neverAnswer: true });
    await using call = await placeCall({ sipPort: bed.sipPort, did: DID, caller: CALLER });
    await call.ended;
    expect(await ended(CALLER)).toMatchObject({ outcome: 'missed' });
    await expect
      .poll(missed)
      .toMatchObject({ open: 1, callers: [{ caller: CALLER, state: 'open', tries: 0 }] });

    await callBack(false);
    await expect
      .poll(missed, { timeout: 10_000 })
      .toMatchObject({ open: 1, callers: [{ state: 'open', tries: 1, resolved: null }] });

    await callBack(true);
    await expect.poll(missed, { timeout: 10_000 }).toMatchObject({
      open: 0,
      callers: [{ caller: CALLER, times: 1, state: 'called-back', resolved: { agent: 'PJSIP/shop' } }],
    });
    // What the shop's phones do is no call of a customer's.
    expect(await (await leaseline.get('/v1/calls')).json()).toMatchObject({ calls: [{ caller: CALLER }] });
  });

  test('has its recording played, a range of it too', async () => {
    const caller = '+79160000001';
    await using _shop = await startAgent({ port: bed.agentPort('shop'), answerAfterMs: 100 });
    await using call = await placeCall({
      sipPort: bed.sipPort,
      did: DID,
      caller,
      talkForMs: 1_500,
      speaks: true,
    });
    await call.ended;
    const { id, recording } = await ended(caller);
    expect(recording).toMatch(/in-.*\.wav$/);
    expect(existsSync(`${bed.spoolFolder}/monitor`)).toBe(true);
    const route = `/v1/calls/${id}/recording`;
    await expect.poll(async () => (await leaseline.get(route)).status, { timeout: 5_000 }).toBe(200);
    const sound = Buffer.from(await (await leaseline.get(route)).arrayBuffer());
    expect(sound.subarray(0, 4).toString()).toBe('RIFF');
    // A second of sound at the least: 8 kHz, 16 bits.
    expect(sound.length).toBeGreaterThan(16_000);
    const part = await leaseline.get(route, { range: 'bytes=8-11' });
    expect([part.status, await part.text()]).toEqual([206, 'WAVE']);
  });
});
