// The head that we write ourselves, and where node:http must write it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NUMBERS } from './fake-visitors.ts';
import { HttpFixture, SHOP } from './http-fixture.ts';
import { RawClient, rawPost } from './raw-client.ts';

const LEASE = '{"site":"shop"}';
const ACTIVITY = rawPost('/v1/lease/token-1/activity', '{"engagement":"left"}');

let http: HttpFixture;
let raw: RawClient;
beforeEach(async () => {
  http = await new HttpFixture().start();
  raw = new RawClient(http.port);
});
afterEach(async () => {
  raw.destroy();
  await http.stop();
});

const lineEnds = /\r\n/;
const headOf = (answer: string) => answer.slice(0, answer.indexOf('\r\n\r\n')).split(lineEnds);

test('an answer has one head, with the time of the clock and the length of its body in bytes', async () => {
  http.visitors.answerLease = async () => ({ ...NUMBERS, pool: 'москва' });
  raw.send(rawPost('/v1/lease', LEASE, `Origin: ${SHOP}`));
  await raw.answers(1);
  const [head = '', body = ''] = raw.received.split('\r\n\r\n');
  expect(head.split(lineEnds)).toEqual([
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    'Cache-Control: no-store',
    `Access-Control-Allow-Origin: ${SHOP}`,
    'Vary: Origin',
    `Date: ${new Date(http.clock.now()).toUTCString()}`,
    'Connection: keep-alive',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]);
  expect(JSON.parse(body)).toMatchObject({ pool: 'москва', token: 'token-1' });
});

test('the connection serves one request after the other', async () => {
  for (let n = 1; n <= 5; n++) {
    raw.send(n % 2 === 0 ? ACTIVITY : rawPost('/v1/lease', LEASE));
    expect(await raw.answers(n)).toHaveLength(n);
  }
  raw.send('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await raw.answers(6)).toEqual(Array(6).fill(200));
});

test('an answer that is ready before an earlier one of its connection waits for it', async () => {
  raw.send(rawPost('/v1/lease', LEASE) + ACTIVITY + ACTIVITY);
  expect(await raw.answers(3)).toEqual([200, 200, 200]);
  const bodies = raw.received.match(/\{.*\}/g)?.map((body) => JSON.parse(body));
  expect(bodies).toMatchObject([{ token: 'token-1' }, { expires_in_s: 240 }, { expires_in_s: 240 }]);
  expect(bodies?.[1]).not.toHaveProperty('token');
});

test.each([
  ['asked to close it', 'HTTP/1.1', 'Connection: close'],
  ['of the protocol’s first version', 'HTTP/1.0', 'X: y'],
])('a connection %s is closed after the answer', async (_, version, header) => {
  raw.send(rawPost('/v1/lease', LEASE, header).replace('HTTP/1.1', version));
  expect(await raw.answers(1)).toEqual([200]);
  await raw.closed();
  expect(headOf(raw.received)).toContain('Connection: close');
});
