// The rig proves itself: if these fail, no other system test means anything.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import type { Cdr } from './support/cdr.ts';
import { openBrowser } from './support/chromium.ts';
import { describeWithRig } from './support/rig.ts';
import { type CallOptions, placeCall, placeCalls, startAgent } from './support/sipp.ts';

describeWithRig('the rig: Asterisk and SIPp', ['asterisk', 'sipp'], () => {
  let bed: AsteriskBed;
  const call = (more: Partial<CallOptions> = {}): CallOptions => {
    return { sipPort: bed.sipPort, did: '+74951230001', caller: '+79161234567', ...more };
  };
  const agentPort = () => bed.agentPort('agent1');

  beforeAll(async () => {
    bed = await startAsterisk({ ringS: 2 });
  });
  afterAll(async () => {
    await bed[Symbol.asyncDispose]();
  });

  /** The record of the next call: Asterisk writes it a moment after the caller is gone. */
  async function recordOf(makeCall: () => Promise<void>): Promise<Cdr | undefined> {
    const before = (await bed.cdrs()).length;
    await makeCall();
    await expect.poll(async () => (await bed.cdrs()).length, { timeout: 5000 }).toBeGreaterThan(before);
    return (await bed.cdrs())[before];
  }

  test('Asterisk is up and answers its command line', async () => {
    expect(await bed.cli('core show version')).toMatch(/^Asterisk 2\d\./);
  });

  test('a call to a DID rings an agent, is answered, and the caller hangs up', async () => {
    await using agent = await startAgent({ port: agentPort(), answerAfterMs: 300 });
    const record = await recordOf(async () => {
      await using placed = await placeCall(call({ talkForMs: 400 }));
      await placed.ringing;
      await placed.answered;
      const result = await placed.ended;
      expect(result).toMatchObject({ outcome: 'answered', endedBy: 'caller', detail: '' });
      expect(result.talkedMs).toBeGreaterThanOrEqual(400);
    });
    expect(await agent.rings()).toBe(1);
    expect(record).toMatchObject({ disposition: 'ANSWERED', dst: '+74951230001', src: '+79161234567' });
  });

  test('the agent may hang up first', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 100, hangUpAfterMs: 300 });
    await using placed = await placeCall(call({ talkForMs: Number.POSITIVE_INFINITY }));
    expect(await placed.ended).toMatchObject({ outcome: 'answered', endedBy: 'far-side' });
  });

  test('a caller who gives up', async () => {
    await using agent = await startAgent({ port: agentPort(), neverAnswer: true });
    const record = await recordOf(async () => {
      await using placed = await placeCall(call({ cancelAfterMs: 500 }));
      await agent.firstRing();
      await expect(placed.answered).rejects.toThrow('never answered');
      expect(await placed.ended).toMatchObject({ outcome: 'gave-up', endedBy: 'caller' });
    });
    expect(record?.disposition).toBe('NO ANSWER');
  });

  test('a call nobody answers is refused when Dial gives up', async () => {
    await using _agent = await startAgent({ port: agentPort(), neverAnswer: true });
    await using placed = await placeCall(call());
    expect(await placed.ended).toMatchObject({ outcome: 'refused', refusedWith: 603 });
  });

  test('a busy agent', async () => {
    await using _agent = await startAgent({ port: agentPort(), busy: true });
    const record = await recordOf(async () => {
      await using placed = await placeCall(call());
      expect(await placed.ended).toMatchObject({ outcome: 'refused', refusedWith: 486 });
    });
    expect(record?.disposition).toBe('BUSY');
  });

  test('twenty calls at once', async () => {
    await using agent = await startAgent({ port: agentPort(), answerAfterMs: 200 });
    const calls = Array.from({ length: 20 }, (_, index) => call({ caller: `+7916000${1000 + index}` }));
    const placed = await placeCalls(calls);
    const results = await Promise.all(placed.map(({ ended }) => ended));
    expect(results.map(({ outcome }) => outcome)).toEqual(calls.map(() => 'answered'));
    expect(await agent.rings()).toBe(20);
    for (const one of placed) await one[Symbol.asyncDispose]();
  });

  test('an abort signal ends callers and agents', async () => {
    const abort = new AbortController();
    const agent = await startAgent({ port: agentPort(), neverAnswer: true, signal: abort.signal });
    const placed = await placeCall(call({ signal: abort.signal }));
    await placed.ringing;
    abort.abort();
    expect((await placed.ended).outcome).toBe('failed');
    await placed[Symbol.asyncDispose]();
    await agent[Symbol.asyncDispose]();
  });

  test('after a restart, and after a crash, it takes calls again on the same ports', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 50 });
    await bed.restart();
    await using first = await placeCall(call({ talkForMs: 50 }));
    expect((await first.ended).outcome).toBe('answered');
    await bed.kill();
    await bed.start();
    await using second = await placeCall(call({ talkForMs: 50 }));
    expect((await second.ended).outcome).toBe('answered');
  });

  test('a caller who speaks is recorded', async () => {
    const dialplan = '[from-trunk]\nexten => _+X.,1,MixMonitor(call.wav)\n same => n,Dial(PJSIP/agent1)\n';
    await using recording = await startAsterisk({ dialplan });
    await using _agent = await startAgent({ port: recording.agentPort('agent1'), answerAfterMs: 50 });
    await using placed = await placeCall(call({ sipPort: recording.sipPort, talkForMs: 700, speaks: true }));
    expect((await placed.ended).outcome).toBe('answered');
    const file = join(recording.spoolFolder, 'monitor', 'call.wav');
    // 8,000 samples a second, two bytes each.
    await expect.poll(async () => (await stat(file)).size, { timeout: 5000 }).toBeGreaterThan(4000);
  });

  test('two Asterisks run side by side', async () => {
    await using other = await startAsterisk({ agents: ['reception'], dialplan: '[from-trunk]\n' });
    expect(other.amiPort).not.toBe(bed.amiPort);
    expect(await other.cli('pjsip show endpoints')).toContain('reception');
    expect(await bed.cli('pjsip show endpoints')).not.toContain('reception');
  });
});

describeWithRig('the rig: Chromium', ['chromium'], () => {
  test('a page renders and a screenshot is taken', async () => {
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.setContent('<h1>Звоните: <b>+7 495 123-00-01</b></h1>');
    expect(await page.locator('b').textContent()).toBe('+7 495 123-00-01');
    expect((await page.screenshot()).byteLength).toBeGreaterThan(1000);
  });
});
