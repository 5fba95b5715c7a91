// The main job on real parts: Chromium opens the shop, SIPp calls through a real Asterisk, the operator sees who it is.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireCall } from '../../src/wire/call.ts';
import type { LeaseResponse } from '../../src/wire/lease.ts';
import type { WatchedBoard } from '../support/watched-board.ts';
import { type AsteriskBed, startAsterisk } from './support/asterisk.ts';
import { openBrowser } from './support/chromium.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeWithRig } from './support/rig.ts';
import { openShop, type ShopPage } from './support/shop-page.ts';
import { type CallOptions, placeCall, startAgent } from './support/sipp.ts';

const RING_S = 3;

describeWithRig('the main job', ['asterisk', 'sipp', 'chromium'], () => {
  let bed: AsteriskBed;
  let shop: ShopPage;
  let leaseline: LeaselineProcess;
  let board: WatchedBoard;
  let callers = 0;

  beforeAll(async () => {
    bed = await startAsterisk({ ringS: RING_S });
    shop = await openShop();
    leaseline = await LeaselineProcess.start({
      ami: bed.ami,
      origin: shop.origin,
      // A released number is nobody's at once, so that a late call need not be waited for.
      yaml: 'lease: { linger: 0, cooldown: 30m }\n',
    });
    shop.snippetFrom = leaseline.url;
    board = await leaseline.watch();
  });
  afterAll(async () => {
    await board?.[Symbol.asyncDispose]();
    await leaseline?.[Symbol.asyncDispose]();
    await shop?.[Symbol.asyncDispose]();
    await bed?.[Symbol.asyncDispose]();
  });

  const agentPort = () => bed.agentPort('agent1');
  /** A number nobody has called from before. */
  const newCaller = () => `+7916${String(1_000_000 + ++callers)}`;
  const dial = (did: string, more: Partial<CallOptions> = {}) =>
    placeCall({ sipPort: bed.sipPort, did, caller: newCaller(), ...more });
  const didOf = ({ numbers }: LeaseResponse) => numbers[0]?.did ?? '';
  const from = (caller: string, state: WireCall['state']) =>
    board.call((call) => call.caller === caller && call.state === state);
  const visit = (source: string) =>
    leaseline.lease({
      page: { url: `${shop.origin}/?utm_source=${source}&utm_medium=cpc` },
      engagement: 'engaged',
    });

  test('a visitor sees a number of their own, calls it, and the operator sees the advertisement while it rings', async () => {
    await using agent = await startAgent({ port: agentPort(), answerAfterMs: 1_500 });
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(`${shop.origin}/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=123`);
    // Whoever only opens a page takes no number for some seconds.
    await page.mouse.move(40, 60);
    const shown = page.locator('#local');
    await expect.poll(() => shown.textContent()).toMatch(/^Звоните: 8 \(495\) 123-00-\d\d$/);
    const local = (await shown.textContent())?.slice(-2);
    expect(await page.locator('#abroad').textContent()).toBe(`+7 495 123-00-${local}`);
    expect(await page.locator('#link').getAttribute('href')).toBe(`tel:+749512300${local}`);
    expect(await page.locator('#other').textContent()).toBe('Склад: 8 (495) 999-88-77');

    const did = `+749512300${local}`;
    const caller = newCaller();
    await using call = await dial(did, { caller, talkForMs: 2_000 });
    const ringing = await from(caller, 'ringing');
    expect(ringing).toMatchObject({
      did,
      state: 'ringing',
      answered_at: null,
      attribution: {
        method: 'lease',
        site: 'shop',
        touchpoint: { source: 'yandex', medium: 'cpc', campaign: 'brand', click_ids: { yclid: '123' } },
        page: { title: 'Окна в Москве' },
      },
    });
    expect(ringing.attribution.confidence).toBeGreaterThan(0.9);
    await agent.firstRing();
    const answered = await from(caller, 'answered');
    expect(answered.agents).toEqual(['PJSIP/agent1']);
    const result = await call.ended;
    const ended = await from(caller, 'ended');
    expect(ended).toMatchObject({ outcome: 'answered', end: 'caller-hung-up' });
    expect(Math.abs((ended.wait_s ?? 0) * 1_000 - (result.answeredAfterMs ?? 0))).toBeLessThan(1_000);
    expect(Math.abs((ended.talk_s ?? 0) * 1_000 - (result.talkedMs ?? 0))).toBeLessThan(1_000);
    expect(board.states(ended.id).filter((state, i, all) => state !== all[i - 1])).toEqual([
      'ringing',
      'answered',
      'ended',
    ]);
    expect(await leaseline.call(ended.id)).toMatchObject({ id: ended.id, outcome: 'answered', did });

    await page.reload();
    await expect.poll(() => shown.textContent()).toBe(`Звоните: 8 (495) 123-00-${local}`);
  });

  test('a call that nobody answers is missed', async () => {
    await using _agent = await startAgent({ port: agentPort(), neverAnswer: true });
    const caller = newCaller();
    await using call = await dial(didOf(await visit('google')), { caller });
    await call.ended;
    const ended = await from(caller, 'ended');
    expect(ended).toMatchObject({ outcome: 'missed', end: 'no-answer', talk_s: 0 });
    expect(ended.wait_s).toBeGreaterThan(RING_S - 0.5);
  });

  test('a caller who gives up is missed too, and a busy agent is busy', async () => {
    const caller = newCaller();
    {
      await using _agent = await startAgent({ port: agentPort(), neverAnswer: true });
      await using call = await dial(didOf(await visit('google')), { caller, cancelAfterMs: 600 });
      await call.ended;
    }
    expect(await from(caller, 'ended')).toMatchObject({ outcome: 'missed', end: 'caller-gave-up' });
    const unlucky = newCaller();
    await using _busy = await startAgent({ port: agentPort(), busy: true });
    await using call = await dial(didOf(await visit('google')), { caller: unlucky });
    await call.ended;
    expect(await from(unlucky, 'ended')).toMatchObject({ outcome: 'busy', end: 'busy' });
  });

  test('two visitors who call at the same moment get their own answers', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 300 });
    const visits = await Promise.all(['vk', 'avito'].map(visit));
    const numbers = [newCaller(), newCaller()];
    const calls = await Promise.all(
      visits.map((lease, i) => dial(didOf(lease), { caller: numbers[i] ?? '' })),
    );
    const seen = await Promise.all(numbers.map((caller) => from(caller, 'ended')));
    expect(seen.map(({ attribution }) => attribution.touchpoint?.source)).toEqual(['vk', 'avito']);
    expect(seen.map(({ attribution }) => attribution.session)).toEqual(visits.map(({ session }) => session));
    for (const call of calls) await call[Symbol.asyncDispose]();
  });

  test('two callers on one DID are two calls', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 300 });
    const did = didOf(await visit('vk'));
    const numbers = [newCaller(), newCaller()];
    const calls = await Promise.all(numbers.map((caller) => dial(did, { caller, talkForMs: 600 })));
    const seen = await Promise.all(numbers.map((caller) => from(caller, 'ended')));
    expect(seen[0]?.id).not.toBe(seen[1]?.id);
    for (const call of seen)
      expect(call).toMatchObject({ did, outcome: 'answered', attribution: { method: 'lease' } });
    for (const call of calls) await call[Symbol.asyncDispose]();
  });

  test('a channel number, a number nobody holds, and a DID in national form', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 100 });
    const [radio, nobody, national] = [newCaller(), newCaller(), newCaller()];
    const held = didOf(await visit('radio-site'));
    await using _first = await dial('+74957770001', { caller: radio });
    await using _second = await dial('+74951230010', { caller: nobody });
    await using _third = await dial(`8${held.slice(2)}`, { caller: national });
    expect((await from(radio, 'ended')).attribution).toMatchObject({
      method: 'channel-number',
      touchpoint: { source: 'radio', medium: 'offline', campaign: 'spring' },
    });
    expect((await from(nobody, 'ended')).attribution).toMatchObject({ method: 'none', touchpoint: null });
    expect(await from(national, 'ended')).toMatchObject({
      did: held,
      attribution: { method: 'lease', touchpoint: { source: 'radio-site' } },
    });
  });

  test('a call after the visitor left is a late call', async () => {
    await using _agent = await startAgent({ port: agentPort(), answerAfterMs: 100 });
    const lease = await visit('newsletter');
    await leaseline.post(`/v1/lease/${lease.token}/release`, {});
    const caller = newCaller();
    await using _call = await dial(didOf(lease), { caller });
    const { attribution } = await from(caller, 'ended');
    expect(attribution).toMatchObject({ method: 'late-call', touchpoint: { source: 'newsletter' } });
    expect(attribution.confidence).toBeGreaterThan(0.5);
  });
});
