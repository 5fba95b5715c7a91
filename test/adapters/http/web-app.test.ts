// The snippet, the monitor's files, the probes, and everything that is not there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';
import { RawClient } from './raw-client.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaseline-monitor-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Leaseline</title>');
  writeFileSync(join(folder, 'assets', 'main-a1b2c3.js'), 'export {};');
});
afterAll(() => rmSync(folder, { recursive: true }));

let http: HttpFixture;
let ready = true;
beforeEach(async () => {
  ready = true;
  http = await new HttpFixture({
    monitorFolder: folder,
    readiness: () => ({ ready, parts: { storage: ready, asterisk: true } }),
  }).start();
});
afterEach(() => http.stop());

describe('GET /s/{site}.js', () => {
  test('is a script any page may load and caches may keep for five minutes', async () => {
    const response = await http.fetch('/s/shop.js');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('"site":"shop"');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is not sent again to who has it', async () => {
    const tag = (await http.fetch('/s/shop.js', { headers: { 'accept-encoding': 'gzip' } })).headers.get(
      'etag',
    );
    // fetch would add Cache-Control: no-cache, as a forced reload does.
    const raw = new RawClient(http.port);
    raw.send('GET /s/shop.js HTTP/1.1', 'Host: x', 'Accept-Encoding: gzip', `If-None-Match: ${tag}`, '', '');
    expect(await raw.answers(1)).toEqual([304]);
    raw.destroy();
  });

  test.each(['/s/nobody.js', '/s/constructor.js', '/s/nobody/loader.js'])('%s', async (path) => {
    await expectProblem(await http.fetch(path), 'unknown-site');
  });

  test.each(['/s/shop', '/s/.js', '/s/shop.js/x', '/s/', '/s/_/old.js'])('%s', async (path) => {
    await expectProblem(await http.fetch(path), 'not-found');
  });
});

describe('probes', () => {
  test('/healthz', async () => {
    const response = await http.fetch('/healthz');
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  test('/readyz says which part is missing', async () => {
    expect(await (await http.fetch('/readyz')).json()).toEqual({
      status: 'ready',
      parts: { storage: true, asterisk: true },
    });
    ready = false;
    const body = await expectProblem(await http.fetch('/readyz'), 'not-ready');
    expect(body.detail).toBe('not ready: storage');
    expect(body.errors).toEqual([{ path: 'storage', message: 'not ready' }]);
    expect((await http.fetch('/healthz')).status).toBe(200);
  });
});

describe('GET /metrics', () => {
  test('is open to this machine', async () => {
    const response = await http.fetch('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('up 1\n');
  });

  test('what comes through a proxy needs the token of an admin', async () => {
    const through = (headers: Record<string, string>) =>
      http.fetch('/metrics', { headers: { 'X-Forwarded-For': '198.51.100.1', ...headers } });
    await expectProblem(await through({}), 'unauthenticated');
    await expectProblem(await through({ 'X-Forwarded-For': '127.0.0.1' }), 'unauthenticated');
    await expectProblem(await through({ Authorization: 'Bearer olga-token' }), 'role-forbidden');
    expect((await through({ Authorization: 'Bearer admin-token' })).status).toBe(200);
  });
});

describe('the monitor', () => {
  test('/ leads to it', async () => {
    const response = await http.fetch('/');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/monitor/');
  });

  test('its page is always asked for anew, and may do little', async () => {
    const response = await http.fetch('/monitor/');
    expect(await response.text()).toContain('<title>Leaseline</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  test('its hashed files are kept for ever', async () => {
    const response = await http.fetch('/monitor/assets/main-a1b2c3.js');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test.each([
    '/monitor/calls',
    '/monitor/calls/office-1768478400.1',
    '/monitor/calls/office-1768478400/history',
  ])("%s is the page's own route", async (path) => {
    const response = await http.fetch(path);
    expect(await response.text()).toContain('<title>Leaseline</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test.each(['/monitor/assets/gone.js', '/monitor/..%2f..%2fetc/passwd.txt', '/monitor/.env'])(
    '%s is not there',
    async (path) => {
      await expectProblem(await http.fetch(path), 'not-found');
    },
  );

  test('when it was not built, it is not there', async () => {
    for (const monitorFolder of [null, join(folder, 'nowhere')]) {
      const bare = await new HttpFixture({ monitorFolder }).start();
      await expectProblem(await bare.fetch('/monitor/'), 'not-found');
      await expectProblem(await bare.fetch('/monitor/calls'), 'not-found');
      await bare.stop();
    }
  });
});

test.each(['/v1', '/v1/nothing', '/favicon.ico', '/v1/calls/a/b'])('%s is not there', async (path) => {
  await expectProblem(await http.fetch(path), 'not-found');
  expect(http.refused).toEqual(['not-found']);
});

test('a broken escape in a path is the fault of whoever sent it', async () => {
  await expectProblem(await http.fetch('/s/%E0%A4%A.js'), 'malformed-request');
  await expectProblem(await http.fetch('/monitor/%E0%A4%A'), 'malformed-request');
  expect(http.logged).toEqual([]);
});

test('the address being taken is said', async () => {
  const second = new HttpFixture({ port: http.port });
  await expect(second.start()).rejects.toThrow('EADDRINUSE');
});

test('stopping lets an answer under way finish', async () => {
  const answer = http.lease();
  await new Promise<void>((resolve) => {
    const look = () => (http.visitors.asked > 0 ? resolve() : setTimeout(look, 1));
    look();
  });
  const stopped = http.server.close();
  expect((await answer).status).toBe(200);
  stopped.closeAllConnections();
});
