// Time lines, missed calls and recordings over HTTP.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MissedCaller } from '../../../src/core/missed-callers.ts';
import type { WireMissedList } from '../../../src/wire/missed-call.ts';
import { aCall, aCallRecord, aSession, e164 } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

const BEARER = { authorization: 'Bearer olga-token' };
const DAY = 86_400_000;
let app: HttpFixture;

beforeEach(async () => {
  app = await new HttpFixture().start();
});

afterEach(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(path, { headers: { ...BEARER, ...headers } });

describe('GET /v1/calls/{id}/timeline', () => {
  it('tells visits with their pages, and calls, oldest first', async () => {
    app.calls.records.push(aCallRecord({ call: aCall({ id: 'c1' }) }));
    app.visits.push(aSession({ startedAt: NOON - 60_000 }), aSession({ id: 's-2', visitor: 'phone' }));
    app.views.push({ session: 's-2', at: NOON + 5, page: { url: 'https://shop.example.ru/a', title: 'A' } });
    const response = await get('/v1/calls/c1/timeline');
    expect(await response.json()).toMatchObject({
      events: [
        {
          kind: 'visit',
          at: '2026-01-15T11:59:00.000Z',
          other_device: false,
          touchpoint: { source: 'yandex', landing_page: 'https://shop.example.ru/?utm_source=yandex' },
          place: { city: 'Moscow' },
          page_views: 1,
          pages: [{ url: 'https://shop.example.ru/windows', title: 'Windows' }],
        },
        { kind: 'visit', session: 's-2', other_device: true, pages: [{ title: 'A' }] },
        { kind: 'call', call: 'c1', outcome: 'answered', talk_s: 60, asked: true },
      ],
    });
  });

  it('of no call is a problem', async () => {
    await expectProblem(await get('/v1/calls/none/timeline'), 'unknown-call');
    await expectProblem(await app.fetch('/v1/calls/none/timeline'), 'unauthenticated');
  });
});

describe('GET /v1/missed', () => {
  const missed = (caller: string, state: MissedCaller['state'], afterMs: number | null): MissedCaller => ({
    last: {
      id: `call of ${caller}`,
      caller: e164(caller),
      callerName: null,
      at: NOON,
      wait: 12_340,
      did: e164('+74951230001'),
      source: 'yandex',
      campaign: null,
      site: 'shop',
    },
    first: NOON - 60_000,
    times: 2,
    tries: 1,
    state,
    resolved: afterMs === null ? null : { at: NOON - 60_000 + afterMs, agent: 'PJSIP/101' },
  });

  it('is the work list of the last week', async () => {
    const asked: number[] = [];
    app.missed = (from, to) => {
      asked.push(from, to);
      return [missed('+79161234567', 'open', null), missed('+79167654321', 'called-back', 300_000)];
    };
    const list = (await (await get('/v1/missed')).json()) as WireMissedList;
    expect(asked).toEqual([NOON - 7 * DAY, Number.MAX_SAFE_INTEGER]);
    expect(list).toMatchObject({ open: 1, median_after_s: 300 });
    expect(list.callers[0]).toEqual({
      call: 'call of +79161234567',
      caller: '+79161234567',
      caller_name: null,
      times: 2,
      first_at: '2026-01-15T11:59:00.000Z',
      last_at: '2026-01-15T12:00:00.000Z',
      wait_s: 12.3,
      did: '+74951230001',
      source: 'yandex',
      campaign: null,
      site: 'shop',
      state: 'open',
      tries: 1,
      resolved: null,
    });
    expect(list.callers[1]).toMatchObject({ resolved: { agent: 'PJSIP/101', after_s: 300 } });
  });

  it('can be asked for by state and time; the counts stay those of all', async () => {
    app.missed = () => [missed('+79161234567', 'open', null), missed('+79167654321', 'reached-us', 5_000)];
    const list = await (await get('/v1/missed?state=reached-us&from=2026-01-01&to=2026-02-01')).json();
    expect(list).toMatchObject({ callers: [{ state: 'reached-us' }], open: 1, median_after_s: null });
    await expectProblem(await get('/v1/missed?state=lost'), 'invalid-query');
    await expectProblem(await app.fetch('/v1/missed'), 'unauthenticated');
  });
});

describe('GET /v1/calls/{id}/recording', () => {
  const SOUND = Buffer.from('RIFF....WAVEfmt ');
  let folder: string;
  let pbx: Server;
  const asked: { url: string | undefined; range: string | undefined; authorization: string | undefined }[] =
    [];
  let type = 'audio/x-wav';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leaseline-recording-'));
    app.calls.records.push(aCallRecord({ call: aCall({ id: 'c1', recording: 'in.wav' }) }));
    asked.length = 0;
    type = 'audio/x-wav';
    pbx = createServer(({ url, headers: { range, authorization } }, response) => {
      asked.push({ url, range, authorization });
      const part = range ? { status: 206, body: SOUND.subarray(0, 4) } : { status: 200, body: SOUND };
      const headers = { 'Content-Type': type, 'Content-Length': part.body.length, 'Set-Cookie': 'pbx=1' };
      response.writeHead(part.status, headers).end(part.body);
    });
    await new Promise<void>((listening) => pbx.listen(0, '127.0.0.1', listening));
  });

  afterEach(() => {
    pbx.close();
    rmSync(folder, { recursive: true });
  });

  function inFolder(): void {
    const path = join(folder, 'in.wav');
    writeFileSync(path, SOUND);
    app.recordings.set('c1', { kind: 'file', path });
  }

  function atThePbx(): void {
    const url = `http://127.0.0.1:${(pbx.address() as AddressInfo).port}/in.wav`;
    app.recordings.set('c1', { kind: 'remote', url, authorization: 'Basic eDp5' });
  }

  it('plays a file, whole or the range asked for', async () => {
    inFolder();
    const whole = await get('/v1/calls/c1/recording');
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toMatch(/^audio\/(x-)?wav/);
    expect(whole.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(SOUND);
    const part = await get('/v1/calls/c1/recording', { range: 'bytes=8-11' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 8-11/16']);
    expect(await part.text()).toBe('WAVE');
    await expectProblem(await get('/v1/calls/c1/recording', { range: 'bytes=99-' }), 'no-such-range');
  });

  it('passes on what the PBX plays, and the range, and nothing else of it', async () => {
    atThePbx();
    const whole = await get('/v1/calls/c1/recording');
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(SOUND);
    expect(whole.headers.get('set-cookie')).toBeNull();
    const part = await get('/v1/calls/c1/recording', { range: 'bytes=0-3' });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    expect(asked).toEqual([
      { url: '/in.wav', range: undefined, authorization: 'Basic eDp5' },
      { url: '/in.wav', range: 'bytes=0-3', authorization: 'Basic eDp5' },
    ]);
  });

  it('is a problem when there is none, when the PBX shows a page, or does not answer', async () => {
    await expectProblem(await get('/v1/calls/none/recording'), 'unknown-call');
    await expectProblem(await get('/v1/calls/c1/recording'), 'no-recording');
    await expectProblem(await app.fetch('/v1/calls/c1/recording'), 'unauthenticated');
    atThePbx();
    type = 'text/html';
    await expectProblem(await get('/v1/calls/c1/recording'), 'no-recording');
    app.recordings.set('c1', { kind: 'remote', url: 'http://127.0.0.1:1/x.wav', authorization: null });
    await expectProblem(await get('/v1/calls/c1/recording'), 'no-recording');
  });
});

describe('GET /v1/calls.xlsx', () => {
  it('is the table of calls, as the operator may see it', async () => {
    app.calls.records.push(aCallRecord({ call: aCall({ id: 'c1', callerName: '=cmd' }) }));
    const read = async (token: string) => {
      const response = await app.fetch('/v1/calls.xlsx', { headers: { authorization: `Bearer ${token}` } });
      expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet');
      const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
      return strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    };
    const whole = await read('olga-token');
    expect(whole).toContain('>+79161234567<');
    // 2026-01-15 12:00 as Excel counts.
    expect(whole).toContain('<v>46037.5</v>');
    expect(await read('robot-token')).not.toContain('79161234567');
  });
});
