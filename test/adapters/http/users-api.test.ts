// Making users, letting them in, and what happens to their sessions when something about them changes.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Me } from '../../../src/wire/login.ts';
import type { WireAuditPage, WireNewToken, WireNewUser, WireUser } from '../../../src/wire/user.ts';
import { expectProblem } from './expect-problem.ts';
import { ACCOUNTS, HttpFixture } from './http-fixture.ts';

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture().start();
});
afterEach(() => http.stop());

const ADMIN = { Authorization: 'Bearer admin-token' };
const OWN = { Origin: 'http://calls.example.ru' };

function send(method: string, path: string, body: unknown, headers: Record<string, string> = ADMIN) {
  return http.fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

const me = (cookie: string) => http.fetch('/v1/me', { headers: { Cookie: cookie } });
const secretOf = (link: string) => new URL(link).hash.slice(1);
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** Invites Anna, who chooses a password; answers her cookie. */
async function makeAnna(rights: object = { role: 'marketer' }): Promise<string> {
  const made = await send('POST', '/v1/users', { name: 'anna', ...rights });
  expect(made.status).toBe(201);
  const { invite } = (await made.json()) as WireNewUser;
  const entered = await http.post('/v1/invites', { token: secretOf(invite.link), password: 'long enough' });
  expect(entered.status).toBe(200);
  return cookieOf(entered);
}

async function usersByName(): Promise<Map<string, WireUser>> {
  const { users } = (await (await send('GET', '/v1/users', undefined)).json()) as { users: WireUser[] };
  return new Map(users.map((user) => [user.name, user]));
}

async function audited(query = ''): Promise<[string | null, string, string | null][]> {
  http.storage.commits.flush();
  const { entries } = (await (await send('GET', `/v1/audit${query}`, undefined)).json()) as WireAuditPage;
  return entries.map(({ who, what, subject }) => [who, what, subject]);
}

describe('the first admin', () => {
  beforeEach(() => {
    http.accounts = [];
  });

  const setUp = async (token: string) =>
    http.post('/v1/setup', { token, name: 'boss', password: 'long enough' });

  test('comes by a link that works once', async () => {
    const { url } = await http.people.links.make('setup', null);
    expect(url).toMatch(/^http:\/\/calls\.example\.ru\/monitor\/setup#\S{40,}$/);
    const look = await http.post('/v1/invites/look', { token: secretOf(url) });
    expect(await look.json()).toMatchObject({ purpose: 'setup', name: null });
    const [entered, late] = await Promise.all([setUp(secretOf(url)), setUp(secretOf(url))]);
    expect([entered.status, late.status].sort()).toEqual([200, 410]);
    const won = entered.status === 200 ? entered : late;
    expect(await won.json()).toMatchObject({ name: 'boss', role: 'admin', from_config: false });
    expect((await me(cookieOf(won))).status).toBe(200);
    await expectProblem(await setUp(secretOf(url)), 'link-gone');
    expect(await http.logIn('boss', 'long enough')).toContain('leaseline_session=');
  });

  test('the link ends after an hour, with the next one, and when somebody has an account', async () => {
    const first = await http.people.links.make('setup', null);
    const second = await http.people.links.make('setup', null);
    await expectProblem(await setUp(secretOf(first.url)), 'link-gone');
    http.accounts = ACCOUNTS;
    await expectProblem(await setUp(secretOf(second.url)), 'link-gone');
    http.accounts = [];
    http.clock.advance(3_600_000);
    await expectProblem(await setUp(secretOf(second.url)), 'link-gone');
  });

  test('an invitation makes no admin, a set-up link no user; guesses are counted', async () => {
    const { url } = await http.people.links.make('setup', null);
    const body = { token: secretOf(url), password: 'long enough' };
    await expectProblem(await http.post('/v1/invites', body), 'link-gone');
    for (let n = 0; n < 19; n++) await expectProblem(await setUp(`guess ${n}`), 'link-gone');
    await expectProblem(await setUp(secretOf(url)), 'rate-limited');
  });

  test.each([
    [{ name: 'boss', password: 'short' }],
    [{ name: '', password: 'long enough' }],
    [{ name: '<img>', password: 'long enough' }],
    [{ name: 'a\u0000b', password: 'long enough' }],
    [{ name: ' ', password: 'long enough' }],
  ])('%j is refused, and the link still holds', async (wrong) => {
    const { url } = await http.people.links.make('setup', null);
    await expectProblem(await http.post('/v1/setup', { token: secretOf(url), ...wrong }), 'invalid-body');
    expect((await setUp(secretOf(url))).status).toBe(200);
  });
});

describe('users', () => {
  test('an invited one chooses a password, is shown with what they may, and logs in', async () => {
    await makeAnna({ role: 'marketer', sites: ['shop'], caller_numbers: true });
    const anna = (await usersByName()).get('anna');
    expect(anna).toMatchObject({
      role: 'marketer',
      sites: ['shop'],
      caller_numbers: true,
      from_config: false,
      disabled: false,
      invited: false,
      totp: false,
      sessions: 1,
    });
    const cookie = await http.logIn('anna', 'long enough');
    const expected: Me = {
      name: 'anna',
      role: 'marketer',
      sites: ['shop'],
      caller_numbers: true,
      totp: false,
      from_config: false,
    };
    expect(await (await me(cookie)).json()).toEqual(expected);
  });

  test('nobody gets in before they have a password; another link ends the first', async () => {
    const made = await send('POST', '/v1/users', { name: 'anna', role: 'operator' });
    const { invite } = (await made.json()) as WireNewUser;
    expect((await usersByName()).get('anna')).toMatchObject({ invited: true, sessions: 0 });
    await expectProblem(await http.post('/v1/login', { name: 'anna', password: 'x' }), 'wrong-credentials');
    const again = (await (await send('POST', '/v1/users/anna/link', undefined)).json()) as { link: string };
    const accept = (link: string) =>
      http.post('/v1/invites', { token: secretOf(link), password: 'long enough' });
    await expectProblem(await accept(invite.link), 'link-gone');
    expect((await accept(again.link)).status).toBe(200);
  });

  test.each([
    ['a name that is taken', { name: 'olga', role: 'operator' }, 'name-taken'],
    ['one that differs in case only', { name: 'Olga', role: 'operator' }, 'name-taken'],
    ['an admin of one site', { name: 'b', role: 'admin', sites: ['shop'] }, 'invalid-body'],
    ['a site that is none', { name: 'b', role: 'operator', sites: ['shp'] }, 'invalid-body'],
    ['an unknown role', { name: 'b', role: 'root' }, 'invalid-body'],
    ['markup', { name: '<script>', role: 'operator' }, 'invalid-body'],
  ] as const)('%s is refused', async (_name, body, code) => {
    await expectProblem(await send('POST', '/v1/users', body), code);
  });

  test('those of the configuration are not changed here', async () => {
    expect((await usersByName()).get('admin')).toMatchObject({ from_config: true, created_at: null });
    await expectProblem(await send('PATCH', '/v1/users/olga', { disabled: true }), 'user-from-config');
    await expectProblem(await send('DELETE', '/v1/users/olga', undefined), 'user-from-config');
    await expectProblem(await send('POST', '/v1/users/olga/link', undefined), 'user-from-config');
    const cookie = await http.logIn();
    const change = { old: 'open sesame', new: 'long enough' };
    const headers = { Cookie: cookie, ...OWN };
    await expectProblem(await send('PUT', '/v1/me/password', change, headers), 'user-from-config');
  });

  test('a new role or disabling ends their sessions at once; new sites and masks reach their sockets', async () => {
    const cookie = await makeAnna({ role: 'operator' });
    const before = http.changes;
    expect((await send('PATCH', '/v1/users/anna', { sites: ['blog'] })).status).toBe(200);
    expect(http.changes).toBeGreaterThan(before);
    expect(await (await me(cookie)).json()).toMatchObject({ sites: ['blog'] });
    await send('PATCH', '/v1/users/anna', { role: 'marketer' });
    await expectProblem(await me(cookie), 'unauthenticated');
    const second = await http.logIn('anna', 'long enough');
    await send('PATCH', '/v1/users/anna', { disabled: true });
    await expectProblem(await me(second), 'unauthenticated');
    const login = await http.post('/v1/login', { name: 'anna', password: 'long enough' });
    await expectProblem(login, 'wrong-credentials');
    await send('PATCH', '/v1/users/anna', { disabled: false });
    expect(await http.logIn('anna', 'long enough')).toContain('leaseline_session=');
  });

  test('removed they leave nothing', async () => {
    const cookie = await makeAnna();
    expect((await send('DELETE', '/v1/users/anna', undefined)).status).toBe(204);
    await expectProblem(await me(cookie), 'unauthenticated');
    expect((await usersByName()).has('anna')).toBe(false);
    await expectProblem(await send('DELETE', '/v1/users/anna', undefined), 'unknown-user');
  });

  test('somebody must remain who can administrate', async () => {
    await makeAnna({ role: 'admin' });
    http.accounts = ACCOUNTS.filter(({ role }) => role !== 'admin');
    const anna = { Cookie: await http.logIn('anna', 'long enough'), ...OWN };
    await expectProblem(await send('DELETE', '/v1/users/anna', undefined, anna), 'last-admin');
    await expectProblem(await send('PATCH', '/v1/users/anna', { role: 'operator' }, anna), 'last-admin');
    await expectProblem(await send('PATCH', '/v1/users/anna', { disabled: true }, anna), 'last-admin');
    expect((await send('POST', '/v1/users', { name: 'bob', role: 'admin' }, anna)).status).toBe(201);
    // Bob has no password yet.
    await expectProblem(await send('DELETE', '/v1/users/anna', undefined, anna), 'last-admin');
  });
});

describe('sessions', () => {
  test('a secret planted on the browser is worth nothing after log-in, nor is the earlier session', async () => {
    const planted = 'leaseline_session=planted-by-somebody';
    const body = { name: 'olga', password: 'secret' };
    const entered = cookieOf(await http.post('/v1/login', body, { Cookie: planted }));
    expect(entered).not.toBe(planted);
    await expectProblem(await me(planted), 'unauthenticated');
    const again = cookieOf(await http.post('/v1/login', body, { Cookie: entered }));
    await expectProblem(await me(entered), 'unauthenticated');
    expect((await me(again)).status).toBe(200);
  });

  test('a new password ends all of them, and this browser goes on with a new one', async () => {
    const [here, there] = [await makeAnna(), await http.logIn('anna', 'long enough')];
    const change = (old: string) =>
      send('PUT', '/v1/me/password', { old, new: 'longer still' }, { Cookie: here, ...OWN });
    await expectProblem(await change('guess'), 'wrong-password');
    const changed = await change('long enough');
    expect(changed.status).toBe(204);
    for (const cookie of [here, there]) await expectProblem(await me(cookie), 'unauthenticated');
    expect((await me(cookieOf(changed))).status).toBe(200);
    const old = await http.post('/v1/login', { name: 'anna', password: 'long enough' });
    await expectProblem(old, 'wrong-credentials');
  });

  test('an old password is not to be guessed from an open session', async () => {
    const headers = { Cookie: await makeAnna(), ...OWN };
    const change = (old: string) => send('PUT', '/v1/me/password', { old, new: 'longer still' }, headers);
    for (let n = 0; n < 10; n++) await expectProblem(await change(`guess ${n}`), 'wrong-password');
    await expectProblem(await change('long enough'), 'rate-limited');
  });

  test('log-out everywhere; an admin ends those of others', async () => {
    const [here, there] = [await makeAnna(), await http.logIn('anna', 'long enough')];
    const before = http.changes;
    const out = await send('POST', '/v1/logout-everywhere', undefined, { Cookie: here, ...OWN });
    expect(out.headers.getSetCookie()[0]).toMatch(/^leaseline_session=; .*Max-Age=0/);
    expect(http.changes).toBeGreaterThan(before);
    for (const cookie of [here, there]) await expectProblem(await me(cookie), 'unauthenticated');
    const again = await http.logIn('anna', 'long enough');
    expect((await send('DELETE', '/v1/users/anna/sessions', undefined)).status).toBe(204);
    await expectProblem(await me(again), 'unauthenticated');
  });

  test('a reset link gives a new password, and ends what was open', async () => {
    const cookie = await makeAnna();
    const { link } = (await (await send('POST', '/v1/users/anna/link', undefined)).json()) as {
      link: string;
    };
    expect((await me(cookie)).status).toBe(200);
    const body = { token: secretOf(link), password: 'longer still' };
    const entered = await http.post('/v1/invites', body);
    expect(await entered.json()).toMatchObject({ name: 'anna' });
    await expectProblem(await me(cookie), 'unauthenticated');
    expect((await me(cookieOf(entered))).status).toBe(200);
    await expectProblem(await http.post('/v1/invites', body), 'link-gone');
  });
});

describe('guessing', () => {
  test('from many addresses slows strangers, not the place the owner logs in from', async () => {
    await http.stop();
    http = await new HttpFixture({ trustedProxies: ['loopback'] }).start();
    const logIn = (password: string, from: string) =>
      http.post('/v1/login', { name: 'admin', password }, { 'X-Forwarded-For': from });
    expect((await logIn('open sesame', '198.51.100.1')).status).toBe(200);
    for (let n = 0; n < 100; n++) {
      await expectProblem(await logIn('guess', `203.0.113.${n}`), 'wrong-credentials');
    }
    await expectProblem(await logIn('open sesame', '192.0.2.9'), 'rate-limited');
    expect((await logIn('open sesame', '198.51.100.1')).status).toBe(200);
    const other = { name: 'olga', password: 'secret' };
    const olga = await http.post('/v1/login', other, { 'X-Forwarded-For': '192.0.2.9' });
    expect(olga.status).toBe(200);
  });
});

describe('an authenticator app', () => {
  /** RFC 6238 once more, written another way than in the service. */
  function codeAt(secret: string, now: number): string {
    const bits = [...secret]
      .map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit).toString(2).padStart(5, '0'))
      .join('');
    const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const step = Math.floor(now / 30_000);
    const mac = createHmac('sha1', key)
      .update(Buffer.from(step.toString(16).padStart(16, '0'), 'hex'))
      .digest();
    const at = (mac.at(-1) ?? 0) & 15;
    const number = Number.parseInt(mac.subarray(at, at + 4).toString('hex'), 16) % 2 ** 31;
    return String(number % 1_000_000).padStart(6, '0');
  }

  let cookie: string;
  let secret: string;
  const code = () => codeAt(secret, http.clock.now());
  const own = (method: string, body: unknown) =>
    send(method, '/v1/me/totp', body, { Cookie: cookie, ...OWN });
  const logIn = (withCode?: string) =>
    http.post('/v1/login', { name: 'anna', password: 'long enough', ...(withCode && { code: withCode }) });

  beforeEach(async () => {
    cookie = await makeAnna();
    const begun = (await (await own('POST', undefined)).json()) as { secret: string; otpauth_url: string };
    secret = begun.secret;
    expect(begun.otpauth_url).toContain(`secret=${secret}`);
  });

  test('counts from its first code on', async () => {
    expect((await logIn()).status).toBe(200);
    const wrong = code() === '000000' ? '000001' : '000000';
    await expectProblem(await own('PUT', { code: wrong }), 'wrong-code');
    expect((await own('PUT', { code: code() })).status).toBe(204);
    expect(await (await me(cookie)).json()).toMatchObject({ totp: true });
    expect((await usersByName()).get('anna')).toMatchObject({ totp: true });
    await expectProblem(await own('POST', undefined), 'totp-state');
    await expectProblem(await logIn(), 'totp-required');
  });

  test('is asked for after the right password only; each code goes once, even for two at once', async () => {
    await own('PUT', { code: code() });
    await expectProblem(await http.post('/v1/login', { name: 'anna', password: 'x' }), 'wrong-credentials');
    await expectProblem(await logIn(code()), 'totp-required');
    http.clock.advance(60_000);
    const both = await Promise.all([logIn(code()), logIn(code().replace(/(...)/, '$1 '))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('wrong codes are failed log-ins; being asked is none', async () => {
    await own('PUT', { code: code() });
    for (let n = 0; n < 15; n++) await expectProblem(await logIn(), 'totp-required');
    for (let n = 0; n < 10; n++) await expectProblem(await logIn('000000'), 'totp-required');
    http.clock.advance(60_000);
    await expectProblem(await logIn(code()), 'rate-limited');
  });

  test('goes with a code, or with a reset link', async () => {
    await own('PUT', { code: code() });
    http.clock.advance(60_000);
    await expectProblem(await own('DELETE', { code: '000000' }), 'wrong-code');
    expect((await own('DELETE', { code: code() })).status).toBe(204);
    expect((await logIn()).status).toBe(200);

    const begun = (await (await own('POST', undefined)).json()) as { secret: string };
    secret = begun.secret;
    await own('PUT', { code: code() });
    await expectProblem(await logIn(), 'totp-required');
    const { link } = (await (await send('POST', '/v1/users/anna/link', undefined)).json()) as {
      link: string;
    };
    await http.post('/v1/invites', { token: secretOf(link), password: 'long enough' });
    expect((await logIn()).status).toBe(200);
  });
});

describe('API tokens', () => {
  const make = (body: object, headers: Record<string, string> = ADMIN) =>
    send('POST', '/v1/tokens', { name: 'script', scopes: ['calls:read'], ...body }, headers);

  test('are shown once, do what they are for, see what their owner sees, and end with the owner', async () => {
    const cookie = await makeAnna({ role: 'marketer', sites: ['blog'] });
    const headers = { Cookie: cookie, ...OWN };
    const made = (await (await make({}, headers)).json()) as WireNewToken;
    expect(made).toMatchObject({ name: 'script', owner: 'anna', scopes: ['calls:read'], expires_at: null });
    expect(made.token).toMatch(/^lltok_/);
    const list = await (await send('GET', '/v1/tokens', undefined, headers)).text();
    expect(list).toContain(made.id);
    expect(list).not.toContain(made.token);
    const bearer = { Authorization: `Bearer ${made.token}` };
    expect((await send('GET', '/v1/calls', undefined, bearer)).status).toBe(200);
    expect(http.calls.queries.at(-1)?.sites?.sites).toEqual(['blog']);
    await expectProblem(await send('GET', '/v1/pools', undefined, bearer), 'scope-missing');
    await send('DELETE', '/v1/users/anna', undefined);
    await expectProblem(await send('GET', '/v1/calls', undefined, bearer), 'unauthenticated');
  });

  test('may do no more than their owner, then and later', async () => {
    const operator = { Authorization: 'Bearer olga-token' };
    await expectProblem(await make({ scopes: ['reports:read'] }, operator), 'role-forbidden');
    const headers = { Cookie: await makeAnna(), ...OWN };
    const made = (await (await make({ scopes: ['reports:read'] }, headers)).json()) as WireNewToken;
    const bearer = { Authorization: `Bearer ${made.token}` };
    expect((await send('GET', '/v1/reports/accuracy', undefined, bearer)).status).toBe(200);
    await send('PATCH', '/v1/users/anna', { role: 'operator' });
    await expectProblem(await send('GET', '/v1/reports/accuracy', undefined, bearer), 'role-forbidden');
  });

  test('expire', async () => {
    const expires_at = new Date(http.clock.now() + 1_000).toISOString();
    const made = (await (await make({ expires_at })).json()) as WireNewToken;
    const bearer = { Authorization: `Bearer ${made.token}` };
    expect((await send('GET', '/v1/calls', undefined, bearer)).status).toBe(200);
    http.clock.advance(1_000);
    await expectProblem(await send('GET', '/v1/calls', undefined, bearer), 'unauthenticated');
  });

  test('are removed by their owner or an admin, by nobody else', async () => {
    const headers = { Cookie: await makeAnna(), ...OWN };
    const made = (await (await make({}, headers)).json()) as WireNewToken;
    const olga = { Authorization: 'Bearer olga-token' };
    expect(await (await send('GET', '/v1/tokens', undefined, olga)).json()).toEqual({ tokens: [] });
    await expectProblem(await send('DELETE', `/v1/tokens/${made.id}`, undefined, olga), 'unknown-token');
    expect((await send('DELETE', `/v1/tokens/${made.id}`, undefined)).status).toBe(204);
    const bearer = { Authorization: `Bearer ${made.token}` };
    await expectProblem(await send('GET', '/v1/calls', undefined, bearer), 'unauthenticated');
  });
});

test('the audit log tells who did what, and names nobody who is not there', async () => {
  const cookie = await makeAnna();
  await http.post('/v1/login', { name: 'anna', password: 'my other password' });
  await http.post('/v1/login', { name: 'my password in the wrong field', password: 'x' });
  await send('GET', '/v1/calls.csv', undefined, { Cookie: cookie });
  await send('PATCH', '/v1/users/anna', { disabled: true });
  expect(await audited()).toEqual([
    ['admin', 'user-changed', 'anna'],
    ['anna', 'export', 'calls.csv'],
    [null, 'login-failed', null],
    [null, 'login-failed', 'anna'],
    ['anna', 'invite-accepted', 'anna'],
    ['admin', 'user-created', 'anna'],
  ]);
  expect(await audited('?who=anna&what=export')).toEqual([['anna', 'export', 'calls.csv']]);
  expect(await audited('?limit=2')).toHaveLength(2);
  await expectProblem(await send('GET', '/v1/audit?whom=anna', undefined), 'invalid-query');
});
