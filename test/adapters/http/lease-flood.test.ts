// One address asking for number after number, and whose address it is.
import { afterEach, describe, expect, test } from 'vitest';
import { addressKey } from '../../../src/adapters/http/address-key.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

let http: HttpFixture;
afterEach(() => http.stop());

const from = (address: string) => ({ 'X-Forwarded-For': address });

test('past the burst it is told to wait, and the pool is not asked', async () => {
  http = await new HttpFixture({
    leaseRateLimit: { perMinute: 60, burst: 2 },
    trustedProxies: ['loopback'],
  }).start();
  const ann = from('198.51.100.1');
  expect((await http.lease({}, ann)).status).toBe(200);
  expect((await http.lease({}, ann)).status).toBe(200);
  const refused = await http.lease({}, ann);
  expect(refused.headers.get('retry-after')).toBe('1');
  await expectProblem(refused, 'rate-limited');
  expect(http.visitors.demands).toHaveLength(2);
  expect((await http.post('/v1/lease/token-1/activity', { engagement: 'engaged' }, ann)).status).toBe(200);
  http.clock.advance(1_000);
  expect((await http.lease({}, ann)).status).toBe(200);
});

test('requests that ask for nothing do not use it up', async () => {
  http = await new HttpFixture({
    leaseRateLimit: { perMinute: 60, burst: 1 },
    trustedProxies: ['loopback'],
  }).start();
  const ann = from('198.51.100.1');
  for (let n = 0; n < 5; n++) await http.lease({ site: 'nobody' }, ann);
  expect((await http.lease({}, ann)).status).toBe(200);
});

test('the owner’s own programs on this machine are no flood', async () => {
  http = await new HttpFixture({ leaseRateLimit: { perMinute: 60, burst: 1 } }).start();
  for (let n = 0; n < 5; n++) expect((await http.lease()).status).toBe(200);
});

test('visitors are counted by address, IPv6 ones by /64, those on this machine not at all', async () => {
  http = await new HttpFixture({ trustedProxies: ['loopback'] }).start();
  await http.lease({}, from('198.51.100.1'));
  await http.lease({}, from('2001:db8:1:2:3::4'));
  await http.lease();
  expect(http.visitors.demands.map(({ subscriber }) => subscriber)).toEqual([
    '198.51.100.1',
    '2001:db8:1:2::/64',
    null,
  ]);
});

test('a crawler is known by its User-Agent, and one without is none', async () => {
  http = await new HttpFixture().start();
  await http.lease({}, { 'User-Agent': 'Somebot/1.0' });
  await http.lease({}, { 'User-Agent': '' });
  expect(http.visitors.demands.map(({ crawler }) => crawler)).toEqual([true, false]);
});

test('visitors behind a trusted proxy are told apart', async () => {
  http = await new HttpFixture({
    leaseRateLimit: { perMinute: 60, burst: 1 },
    trustedProxies: ['loopback'],
  }).start();
  expect((await http.lease({}, from('198.51.100.1'))).status).toBe(200);
  expect((await http.lease({}, from('198.51.100.2'))).status).toBe(200);
  expect((await http.lease({}, from('198.51.100.1'))).status).toBe(429);
});

describe('the address of a visitor', () => {
  const addressOf = async (trustedProxies: string[], forwardedFor: string) => {
    http = await new HttpFixture({ trustedProxies }).start();
    await http.lease({}, from(forwardedFor));
    return http.visitors.demands[0]?.address;
  };

  test.each([
    ['nobody is trusted', [], '198.51.100.1', '127.0.0.1'],
    ['the proxy is trusted', ['127.0.0.1'], '198.51.100.1', '198.51.100.1'],
    ['what the client claimed itself is not', ['127.0.0.1'], '8.8.8.8, 198.51.100.1', '198.51.100.1'],
    ['two of our proxies', ['127.0.0.1', '10.0.0.0/8'], '198.51.100.1, 10.1.2.3', '198.51.100.1'],
    ['another proxy is trusted', ['10.0.0.0/8'], '198.51.100.1', '127.0.0.1'],
    ['IPv6', ['loopback'], '2001:db8::1', '2001:db8::1'],
    ['IPv4 written as IPv6', ['loopback'], '::ffff:198.51.100.1', '198.51.100.1'],
    ['no address', ['loopback'], '<script>', '127.0.0.1'],
    ['nothing', ['loopback'], '', '127.0.0.1'],
  ])('%s', async (_name, trusted, forwardedFor, expected) => {
    expect(await addressOf(trusted, forwardedFor)).toBe(expected);
  });
});

test.each([
  ['198.51.100.1', '198.51.100.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['1:2:3:4:5::', '1:2:3:4::/64'],
])('%s counts as %s', async (address, key) => {
  http = await new HttpFixture().start();
  expect(addressKey(address)).toBe(key);
});
