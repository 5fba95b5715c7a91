// The whole service, from the visitor's request to the operator's screen, on a simulated PBX and a real SQLite file.
import { getTasks } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import type { Config } from '../src/config/config.ts';
import type { WireCall } from '../src/wire/call.ts';
import type { LeaseResponse } from '../src/wire/lease.ts';
import type { WireCallReport, WireFunnel, WirePoolReport } from '../src/wire/report.ts';
import { RunningApp } from './support/running-app.ts';

const LANDING =
  'https://shop.example.ru/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&utm_term=windows&yclid=123';
const CALLER = '+79161234567';
const page = { url: LANDING, title: 'Shop', referrer: 'https://yandex.ru/' };

async function callsOf(app: RunningApp): Promise<WireCall[]> {
  const { calls } = (await (await app.get('/v1/calls')).json()) as { calls: WireCall[] };
  return calls;
}

it('a call is in the reports at once, with its advertisement and its pool', async () => {
  await using app = await RunningApp.start();
  await using board = await app.watch();
  const { numbers } = await app.lease({ page, engagement: 'engaged' });
  app.pbx.placeCall({ caller: CALLER, did: numbers[0]?.did ?? '', outcome: 'missed', answerAfterMs: 100 });
  const { id } = await board.call((call) => call.state === 'ended');
  const report = async <Report>(name: string) =>
    (await (await app.get(`/v1/reports/${name}`)).json()) as Report;
  await expect
    .poll(() => report('calls?by=source,pool'), { timeout: 60_000 })
    .toMatchObject({ rows: [{ keys: ['yandex', 'moscow'], calls: 1, missed: 1, target: 0 }] });
  await app.patch(`/v1/calls/${id}`, { target: true, value: 900 });
  const { total } = await report<WireCallReport>('calls?model=linear');
  expect(total).toMatchObject({ calls: 1, target: 1, value: 900 });
  expect(await report<WireFunnel>('funnel')).toMatchObject({ visits: 1, lent: 1, called: 1, sales: 1 });
  const { rows } = await report<WirePoolReport>('pools');
  expect(rows).toMatchObject([{ pool: 'moscow', size: 10, lent: 1, calls: 1, turned_away: 0 }]);
});

describe('a call', () => {
  it('is shown with its advertisement while it rings, then answered, then ended, and is on file', async () => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    const lease = await app.lease({ page, engagement: 'engaged' });
    expect(lease).toMatchObject({
      pool: 'moscow',
      region: null,
      overflow: false,
      numbers: [{ replace: '+74951112233', national: expect.stringMatching(/^8 \(495\) 123-00-/) }],
    });
    const did = lease.numbers[0]?.did ?? '';
    app.pbx.placeCall({ caller: CALLER, did, outcome: 'answered', answerAfterMs: 300, talkMs: 1_200 });
    const ringing = await board.call((call) => call.state === 'ringing');
    expect(ringing).toMatchObject({
      pbx: 'office',
      did,
      caller: CALLER,
      attribution: {
        method: 'lease',
        site: 'shop',
        session: lease.session,
        visitor: lease.visitor,
        touchpoint: {
          source: 'yandex',
          medium: 'cpc',
          campaign: 'brand',
          term: 'windows',
          click_ids: { yclid: '123' },
        },
        page: { url: LANDING, title: 'Shop' },
      },
    });
    expect(ringing.attribution.confidence).toBeGreaterThan(0.9);
    const answered = await board.call((call) => call.state === 'answered');
    expect(answered.agents).toEqual(['PJSIP/agent1']);
    const ended = await board.call((call) => call.state === 'ended');
    expect(ended).toMatchObject({ outcome: 'answered', end: 'caller-hung-up' });
    expect(ended.wait_s).toBeCloseTo(0.3, 0);
    expect(ended.talk_s).toBeCloseTo(1.2, 0);
    expect(await callsOf(app)).toMatchObject([{ id: ended.id, outcome: 'answered' }]);
  });

  it.each([
    ['missed', 'missed', 'no-answer'],
    ['gave-up', 'missed', 'caller-gave-up'],
    ['busy', 'busy', 'busy'],
  ] as const)('that is %s ends so', async (scenario, outcome, end) => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    const lease = await app.lease({ page });
    const did = lease.numbers[0]?.did ?? '';
    app.pbx.placeCall({ caller: CALLER, did, outcome: scenario, answerAfterMs: 200 });
    expect(await board.call((call) => call.state === 'ended')).toMatchObject({ outcome, end, talk_s: 0 });
  });

  it('to a channel number, to the overflow, to a number nobody holds, in national form', async () => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    await board.until((message) => message.type === 'pbx' && message.pbx.up);
    const dialled = ['84957770001', '74951239999', '4951230007'];
    for (const did of dialled)
      app.pbx.placeCall({ caller: CALLER, did, outcome: 'missed', answerAfterMs: 100 });
    const radio = await board.call((call) => call.did === '+74957770001');
    expect(radio.attribution).toMatchObject({ method: 'channel-number', touchpoint: { source: 'radio' } });
    const overflow = await board.call((call) => call.did === '+74951239999');
    expect(overflow.attribution).toMatchObject({ method: 'overflow', site: 'shop', touchpoint: null });
    const nobody = await board.call((call) => call.did === '+74951230007');
    expect(nobody.attribution).toMatchObject({ method: 'none', confidence: 0, candidates: [] });
  });

  it('after the visitor left is a late call; two callers on one DID are two calls', async () => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    const lease = await app.lease({ page });
    const did = lease.numbers[0]?.did ?? '';
    expect((await app.post(`/v1/lease/${lease.token}/release`, '')).status).toBe(204);
    for (const caller of [CALLER, '+79035550000']) {
      app.pbx.placeCall({ caller, did, outcome: 'answered', answerAfterMs: 100, talkMs: 300 });
    }
    const calls = await Promise.all(
      [CALLER, '+79035550000'].map((caller) =>
        board.call((call) => call.caller === caller && call.state === 'ended'),
      ),
    );
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    for (const call of calls) {
      expect(call.attribution).toMatchObject({ method: 'late-call', visitor: lease.visitor });
    }
  });
});

