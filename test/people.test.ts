// Users in the whole service: the first start, the command line beside it, restarts, and sockets that end at once.

import path from 'node:path';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { createApp } from '../src/app.ts';
import { userLink } from '../src/cli/user-link.ts';
import type { Config } from '../src/config/config.ts';
import type { WireUser } from '../src/wire/user.ts';
import { RunningApp } from './support/running-app.ts';

const SILENT = { log: { info() {}, warn() {}, error() {} } };
const nobody = (config: Config): Config => ({ ...config, users: [] });
const secretOf = (link: string) => new URL(link.trim()).hash.slice(1);
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

function send(app: RunningApp, method: string, route: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(app.url + route, {
    method,
    headers: { 'content-type': 'application/json', cookie, ...(cookie && { origin: app.url }) },
    body: JSON.stringify(body),
  });
}

const me = (app: RunningApp, cookie: string) => fetch(`${app.url}/v1/me`, { headers: { cookie } });

/** A run of `leaseline user ...`. */
async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (part: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        said[part] += String(chunk);
        done();
      },
    });
  const io = { env: {}, stdin: process.stdin, stdout: into('out'), stderr: into('err') };
  return { code: await userLink(args, io), ...said };
}

it('nobody: the start gives a link for the first admin, who lives over restarts; then there is none', async () => {
  await using app = await RunningApp.start({ change: nobody });
  await app.stopApp();
  const first = await createApp(app.config, SILENT);
  const { setUpLink, port } = await first.start();
  const link = setUpLink ?? '';
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/monitor\/setup#\S{40,}$/);
  app.url = `http://127.0.0.1:${port}`;
  const body = { token: secretOf(link), name: 'boss', password: 'long enough' };
  const made = await send(app, 'POST', '/v1/setup', body);
  expect(made.status).toBe(200);
  await first.stop();

  const second = await createApp(app.config, SILENT);
  const started = await second.start();
  expect(started.setUpLink).toBeNull();
  app.url = `http://127.0.0.1:${started.port}`;
  expect(await (await me(app, cookieOf(made))).json()).toMatchObject({ name: 'boss', role: 'admin' });
  expect((await send(app, 'POST', '/v1/setup', body)).status).toBe(410);
  await second.stop();
});

it('the command line invites and resets while the service runs', async () => {
  await using app = await RunningApp.start();
  const file = path.join(app.folder, 'leaseline.yaml');
  const invited = await command('invite', 'anna', '--role', 'operator', '--config', file);
  expect(invited).toMatchObject({ code: 0, err: expect.stringContaining('It works once, until ') });
  const accept = (link: string, password: string) =>
    send(app, 'POST', '/v1/invites', { token: secretOf(link), password });
  const entered = await accept(invited.out, 'long enough');
  expect(await entered.json()).toMatchObject({ name: 'anna', role: 'operator' });

  const reset = await command('reset', 'anna', '--config', file);
  expect(reset.out).toMatch(/\/monitor\/invite#\S{40,}\n$/);
  expect((await me(app, cookieOf(entered))).status).toBe(200);
  expect((await accept(reset.out, 'longer still')).status).toBe(200);
  expect((await me(app, cookieOf(entered))).status).toBe(401);
  const { users } = (await (await app.get('/v1/users')).json()) as { users: WireUser[] };
  expect(users.map(({ name, from_config }) => [name, from_config])).toEqual([
    ['admin', true],
    ['anna', false],
  ]);

  expect(await command('invite', 'ANNA', '--role', 'operator', '--config', file)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('There is a user of that name already'),
  });
  expect((await command('reset', 'admin', '--config', file)).err).toContain('stands in the configuration');
  expect((await command('reset', 'bob', '--config', file)).err).toContain('There is no such user');
  for (const wrong of [
    ['invite', 'bob', '--config', file],
    ['invite', 'bob', '--role', 'root', '--config', file],
    ['reset', 'bob', '--role', 'admin', '--config', file],
    ['invite', '<b>', '--role', 'admin', '--config', file],
    ['promote', 'bob', '--config', file],
    [],
  ]) {
    expect(await command(...wrong)).toMatchObject({ code: 2, err: expect.stringMatching(/^Usage:/) });
  }
});

it('a session that ends closes its sockets at once, whoever ends it', async () => {
  await using app = await RunningApp.start();
  const file = path.join(app.folder, 'leaseline.yaml');
  const { out } = await command('invite', 'anna', '--role', 'operator', '--config', file);
  let cookie = cookieOf(
    await send(app, 'POST', '/v1/invites', { token: secretOf(out), password: 'long enough' }),
  );
  const logIn = async () => {
    const body = { name: 'anna', password: 'long enough' };
    cookie = cookieOf(await send(app, 'POST', '/v1/login', body));
  };
  const admin = (method: string, route: string, body?: unknown) =>
    fetch(app.url + route, {
      method,
      headers: {
        authorization: 'Bearer test-token-of-the-operator',
        'content-type': 'application/json',
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  const ways: [string, number, () => Promise<unknown>][] = [
    ['log-out', 1008, () => send(app, 'POST', '/v1/logout', undefined, cookie)],
    ['log-out everywhere', 1008, () => send(app, 'POST', '/v1/logout-everywhere', undefined, cookie)],
    ['an admin', 1008, () => admin('DELETE', '/v1/users/anna/sessions')],
    ['other rights', 1012, () => admin('PATCH', '/v1/users/anna', { caller_numbers: false })],
    ['another role', 1008, () => admin('PATCH', '/v1/users/anna', { role: 'marketer' })],
    ['no account', 1008, () => admin('DELETE', '/v1/users/anna')],
  ];
  for (const [way, code, end] of ways) {
    await logIn();
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/v1/live`, {
      headers: { cookie, origin: app.url },
    });
    await new Promise((resolve) => socket.once('message', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await end();
    // The heartbeat, which would notice in the end, comes after 30 s.
    expect([way, await closed]).toEqual([way, code]);
  }
});
