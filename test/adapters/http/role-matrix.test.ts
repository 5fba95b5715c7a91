// Every route x everybody who may come: allowed or refused as docs/users.md says. A route that the page lacks fails here.
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Router } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OperatorDoor } from '../../../src/adapters/http/operator-door.ts';
import { createWebApp } from '../../../src/adapters/http/web-app.ts';
import { tokenDigest } from '../../../src/adapters/system/credential-check.ts';
import { OPERATOR_ROLES, type OperatorRole } from '../../../src/core/operator-role.ts';
import { TOKEN_SCOPES } from '../../../src/core/token-scope.ts';
import { ReportsBusy } from '../../../src/ports/call-reports.ts';
import type { Problem } from '../../../src/wire/problem.ts';
import { aCallRecord } from '../../support/builders.ts';
import { HttpFixture } from './http-fixture.ts';

const page = readFileSync(new URL('../../../docs/users.md', import.meta.url), 'utf8');

interface Row {
  readonly route: string;
  readonly roles: readonly OperatorRole[];
  /** `any`, `–` or a scope. */
  readonly token: string;
}

const ROWS: Row[] = [
  ...page.matchAll(/^\| `([A-Z]+ \/\S+)` \| (\w+) \| (\w+) \| (\w+) \| `?([^`|]+?)`? \|$/gm),
].map(([, route = '', operator, marketer, admin, token = '']) => ({
  route,
  roles: OPERATOR_ROLES.filter((role) => ({ operator, marketer, admin })[role] === 'yes'),
  token,
}));
const HTTP = ROWS.filter(({ route }) => !route.startsWith('WS'));
const OPEN = [...(/Open to everybody: ([\s\S]*?)\n\n/.exec(page)?.[1]?.matchAll(/`([^`]+)`/g) ?? [])].map(
  ([, route = '']) => route,
);

const ID = aCallRecord().call.id;
/** What makes a request whole, so that only rights can refuse it; names and ids that nobody has keep it from doing harm. */
const BODIES: Record<string, unknown> = {
  'PATCH /v1/calls/:id': { note: 'hi' },
  'POST /v1/tokens': { name: 'mine', scopes: ['calls:read'] },
  'POST /v1/users': { name: 'admin', role: 'operator' },
  'PATCH /v1/users/:name': { disabled: true },
  'POST /v1/spend': { from: '2026-01-01', source: 'yandex', amount: 1 },
  'POST /v1/spend/import': { csv: 'a,b', mapping: { day: 'a', amount: 'b' }, source: 'x' },
};

let http: HttpFixture;
const tokens = new Map<string, string>();

beforeAll(async () => {
  http = await new HttpFixture({ monitorFolder: '/nowhere' }).start();
  http.calls.records = [aCallRecord()];
  // Whoever gets this far was let in.
  http.reports.failure = new ReportsBusy('busy');
  http.accounts = OPERATOR_ROLES.map((role) => ({
    name: role,
    role,
    sites: null,
    callerNumbers: null,
    passwordHash: 'hash of secret',
    tokenHash: tokenDigest(`token of ${role}`.replaceAll(' ', '-')),
  }));
  for (const scope of TOKEN_SCOPES) {
    const wanted = { name: scope, scopes: [scope], expiresAt: null };
    const made = await http.people.tokens.make({ name: 'admin', role: 'admin' }, wanted);
    tokens.set(scope, made?.secret ?? '');
  }
});
afterAll(() => http.stop());

/** The problem's name, or null when the request got through to its route. */
async function refusal(route: string, headers: Record<string, string>): Promise<string | null> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(':id', method === 'DELETE' ? 'none' : ID).replace(':name', 'none');
  const body = method === 'GET' ? null : JSON.stringify(BODIES[route] ?? {});
  const response = await http.fetch(path, {
    method,
    // Not from this machine, as far as /metrics can tell.
    headers: { 'Content-Type': 'application/json', Forwarded: 'for=192.0.2.1', ...headers },
    body,
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(response.status).not.toBe(500);
  const text = await response.text();
  if (response.status !== 401 && response.status !== 403) return null;
  return (JSON.parse(text) as Problem).type.replace('urn:leaseline:', '');
}

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

test('the page names every route there is, and no other', () => {
  const listed = [...HTTP.map(({ route }) => route), ...OPEN].sort();
  const routes = routesOf(
    createWebApp({ ...http.options, clientAddress: () => '' }).router as unknown as Router,
  );
  // The swap script’s files have their content’s hash as a name.
  expect(routes.filter((route) => !route.startsWith('GET /s/_/')).sort()).toEqual(listed);
});

describe.each(HTTP)('$route', ({ route, roles, token }) => {
  test('nobody', async () => {
    expect(await refusal(route, {})).toBe('unauthenticated');
    expect(await refusal(route, bearer('guess'))).toBe('unauthenticated');
  });

  test.each(OPERATOR_ROLES)('%s', async (role) => {
    const expected = roles.includes(role) ? null : 'role-forbidden';
    expect(await refusal(route, bearer(`token-of-${role}`))).toBe(expected);
  });

  test.each(TOKEN_SCOPES)('an admin’s token for %s', async (scope) => {
    const expected = token === 'any' || token === scope ? null : 'scope-missing';
    expect(await refusal(route, bearer(tokens.get(scope) ?? ''))).toBe(expected);
  });

  test('a foreign page with an admin’s cookie, and our own', async () => {
    const cookie = await http.logIn('admin', 'secret');
    const changes = !route.startsWith('GET');
    for (const foreign of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]) {
      const expected = changes ? 'cross-site-request' : null;
      expect(await refusal(route, { Cookie: cookie, ...foreign } as Record<string, string>)).toBe(expected);
    }
    expect(await refusal(route, { Cookie: cookie, Origin: 'http://calls.example.ru' })).toBeNull();
  });
});

describe('WS /v1/live', () => {
  const row = ROWS.find(({ route }) => route === 'WS /v1/live');
  const admitted = (headers: Record<string, string>) =>
    new OperatorDoor(http.people.access, 'http://calls.example.ru').admitSocket({
      headers,
    } as unknown as IncomingMessage);

  test('nobody, and a foreign page', async () => {
    const cookie = await http.logIn('admin', 'secret');
    expect(admitted({})).toBe('unauthenticated');
    expect(admitted({ cookie, origin: 'https://evil.example' })).toBe('cross-site');
    expect(admitted({ cookie, origin: 'http://calls.example.ru' })).toEqual({
      sites: null,
      callerNumbers: true,
    });
  });

  test.each(OPERATOR_ROLES)('%s', (role) => {
    expect(row?.roles).toContain(role);
    const view = { sites: null, callerNumbers: role !== 'marketer' };
    expect(admitted({ authorization: `Bearer token-of-${role}` })).toEqual(view);
  });

  test.each(TOKEN_SCOPES)('a token for %s', (scope) => {
    const admission = admitted({ authorization: `Bearer ${tokens.get(scope)}` });
    if (scope === row?.token) expect(admission).toEqual({ sites: null, callerNumbers: true });
    else expect(admission).toBe('scope-missing');
  });
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  readonly handle: { readonly stack?: Layer[] };
}

/** `GET /v1/calls`, of all routers within the router. */
function routesOf(router: Router): string[] {
  const { stack } = router as unknown as { stack: Layer[] };
  return stack.flatMap(({ route, handle }) => {
    if (route) {
      const methods = Object.keys(route.methods).filter((method) => method !== '_all' && method !== 'head');
      return methods.map((method) => `${method.toUpperCase()} ${route.path}`);
    }
    return handle.stack ? routesOf(handle as unknown as Router) : [];
  });
}