describe('a visit code', () => {
  it('typed in during the talk gives the call to its visit, for good, and is counted in the report', async () => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    const holder = await app.lease({ page });
    const caller = await app.lease({ page: { ...page, url: 'https://shop.example.ru/?utm_source=vk' } });
    const did = holder.numbers[0]?.did ?? '';
    const placed = app.pbx.placeCall({ caller: CALLER, did, outcome: 'answered', answerAfterMs: 50 });
    const talk = await board.call((call) => call.state === 'answered');
    expect(talk.attribution.session).toBe(holder.session);

    const route = `/v1/calls/${talk.id}`;
    expect((await app.patch(route, { visit_code: '0' })).status).toBe(422);
    const response = await app.patch(route, { visit_code: caller.visit_code.split('').join(' ') });
    expect(await response.json()).toMatchObject({ attribution: { session: caller.session } });
    const proven = { method: 'visit-code', confidence: 0.99, touchpoint: { source: 'vk' } };
    const shown = await board.call((call) => call.attribution.method === 'visit-code');
    expect(shown).toMatchObject({ state: 'answered', attribution: proven });

    app.pbx.hangUp(placed);
    await board.call((call) => call.state === 'ended');
    await app.stopApp();
    await app.startApp();
    expect(await (await app.get(route)).json()).toMatchObject({
      state: 'ended',
      attribution: { ...proven, first_touch: { source: 'vk' } },
      attributions: [
        { version: 1, method: 'lease', session: holder.session },
        { version: 2, ...proven },
      ],
    });
    const report = await (await app.get('/v1/reports/accuracy')).json();
    expect(report).toMatchObject({ labelled: 1, right: 0, wrong: 1, unattributed: 0 });
  });
});

describe('a start that fails', () => {
  it('leaves no timer that would keep a process alive which serves nobody', async () => {
    await using app = await RunningApp.start();
    const before = getTasks().size;
    const port = Number(new URL(app.url).port);
    const config = { ...app.config, listen: { ...app.config.listen, port } };
    const second = await createApp(config, { log: { info() {}, warn() {}, error() {} } });
    await expect(second.start()).rejects.toThrow('EADDRINUSE');
    expect(getTasks().size).toBe(before);
  });
});

