// The hook: what it is sent, and that nothing it does holds a caller up.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpRouteAdviser } from '../../../src/adapters/hook/http-route-adviser.ts';
import { aCallRecord } from '../../support/builders.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const MATTER = { record: aCallRecord(), lastAgent: 'PJSIP/101', destinations: ['sales', 'night'], proposed: 'sales' };

let server: Server;
let url: string;
let handle: (request: IncomingMessage, response: ServerResponse, body: string) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => handle(request, response, body));
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function adviser(overrides: Partial<{ url: string; timeout: number; secret: string | null }> = {}) {
  return new HttpRouteAdviser({ url, timeout: 5_000, secret: null, clock: new FakeClock(), ...overrides });
}

function answering(status: number, body: string): void {
  handle = (_, response) => response.writeHead(status).end(body);
}

test('it is posted the call, the agent and the choice, signed', async () => {
  const clock = new FakeClock();
  let seen: [string | undefined, string] | null = null;
  handle = (request, response, body) => {
    seen = [request.headers['leaseline-signature'] as string, body];
    response.end('{"destination":"night"}');
  };
  expect(await adviser({ secret: 'hush' }).advise(MATTER)).toEqual({ ok: true, destination: 'night' });
  const [signature, body] = seen ?? ['', ''];
  expect(JSON.parse(body)).toMatchObject({
    call: { id: 'office-1768478400.1', did: '+74951230001' },
    last_agent: 'PJSIP/101',
    destinations: ['sales', 'night'],
    proposed: 'sales',
  });
  const t = Math.floor(clock.now() / 1_000);
  const v1 = createHmac('sha256', 'hush').update(`${t}.${body}`).digest('hex');
  expect(signature).toBe(`t=${t},v1=${v1}`);
});

describe('its answer', () => {
  test.each([
    [200, '{"destination":"sales","why":"vip"}', { ok: true, destination: 'sales' }],
    [200, '{"destination":null}', { ok: true, destination: null }],
    [200, '{}', { ok: true, destination: null }],
    [204, '', { ok: true, destination: null }],
    [200, 'sales', { ok: false, failure: 'garbled' }],
    [200, '{"destination":7}', { ok: false, failure: 'garbled' }],
    [200, '[]', { ok: false, failure: 'garbled' }],
    [200, `{"destination":"${'x'.repeat(200)}"}`, { ok: false, failure: 'garbled' }],
    [200, `{"destination":"sales","x":"${'x'.repeat(20_000)}"}`, { ok: false, failure: 'garbled' }],
    [500, '{"destination":"sales"}', { ok: false, failure: 'refused' }],
    [302, '', { ok: false, failure: 'refused' }],
  ])('%i %.40s', async (status, body, advice) => {
    answering(status, body);
    expect(await adviser().advise(MATTER)).toEqual(advice);
  });

  test('that never comes is given up, and so is one that never ends', async () => {
    handle = () => {};
    expect(await adviser({ timeout: 100 }).advise(MATTER)).toEqual({ ok: false, failure: 'timeout' });
    handle = (_, response) => response.write('{"destination":');
    expect(await adviser({ timeout: 100 }).advise(MATTER)).toEqual({ ok: false, failure: 'timeout' });
  });

  test('cannot come from where nobody listens', async () => {
    expect(await adviser({ url: 'http://127.0.0.1:1/' }).advise(MATTER)).toEqual({
      ok: false,
      failure: 'unreachable',
    });
  });
});
