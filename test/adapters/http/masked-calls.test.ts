// What calls look like over HTTP to those who may not see callers' numbers, or only some sites.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tokenDigest } from '../../../src/adapters/system/credential-check.ts';
import type { WireCall } from '../../../src/wire/call.ts';
import { aCall, aCallRecord, anAttribution, aSession } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { expectProblem } from './expect-problem.ts';
import { HttpFixture } from './http-fixture.ts';

const NUMBER = /9161234567|123-45-67/;
const SECRET = aCallRecord({
  call: aCall({ callerName: 'Ivan', recording: 'in-79161234567.wav', redirectedFrom: '89161234567' }),
  attribution: anAttribution({ reasons: ['8 (916) 123-45-67 is known'] }),
  route: { destination: 'sales', target: 'x', by: 'hook', reasons: ['+79161234567 buys'], at: NOON },
});
const ID = SECRET.call.id;
const OF_BLOG = aCallRecord({
  call: aCall({ id: 'blog-1' }),
  attribution: anAttribution({ site: 'blog' }),
});

let http: HttpFixture;
beforeEach(async () => {
  http = await new HttpFixture().start();
  http.calls.records = [SECRET, OF_BLOG];
  const account = { passwordHash: null, callerNumbers: null, sites: null };
  http.accounts = [
    { ...account, name: 'm', role: 'marketer', tokenHash: tokenDigest('masked') },
    { ...account, name: 'n', role: 'marketer', callerNumbers: true, tokenHash: tokenDigest('told') },
    { ...account, name: 'o', role: 'operator', callerNumbers: false, tokenHash: tokenDigest('not-told') },
    { ...account, name: 's', role: 'operator', sites: ['shop'], tokenHash: tokenDigest('shop') },
  ];
});
afterEach(() => http.stop());

const ask = (token: string, path: string, init: RequestInit = {}) =>
  http.fetch(path, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  });
const patch = (token: string, id: string) =>
  ask(token, `/v1/calls/${id}`, { method: 'PATCH', body: '{"note":"hi"}' });

const MISSED = (site: string) => ({
  last: {
    id: `missed-${site}`,
    caller: SECRET.call.caller ?? ('' as never),
    callerName: 'Ivan',
    at: NOON,
    wait: null,
    did: SECRET.call.did,
    source: null,
    campaign: null,
    site,
  },
  first: NOON,
  times: 1,
  tries: 0,
  state: 'open' as const,
  resolved: null,
});
const ALERT = { severity: 'warning' as const, at: NOON, until: null, facts: {} };

describe.each(['masked', 'not-told'])('%s', (token) => {
  test.each(['/v1/calls', `/v1/calls/${ID}`, '/v1/calls.csv', '/v1/missed'])(
    '%s has no number',
    async (path) => {
      http.missed = () => [MISSED('shop')];
      const response = await ask(token, path);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).toContain('+7916*****67');
      expect(text).not.toMatch(NUMBER);
      expect(text).not.toContain('Ivan');
      expect(text).toContain('+74951230001');
    },
  );

  test('nor has the story of the caller, nor who is on the site', async () => {
    http.visits.push(aSession());
    for (const path of [`/v1/calls/${ID}/timeline`, '/v1/visitors']) {
      const response = await ask(token, path);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(NUMBER);
    }
  });

  test('nor has the answer to a change', async () => {
    const text = await (await patch(token, ID)).text();
    expect(text).toContain('+7916*****67');
    expect(text).not.toMatch(NUMBER);
  });

  test.each(['/v1/calls?caller=%2B79161234567', '/v1/calls.csv?caller=89161234567'])(
    '%s is no way to find out',
    async (path) => {
      await expectProblem(await ask(token, path), 'role-forbidden');
      expect(http.calls.queries).toEqual([]);
    },
  );
});

test('who is told sees them whole', async () => {
  const { calls } = (await (await ask('told', '/v1/calls')).json()) as { calls: WireCall[] };
  expect(calls[0]).toMatchObject({ caller: '+79161234567', caller_name: 'Ivan' });
  expect((await ask('told', '/v1/calls?caller=89161234567')).status).toBe(200);
});

describe('limited to a site', () => {
  test('lists ask for its calls, and show no other whatever the storage says', async () => {
    const { calls } = (await (await ask('shop', '/v1/calls')).json()) as { calls: WireCall[] };
    expect(calls.map(({ id }) => id)).toEqual([ID]);
    const csv = await (await ask('shop', '/v1/calls.csv')).text();
    expect(csv).toContain(ID);
    expect(csv).not.toContain('blog-1');
    expect(http.calls.queries.map(({ sites }) => sites?.sites)).toEqual([['shop'], ['shop']]);
  });

  test('a call of another site is not there, to be seen or changed', async () => {
    await expectProblem(await ask('shop', '/v1/calls/blog-1'), 'unknown-call');
    await expectProblem(await patch('shop', 'blog-1'), 'unknown-call');
    expect(http.calls.records[1]?.annotations.note).toBeNull();
    expect((await ask('shop', `/v1/calls/${ID}`)).status).toBe(200);
  });

  test('nor is its recording, nor its story; of their own calls’ stories other sites are left out', async () => {
    http.recordings.set('blog-1', { kind: 'file', path: '/etc/hostname' });
    await expectProblem(await ask('shop', '/v1/calls/blog-1/recording'), 'unknown-call');
    await expectProblem(await ask('shop', '/v1/calls/blog-1/timeline'), 'unknown-call');
    const story = await (await ask('shop', `/v1/calls/${ID}/timeline`)).text();
    expect(story).toContain(ID);
    expect(story).not.toContain('blog-1');
  });

  test('missed callers, visitors and alerts are theirs', async () => {
    http.missed = () => [MISSED('shop'), MISSED('blog')];
    http.visits.push(aSession({ id: 's1' }), aSession({ id: 's2', site: 'blog' }));
    http.alerts = [
      { ...ALERT, id: '1', rule: 'pbx-down', subject: 'office' },
      { ...ALERT, id: '2', rule: 'pool-short', subject: 'moscow' },
      { ...ALERT, id: '3', rule: 'calls-drop', subject: '' },
    ];
    const json = async (path: string) => (await ask('shop', path)).json();
    expect(await json('/v1/missed')).toMatchObject({ callers: [{ call: 'missed-shop' }], open: 1 });
    expect(await json('/v1/visitors')).toMatchObject({ visits: [{ session: 's1' }], count: 1 });
    expect(await json('/v1/alerts')).toMatchObject({ alerts: [{ id: '1' }, { id: '2' }] });
  });

  test('one that is further than the disk knows is judged by what it is now', async () => {
    http.current.set(ID, { ...SECRET, attribution: anAttribution({ site: 'blog' }) });
    await expectProblem(await ask('shop', `/v1/calls/${ID}`), 'unknown-call');
    const { calls } = (await (await ask('shop', '/v1/calls')).json()) as { calls: WireCall[] };
    expect(calls).toEqual([]);
  });
});
