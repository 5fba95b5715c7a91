// Requests no honest page sends: the service answers what can be answered, changes nothing, and goes on.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROBLEMS } from '../../../src/adapters/http/problems.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture, SHOP } from './http-fixture.ts';
import { RawClient, rawPost } from './raw-client.ts';

const LEASE = '{"site":"shop"}';

let http: HttpFixture;
let clients: RawClient[] = [];
beforeEach(async () => {
  http = await new HttpFixture().start();
});
afterEach(async () => {
  // Whatever happened, the next visitor is served.
  expect((await http.lease()).status).toBe(200);
  for (const client of clients) client.destroy();
  clients = [];
  await http.stop();
});

function client(): RawClient {
  const made = new RawClient(http.port);
  clients.push(made);
  return made;
}

const padded = (bytes: number) => JSON.stringify({ site: 'shop', padding: 'x'.repeat(bytes) });

test('a body of 16 KB is taken, one byte more is not', async () => {
  const fits = padded(16 * 1024 - padded(0).length);
  expect((await http.post('/v1/lease', fits)).status).toBe(200);
  expect(http.visitors.asked).toBe(1);
  await expectProblem(await http.post('/v1/lease', `${fits} `), 'body-too-large');
  expect(http.visitors.asked).toBe(1);
});

test('a sender of 1 MB gets its answer, not a reset, and may go on using the connection', async () => {
  for (let round = 0; round < 5; round++) {
    await expectProblem(await http.post('/v1/lease', padded(1024 * 1024)), 'body-too-large');
  }
  const raw = client().send(rawPost('/v1/lease', padded(1024 * 1024)));
  expect(await raw.answers(1)).toEqual([413]);
  raw.send(rawPost('/v1/lease', LEASE));
  expect(await raw.answers(2)).toEqual([413, 200]);
  expect(http.visitors.asked).toBe(1);
});

test('1 MB in chunks without a length, too', async () => {
  const raw = client().send('POST /v1/lease HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked', '', '');
  for (let chunk = 0; chunk < 64; chunk++) raw.send('4000', 'x'.repeat(0x4000), '');
  raw.send('0', '', '');
  expect(await raw.answers(1)).toEqual([413]);
  expect(http.visitors.asked).toBe(0);
});

test('1 MB to an operator route', async () => {
  await expectProblem(await http.post('/v1/login', padded(1024 * 1024)), 'body-too-large');
});

test('what claims to be endless is answered and closed', async () => {
  const raw = client().send(
    'POST /v1/lease HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 99999999999',
    '',
    '{"site"',
  );
  expect(await raw.answers(1)).toEqual([413]);
  await raw.closed();
  expect(http.visitors.asked).toBe(0);
});

test('a wrong type with a large body is answered as well', async () => {
  const response = await http.post('/v1/lease', 'x'.repeat(10_000), { 'Content-Type': 'text/html' });
  await expectProblem(response, 'unsupported-media-type');
});

test('garbage instead of a chunk', async () => {
  const raw = client().send(
    'POST /v1/lease HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    '',
    'zzzz',
    LEASE,
    '',
  );
  expect(await raw.answers(1)).toEqual([400]);
  expect(raw.received).toContain('application/problem+json');
  expect(http.refused).toEqual(['malformed-request']);
  expect(http.visitors.asked).toBe(0);
});

test.each([
  ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 'malformed-request'],
  ['a broken header', 'GET / HTTP/1.1\r\nHo st: x\r\n\r\n', 'malformed-request'],
  ['length and chunks', rawPost('/v1/lease', LEASE, 'Transfer-Encoding: chunked'), 'malformed-request'],
  ['two lengths', rawPost('/v1/lease', LEASE, 'Content-Length: 3'), 'malformed-request'],
  ['headers without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}`, 'headers-too-large'],
  ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 'malformed-request'],
] as const)('%s', async (_name, bytes, code) => {
  const raw = client().send(bytes);
  expect(await raw.answers(1)).toEqual([PROBLEMS[code][0]]);
  await raw.closed();
  const [head = '', body = ''] = raw.received.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(body.replace(/^\w+\r\n|\r\n0$/g, ''))).toMatchObject({ type: `urn:leaseline:${code}` });
  expect(http.refused).toEqual([code]);
  expect(http.visitors.asked).toBe(0);
});

test('an expectation nobody can meet', async () => {
  const raw = client().send(rawPost('/v1/lease', LEASE, 'Expect: miracles'));
  expect(await raw.answers(1)).toEqual([417]);
  expect(http.visitors.asked).toBe(0);
});

test('Expect: 100-continue, as curl sends before a large body', async () => {
  const raw = client().send(
    'POST /v1/lease HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    `Content-Length: ${LEASE.length}`,
    'Expect: 100-continue',
    '',
    '',
  );
  expect(await raw.answers(1)).toEqual([100]);
  raw.send(LEASE);
  expect(await raw.answers(2)).toEqual([100, 200]);
});

test('pipelined requests are answered in their order', async () => {
  const raw = client().send(
    rawPost('/v1/lease', LEASE) +
      rawPost('/v1/lease/token-1/activity', '{"engagement":"left"}') +
      rawPost('/v1/lease', '{') +
      rawPost('/v1/lease/token-1/release', '') +
      'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
  );
  expect(await raw.answers(5)).toEqual([200, 200, 400, 204, 200]);
  expect(http.visitors.asked).toBe(3);
});

test('a client that closed its sending side still gets its answer', async () => {
  const raw = client().send(rawPost('/v1/lease', LEASE));
  raw.socket.end();
  expect(await raw.answers(1)).toEqual([200]);
  await raw.closed();
});

test('clients that vanish in the middle of a body, or before the answer, do no harm', async () => {
  for (let n = 0; n < 20; n++) {
    const half = client().send(rawPost('/v1/lease', LEASE).slice(0, -5));
    const impatient = client().send(rawPost('/v1/lease', LEASE));
    setTimeout(() => {
      half.socket.resetAndDestroy();
      impatient.socket.resetAndDestroy();
    }, 2);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(http.visitors.reports).toEqual([]);
  expect(http.logged).toEqual([]);
});

test('a request that never ends is cut by the server', () => {
  expect(http.server.headersTimeout).toBe(10_000);
  expect(http.server.requestTimeout).toBe(20_000);
});

test('refusals of a page that may ask can be read by it', async () => {
  const response = await http.post('/v1/lease', padded(20_000), { Origin: SHOP });
  expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
  await expectProblem(response, 'body-too-large');
});
