// What strangers write reaches operators' programs as data, under headers that let no browser run it.
import { expect, it } from 'vitest';
import { HOSTILE, HOSTILE_CALLER, HOSTILE_IDS, HOSTILE_PAGE } from './support/hostile-visit.ts';
import { RunningApp } from './support/running-app.ts';

it('markup in every field a visitor or caller fills in is text, and nothing but', async () => {
  await using app = await RunningApp.start();
  await using board = await app.watch();
  const lease = await app.lease({ page: HOSTILE_PAGE, ids: HOSTILE_IDS });
  const did = lease.numbers[0]?.did ?? '';
  app.pbx.placeCall({ ...HOSTILE_CALLER, did, outcome: 'answered', answerAfterMs: 50, talkMs: 100 });
  const call = await board.call((each) => each.state === 'ended');
  expect(call).toMatchObject({
    caller: HOSTILE_CALLER.caller,
    caller_name: HOSTILE_CALLER.callerName,
    attribution: {
      touchpoint: { source: HOSTILE[0], medium: HOSTILE[1].toLowerCase(), campaign: HOSTILE[2] },
      page: { title: HOSTILE[1] },
    },
  });

  for (const route of ['/v1/calls', `/v1/calls/${call.id}`, '/v1/calls.csv', '/v1/pools', '/v1/nothing']) {
    const { headers } = await app.get(route);
    expect(headers.get('content-type'), route).toMatch(/^(application\/(problem\+)?json|text\/csv)/);
    expect(headers.get('x-content-type-options'), route).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, route).toContain("default-src 'self'");
    expect(policy, route).toContain("object-src 'none'");
    expect(policy, route).not.toContain('unsafe');
  }
  const csv = await (await app.get('/v1/calls.csv')).text();
  // Each cell with a quote in it is quoted; none begins as a formula does.
  expect(csv).toContain(`"${HOSTILE[1].replaceAll('"', '""')}"`);
  expect(csv).not.toMatch(/(^|,)"?[=@\t]/m);
});
