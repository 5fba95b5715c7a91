// The ARI link and its thread: answers, and everything that may go wrong between them and a box.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AriRouteQuestions } from '../../../../src/adapters/asterisk/ari/ari-route-questions.ts';
import { SystemClock } from '../../../../src/adapters/system/system-clock.ts';
import type { RouteAnswer, RouteQuestion } from '../../../../src/ports/route-questions.ts';
import { RecordingLog, until } from '../../../support/fake-ami.ts';
import { FakeAri } from '../../../support/fake-ari.ts';
import { TalliedAri } from '../../../support/tallied-ari.ts';

/** A thread starts, and reads an API description, on a busy machine. */
const PATIENCE = 40_000;
vi.setConfig({ testTimeout: 3 * PATIENCE });
const ANSWER: RouteAnswer = {
  route: 'queue,s,1',
  source: 'yandex',
  campaign: '',
  region: '',
  visitor: 'v',
  prefix: '',
};
const ARGS = ['1', '17.4', '17.4', '+74951230001', '+79161234567'];

let ari: FakeAri;
let log: RecordingLog;
let link: AriRouteQuestions | null;
let counted: TalliedAri;
let asked: RouteQuestion[];

beforeEach(async () => {
  ari = await FakeAri.start();
  log = new RecordingLog();
  link = null;
  counted = new TalliedAri();
  asked = [];
});
afterEach(async () => {
  await link?.stop();
  await ari[Symbol.asyncDispose]();
});

function start(more: { password?: string; answer?: () => Promise<RouteAnswer> } = {}): void {
  link = new AriRouteQuestions({
    pbx: 'office',
    url: ari.url,
    username: ari.username,
    password: more.password ?? ari.password,
    clock: new SystemClock(log),
    log,
    counters: counted,
  });
  link.start(async (question) => {
    asked.push(question);
    return more.answer ? more.answer() : ANSWER;
  });
}

const soon = (reached: () => boolean) => until(reached, PATIENCE);

describe('a question', () => {
  test('is answered in one variable, and the leg that asked is over', async () => {
    start();
    await soon(() => counted.up);
    ari.ask('17.5', ...ARGS);
    await soon(() => ari.hungUp('17.5'));
    expect(asked).toEqual([
      { uniqueid: '17.4', linkedid: '17.4', did: '+74951230001', caller: '+79161234567' },
    ]);
    expect(ari.answerOf('17.5')).toBe('1|queue,s,1|yandex|||v|');
  });

  test("on a channel that may be the caller's own never hangs up on it", async () => {
    start();
    await soon(() => counted.up);
    ari.enter('17.4', 'PJSIP/trunk-00000001', ARGS);
    ari.enter('17.6', 'Local/100@follow-me-00000001;2', ARGS);
    await soon(() => ari.wentOn('17.4') && ari.wentOn('17.6'));
    expect(ari.answerOf('17.4')).toBe('1|queue,s,1|yandex|||v|');
    expect(ari.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
  });

  test('that cannot be answered goes on without', async () => {
    start({ answer: () => Promise.reject(new Error('no')) });
    await soon(() => counted.up);
    ari.ask('17.5', ...ARGS);
    await soon(() => ari.hungUp('17.5'));
    expect(ari.answerOf('17.5')).toBeNull();
    expect(log.lines).toContain('error ROUTE_QUESTION_FAILED');
  });

  test.each([[['2', '17.4', '17.4']], [['1']], [[]]])(
    'of another dialplan (%j) goes on without',
    async (args) => {
      start();
      await soon(() => counted.up);
      ari.ask('17.5', ...args);
      await soon(() => ari.hungUp('17.5'));
      expect([asked, counted.malformed]).toEqual([[], 1]);
    },
  );

  test('whose channel is gone is counted as late', async () => {
    start();
    await soon(() => counted.up);
    ari.gone.add('17.5');
    ari.ask('17.5', ...ARGS);
    await soon(() => counted.unwanted === 1);
    expect(counted.up).toBe(true);
  });

  test('asked while nobody listened goes on as soon as somebody does', async () => {
    ari.waiting = ['17.1', '17.2'];
    start();
    await soon(() => counted.up);
    expect(['17.1', '17.2'].every((channel) => ari.wentOn(channel))).toBe(true);
  });
});

describe('the link', () => {
  test('is built anew when it breaks', async () => {
    start();
    await soon(() => counted.up);
    ari.cut();
    await soon(() => !counted.up);
    await soon(() => counted.up);
    ari.ask('17.6', ...ARGS);
    await soon(() => ari.hungUp('17.6'));
    expect(counted.threads).toBe(1);
    expect(log.lines).toEqual(['info ARI_LINK_UP', 'warn ARI_LINK_DOWN', 'info ARI_LINK_UP']);
  });

  test('with a wrong password says so once, and does not try again soon', async () => {
    start({ password: 'wrong' });
    await soon(() => log.lines.length > 0);
    await new Promise((wait) => setTimeout(wait, 3_000));
    expect(log.lines).toEqual(['error ARI_LOGIN_REFUSED']);
  });

  test('to something that has no ARI says so, and tries again', async () => {
    ari.status = 404;
    start();
    await soon(() => log.lines.length > 0);
    expect(log.messages[0]).toContain('no ARI');
    ari.status = null;
    await soon(() => counted.up);
  });

  test('that another program took is not fought for', async () => {
    start();
    await soon(() => counted.up);
    ari.send('{"type":"ApplicationReplaced","application":"leaseline"}');
    await soon(() => log.lines.includes('error ARI_REPLACED'));
    await new Promise((wait) => setTimeout(wait, 3_000));
    expect(ari.connections).toBe(1);
  });
});

describe('whatever the WebSocket brings', () => {
  const anEvent = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('StasisStart', 'StasisEnd', 'Nonsense'),
        args: fc.jsonValue(),
        channel: fc.jsonValue(),
      })
      .map((event) => JSON.stringify(event)),
    fc.nat(60).map((length) =>
      JSON.stringify({
        type: 'StasisStart',
        args: ARGS,
        channel: { id: 'x', name: 'Local/s@leaseline-ask-1;2' },
      }).slice(0, length),
    ),
  );

  test('ends nothing, and what is no event is counted', async () => {
    start();
    await soon(() => counted.up);
    const events = fc.sample(anEvent, 5_000).filter((event) => event !== '');
    const sound = (event: string) => {
      try {
        const { type } = JSON.parse(event) ?? {};
        return (
          typeof type === 'string' && type !== '' && type !== 'StasisStart' && type !== 'ApplicationReplaced'
        );
      } catch {
        return false;
      }
    };
    for (const event of events) ari.send(event);
    ari.ask('17.7', ...ARGS);
    await soon(() => ari.hungUp('17.7'));
    expect(counted.malformed).toBe(events.filter((event) => !sound(event)).length);
    expect(counted.threads).toBe(0);
  });
});