describe('a stop', () => {
  it('puts the last releases on disk', async () => {
    await using app = await RunningApp.start();
    const { token } = await app.lease({ page });
    await app.post(`/v1/lease/${token}/release`, '');
    await app.stopApp();
    await app.startApp();
    const { pools } = (await (await app.get('/v1/pools')).json()) as { pools: unknown[] };
    expect(pools).toMatchObject([{ leased: 0, lingering: 1 }]);
  });
});

describe('a restart', () => {
  it('keeps the visitor’s number, and follows the live call to its end', async () => {
    await using app = await RunningApp.start();
    const before = await app.lease({ page });
    const did = before.numbers[0]?.did ?? '';
    const call = app.pbx.placeCall({ caller: CALLER, did, outcome: 'answered', answerAfterMs: 50 });
    await using board = await app.watch();
    await board.call((each) => each.state === 'answered');
    await app.stopApp();
    await app.startApp();
    await using again = await app.watch();
    const after = await app.lease({ page, visitor: before.visitor, session: before.session });
    expect(after).toMatchObject({ token: before.token, session: before.session, numbers: before.numbers });
    await again.until((message) => message.type === 'pbx' && message.pbx.up);
    app.pbx.hangUp(call);
    expect(await again.call((each) => each.state === 'ended')).toMatchObject({ outcome: 'answered' });
  });

  it('of the PBX ends the call that it lost as unknown', async () => {
    await using app = await RunningApp.start();
    await using board = await app.watch();
    const lease = await app.lease({ page });
    app.pbx.placeCall({
      caller: CALLER,
      did: lease.numbers[0]?.did ?? '',
      outcome: 'answered',
      answerAfterMs: 50,
    });
    await board.call((call) => call.state === 'answered');
    await app.pbx.restart();
    expect(await board.call((call) => call.state === 'ended', 8_000)).toMatchObject({
      outcome: 'unknown',
      end: 'lost',
    });
  });
});

describe('a pool', () => {
  it('that is exhausted shows the overflow number, and says so in its figures', async () => {
    await using app = await RunningApp.start();
    const leases = await Promise.all(Array.from({ length: 11 }, () => app.lease({ page })));
    const dids = leases.map(({ numbers }) => numbers[0]?.did);
    expect(new Set(dids).size).toBe(11);
    const last = leases.find(({ overflow }) => overflow);
    expect(last?.numbers[0]?.did).toBe('+74951239999');
    const { pools } = (await (await app.get('/v1/pools')).json()) as { pools: unknown[] };
    expect(pools).toMatchObject([
      { id: 'moscow', size: 10, leased: 10, free: 0, overflowed: 1, utilisation: 1 },
    ]);
  });
});

describe('who gets a number', () => {
  const BOT = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' };

  it('is no crawler: an answer without numbers, no lease, no visit, and a count', async () => {
    await using app = await RunningApp.start();
    const response = await app.post('/v1/lease', { site: 'shop' }, BOT);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ numbers: [], overflow: false, pool: null });
    expect(await (await app.get('/v1/pools')).json()).toMatchObject({ pools: [{ leased: 0, granted: 0 }] });
    expect(await (await app.get('/metrics')).text()).toContain(
      'leaseline_leases_refused_total{reason="bot"} 1',
    );
  });

  it('is not whoever invents visitors at one address, until what they hold has ended', async () => {
    const change = (config: Config) => ({ ...config, lease: { ...config.lease, atOnce: { perAddress: 2 } } });
    await using app = await RunningApp.start({ change });
    const ask = async (address: string) => {
      const response = await app.post('/v1/lease', { site: 'shop' }, { 'x-forwarded-for': address });
      return (await response.json()) as LeaseResponse;
    };
    const flood = [await ask('2001:db8::1'), await ask('2001:db8::2'), await ask('2001:db8::3')];
    expect(flood.map(({ overflow }) => overflow)).toEqual([false, false, true]);
    expect((await ask('2001:db8:0:1::1')).overflow).toBe(false);
    expect(await (await app.get('/metrics')).text()).toContain(
      'leaseline_leases_overflowed_total{site="shop",reason="capped"} 1',
    );
    await app.post(`/v1/lease/${flood[0]?.token}/release`, '');
    await expect.poll(async () => (await ask('2001:db8::4')).overflow, { timeout: 5_000 }).toBe(false);
  });
});
