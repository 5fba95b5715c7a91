// Logging in and out, bearer tokens, and pages that try to use somebody else's session.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aCallRecord } from '../../support/builders.ts';
import { expectProblem } from './expect-problem.ts';
import { ACCOUNTS, HttpFixture } from './http-fixture.ts';

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture().start();
});
afterEach(() => http.stop());

const me = (headers: Record<string, string>) => http.fetch('/v1/me', { headers });

describe('log-in', () => {
  test('gives a cookie that opens the API, until log-out', async () => {
    const response = await http.post('/v1/login', { name: 'admin', password: 'open sesame' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name: 'admin', role: 'admin' });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^leaseline_session=\w{40,}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const headers = { Cookie: `other=1; ${cookie.split(';')[0]}` };
    expect(await (await me(headers)).json()).toMatchObject({ name: 'admin', role: 'admin' });

    const out = await http.fetch('/v1/logout', { method: 'POST', headers });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^leaseline_session=; .*Max-Age=0/);
    await expectProblem(await me(headers), 'unauthenticated');
  });

  test('over https the cookie is Secure', async () => {
    const secure = await new HttpFixture({ publicUrl: 'https://calls.example.ru' }).start();
    const response = await secure.post('/v1/login', { name: 'admin', password: 'open sesame' });
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure$/);
    await secure.stop();
  });

  test.each([
    ['a wrong password', { name: 'admin', password: 'guess' }, 'wrong-credentials'],
    ['an unknown name', { name: 'nobody', password: 'open sesame' }, 'wrong-credentials'],
    ['an account without a password', { name: 'robot', password: 'open sesame' }, 'wrong-credentials'],
    ['no password', { name: 'admin' }, 'invalid-body'],
    ['no JSON', 'name=admin', 'malformed-json'],
  ] as const)('%s', async (_name, body, code) => {
    const response = await http.post('/v1/login', body);
    expect(response.headers.getSetCookie()).toEqual([]);
    await expectProblem(response, code);
  });

  test('an unknown name costs as much time as a known one', async () => {
    for (const name of ['nobody', 'robot', 'admin']) await http.post('/v1/login', { name, password: 'x' });
    const hash = ACCOUNTS[0]?.passwordHash;
    expect(http.checkedPasswords).toEqual([hash, hash, hash]);
  });

  test('is a matter of JSON only: a form of a foreign page gets nowhere', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    await expectProblem(await http.post('/v1/login', '{}', headers), 'unsupported-media-type');
  });

  test('guessing is stopped by name and address, and a right password does not help then', async () => {
    const guess = (name: string, password: string) => http.post('/v1/login', { name, password });
    for (let n = 0; n < 10; n++) await expectProblem(await guess('admin', `guess ${n}`), 'wrong-credentials');
    const stopped = await guess('admin', 'open sesame');
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(stopped, 'rate-limited');
    expect((await guess('olga', 'secret')).status).toBe(200);
  });

  test('right log-ins do not use up the tries', async () => {
    for (let n = 0; n < 15; n++) expect(await http.logIn()).toContain('leaseline_session=');
  });

  test('trying many names from one address is stopped, too', async () => {
    for (let n = 0; n < 50; n++) await http.post('/v1/login', { name: `name ${n}`, password: 'x' });
    await expectProblem(await http.post('/v1/login', { name: 'new', password: 'x' }), 'rate-limited');
  });
});

describe('sessions', () => {
  test('live 12 hours from their last use', async () => {
    const headers = { Cookie: await http.logIn() };
    const hour = 3_600_000;
    for (let n = 0; n < 5; n++) {
      http.clock.advance(12 * hour - 1);
      expect((await me(headers)).status).toBe(200);
    }
    http.clock.advance(12 * hour);
    await expectProblem(await me(headers), 'unauthenticated');
  });

  test('the cookie is prolonged with the session', async () => {
    const cookie = await http.logIn();
    expect((await me({ Cookie: cookie })).headers.getSetCookie()[0]).toContain(`${cookie}; `);
  });

  test.each(['', 'leaseline_session=', 'leaseline_session=guess', 'leaseline_session', '=;=;;'])(
    'cookie %j opens nothing',
    async (cookie) => {
      const response = await me({ Cookie: cookie });
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      await expectProblem(response, 'unauthenticated');
    },
  );
});

describe('bearer tokens', () => {
  test('open the API without a session', async () => {
    const response = await me({ Authorization: 'Bearer robot-token' });
    expect(await response.json()).toMatchObject({ name: 'robot', role: 'marketer' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test.each(['Bearer guess', 'Bearer ', 'Basic YWRtaW46YWRtaW4=', 'robot-token'])(
    '%j does not',
    async (value) => {
      await expectProblem(await me({ Authorization: value }), 'unauthenticated');
    },
  );

  test('a wrong token is not made good by a cookie', async () => {
    const headers = { Authorization: 'Bearer guess', Cookie: await http.logIn() };
    await expectProblem(await me(headers), 'unauthenticated');
  });
});

describe('foreign pages', () => {
  const ID = aCallRecord().call.id;
  let cookie: string;
  beforeEach(async () => {
    http.calls.records = [aCallRecord()];
    cookie = await http.logIn();
  });

  const patch = (headers: Record<string, string>) =>
    http.fetch(`/v1/calls/${ID}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: '{"note":"hi"}',
    });

  test.each<[string, Record<string, string>]>([
    ['cross-site by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['no proof at all', {}],
  ])('cannot use the cookie: %s', async (_name, headers) => {
    await expectProblem(await patch({ Cookie: cookie, ...headers }), 'cross-site-request');
    expect(http.calls.records[0]?.annotations.note).toBeNull();
  });

  test('our own page can', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin' },
      { Origin: 'http://calls.example.ru' },
      { Origin: `http://127.0.0.1:${http.port}` },
    ]) {
      expect((await patch({ Cookie: cookie, ...headers })).status).toBe(200);
    }
  });

  test('a bearer token needs no such proof: no browser sends it by itself', async () => {
    expect((await patch({ Authorization: 'Bearer olga-token' })).status).toBe(200);
  });

  test('cannot log anybody in or out', async () => {
    const foreign = { Origin: 'https://evil.example', Cookie: cookie };
    const login = await http.post('/v1/login', { name: 'olga', password: 'secret' }, foreign);
    await expectProblem(login, 'cross-site-request');
    await expectProblem(await http.post('/v1/logout', '', foreign), 'cross-site-request');
    expect((await me({ Cookie: cookie })).status).toBe(200);
  });
});
