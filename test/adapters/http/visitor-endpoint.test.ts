// The three visitor calls over a real socket: what is answered, what is refused, who may read it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import { NUMBERS } from './fake-visitors.ts';
import { BLOG, HttpFixture, SHOP } from './http-fixture.ts';

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture().start();
});
afterEach(() => http.stop());

describe('POST /v1/lease', () => {
  test('hands over what the page sent and answers what the service gave', async () => {
    const response = await http.lease(
      {
        visitor: 'v-1',
        session: 's-1',
        page: { url: `${SHOP}/?utm_source=yandex`, title: 'Windows', referrer: 'https://ya.ru/' },
        ids: { ym: '17', user: 'u5' },
        engagement: 'engaged',
        anonymous: false,
        numbers: ['8 (495) 111-22-33'],
      },
      { Origin: SHOP },
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(response.headers.get('vary')).toBe('Origin');
    expect(await response.json()).toEqual({
      token: 'token-1',
      session: 'session-1',
      visitor: 'visitor-1',
      numbers: NUMBERS.numbers,
      pool: 'moscow',
      region: 'RU-MOW',
      expires_in_s: 300,
      heartbeat_s: 30,
      overflow: false,
      visit_code: '4821',
    });
    expect(http.visitors.demands).toEqual([
      {
        site: 'shop',
        visitor: 'v-1',
        session: 's-1',
        page: { url: `${SHOP}/?utm_source=yandex`, title: 'Windows', referrer: 'https://ya.ru/' },
        ids: { ym: '17', user: 'u5' },
        engagement: 'engaged',
        anonymous: false,
        numbers: ['8 (495) 111-22-33'],
        address: '127.0.0.1',
        subscriber: null,
        crawler: false,
      },
    ]);
    expect(http.visitorCalls).toEqual(['lease']);
  });

  test('needs nothing but the site', async () => {
    expect((await http.lease()).status).toBe(200);
    expect(http.visitors.demands[0]).toEqual({
      site: 'shop',
      visitor: null,
      session: null,
      page: { url: '', title: null, referrer: null },
      ids: {},
      engagement: 'visible',
      anonymous: false,
      numbers: null,
      address: '127.0.0.1',
      subscriber: null,
      crawler: false,
    });
  });

  test('hears that a visitor asked not to be known', async () => {
    expect((await http.lease({ consent: 'anonymous' })).status).toBe(200);
    expect(http.visitors.demands[0]?.anonymous).toBe(true);
  });

  test('takes text/plain, as sendBeacon sends it', async () => {
    const body = new Blob(['{"site":"shop"}'], { type: 'text/plain;charset=UTF-8' });
    const response = await http.fetch('/v1/lease', { method: 'POST', body, headers: { Origin: SHOP } });
    expect(response.status).toBe(200);
  });

  test('takes a request without an Origin, from a server or a tool, and sends it no CORS headers', async () => {
    const response = await http.lease();
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('ignores a query string', async () => {
    expect((await http.post('/v1/lease?t=1', { site: 'shop' })).status).toBe(200);
  });

  test('says when no number asked for is printed on the site', async () => {
    http.visitors.answerLease = async () => ({ kind: 'no-such-number' });
    const body = await expectProblem(await http.lease({ numbers: ['112'] }), 'invalid-body');
    expect(body.errors?.[0]?.path).toBe('numbers');
  });

  test('a fault of ours is a 500 and a line in the log', async () => {
    http.visitors.answerLease = () => Promise.reject(new Error('disk on fire'));
    const body = await expectProblem(await http.lease(), 'internal');
    expect(JSON.stringify(body)).not.toContain('fire');
    expect(http.logged).toEqual(['VISITOR_CALL_FAILED']);
  });
});

describe('activity and release', () => {
  test('activity renews', async () => {
    const page = { url: `${SHOP}/a`, title: 'A', referrer: null };
    const response = await http.post('/v1/lease/token-1/activity', { engagement: 'intent', page });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ expires_in_s: 240, heartbeat_s: 20 });
    expect(http.visitors.reports).toEqual([{ token: 'token-1', report: { engagement: 'intent', page } }]);
  });

  test('activity of a lease that is gone is 410, and the page may read it', async () => {
    const response = await http.post('/v1/lease/other/activity', { engagement: 'engaged' }, { Origin: BLOG });
    expect(response.headers.get('access-control-allow-origin')).toBe(BLOG);
    await expectProblem(response, 'lease-gone');
  });

  test('a fault of ours in activity does not bring the process down', async () => {
    await expectProblem(await http.post('/v1/lease/broken/activity', { engagement: 'engaged' }), 'internal');
    expect((await http.lease()).status).toBe(200);
  });

  test('release needs no body and answers 204', async () => {
    const response = await http.fetch('/v1/lease/token-1/release', { method: 'POST' });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(http.visitors.released).toEqual(['token-1']);
  });

  test('any site of ours may ask, where only a token is known', async () => {
    for (const origin of [SHOP, BLOG]) {
      const response = await http.post('/v1/lease/token-1/release', '', { Origin: origin });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    }
  });
});

test.each(['application/x-www-form-urlencoded', 'text/plain;charset=UTF-8', ''])(
  'JSON as "%s" is fine',
  async (type) => {
    const response = await http.post('/v1/lease', '{"site":"shop"}', { 'Content-Type': type });
    expect(response.status).toBe(200);
  },
);

describe('refusals change nothing', () => {
  afterEach(() => expect(http.visitors.asked).toBe(0));

  test.each([
    ['no JSON', '{"site":', 'malformed-json'],
    ['an empty body', '', 'malformed-json'],
    ['a JSON array', '[]', 'invalid-body'],
    ['no site', '{}', 'invalid-body'],
    ['null', 'null', 'invalid-body'],
    ['a site of the wrong type', '{"site":1}', 'invalid-body'],
    ['an unknown engagement', '{"site":"shop","engagement":"bored"}', 'invalid-body'],
    ['ids that are no words', '{"site":"shop","visitor":"<script>"}', 'invalid-body'],
    ['too many numbers', JSON.stringify({ site: 'shop', numbers: Array(51).fill('1') }), 'invalid-body'],
    ['an unknown site', '{"site":"nobody"}', 'unknown-site'],
    ['a site named like an object key', '{"site":"__proto__"}', 'unknown-site'],
    ['deep nesting', '['.repeat(8000), 'malformed-json'],
  ] as const)('%s', async (_name, body, code) => {
    await expectProblem(await http.post('/v1/lease', body, { Origin: SHOP }), code);
    expect(http.refused).toEqual([code]);
  });

  test('schema faults name the place', async () => {
    const response = await http.post('/v1/lease', { site: 'shop', page: { url: 5 }, engagement: 'x' });
    const { errors } = await expectProblem(response, 'invalid-body');
    expect(errors?.map(({ path }) => path)).toEqual(['page.url', 'engagement']);
  });

  test.each(['multipart/form-data; boundary=x', 'text/html', 'application/jsonp'])(
    'content type %s',
    async (type) => {
      await expectProblem(
        await http.post('/v1/lease', '{"site":"shop"}', { 'Content-Type': type }),
        'unsupported-media-type',
      );
      await expectProblem(
        await http.post('/v1/lease/token-1/activity', '{"engagement":"left"}', { 'Content-Type': type }),
        'unsupported-media-type',
      );
    },
  );

  test('a compressed body', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    await expectProblem(await http.post('/v1/lease', 'x', headers), 'unsupported-media-type');
  });

  test.each([
    ['https://evil.example', '/v1/lease'],
    ['null', '/v1/lease'],
    ['http://shop.example.ru', '/v1/lease'],
    ['https://shop.example.ru.evil.example', '/v1/lease'],
    ['https://evil.example', '/v1/lease/token-1/activity'],
    ['https://evil.example', '/v1/lease/token-1/release'],
  ])('a page of %s at %s', async (origin, path) => {
    const response = await http.post(path, { site: 'shop', engagement: 'left' }, { Origin: origin });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    await expectProblem(response, 'foreign-origin');
  });

  test('a page of one site asking for numbers of another', async () => {
    await expectProblem(await http.lease({ site: 'shop' }, { Origin: BLOG }), 'foreign-origin');
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('method %s', async (method) => {
    for (const path of ['/v1/lease', '/v1/lease/token-1/activity', '/v1/lease/token-1/release']) {
      const response = await http.fetch(path, { method });
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
      await expectProblem(response, 'method-not-allowed');
    }
  });

  test.each([
    '/v1/leases',
    '/v1/lease/',
    '/v1/lease/token-1',
    '/v1/lease/token-1/steal',
    '/v1/lease/a/b/activity',
    '/v1/lease/%2e%2e/activity',
  ])('path %s', async (path) => {
    await expectProblem(await http.post(path, { site: 'shop', engagement: 'left' }), 'not-found');
  });
});

describe('preflight', () => {
  const ask = (origin: string, path = '/v1/lease') =>
    http.fetch(path, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });

  test.each(['/v1/lease', '/v1/lease/t/activity', '/v1/lease/t/release'])(
    'of a known site: %s',
    async (path) => {
      const response = await ask(SHOP, path);
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': SHOP,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'Content-Type',
        'access-control-max-age': '7200',
        vary: 'Origin',
      });
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    },
  );

  test('of a stranger', async () => {
    const response = await ask('https://evil.example');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    await expectProblem(response, 'foreign-origin');
  });
});
