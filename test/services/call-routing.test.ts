// The dialplan's question: the same call as AMI's, whichever comes first, and one answer for it.
import { describe, expect, it } from 'vitest';
import type { RoutedBy } from '../../src/core/call-route.ts';
import { DidCatalogue } from '../../src/core/did-catalogue.ts';
import type { RoutingPlan } from '../../src/core/routing-plan.ts';
import type { Advice, RouteAdviser, RouteMatter } from '../../src/ports/route-adviser.ts';
import type { RouteAnswer, RouteQuestion, RouteQuestions } from '../../src/ports/route-questions.ts';
import { CallRouting } from '../../src/services/call-routing.ts';
import { aNumbering } from '../support/a-plan.ts';
import { aDestination, aRoutingPlan, aRule } from '../support/a-routing-plan.ts';
import { aCall, aCallRecord, aTouchpoint, e164 } from '../support/builders.ts';
import { OUR_DID } from '../support/played-calls.ts';
import { TrackedCalls } from '../support/tracked-calls.ts';

const CALLER = '+79161234567';
const PLAN = aRoutingPlan(
  [aDestination('sales'), aDestination('night')],
  [aRule(['sales'], { sources: ['yandex'] })],
  {
    callerName: '{source}: ',
  },
);

class Routed {
  readonly tracked = new TrackedCalls();
  readonly counted: [string | null, RoutedBy][] = [];
  readonly failures: string[] = [];
  readonly matters: RouteMatter[] = [];
  readonly routing: CallRouting;
  ask!: (question: RouteQuestion) => Promise<RouteAnswer>;

  constructor(plan: RoutingPlan = PLAN, advise: ((matter: RouteMatter) => Promise<Advice>) | null = null) {
    const { tracked } = this;
    const box: RouteQuestions = {
      pbx: 'office',
      start: (answer) => {
        this.ask = answer;
      },
      stop: async () => {},
    };
    const adviser: RouteAdviser | null = advise && {
      advise: (matter) => {
        this.matters.push(matter);
        return advise(matter);
      },
    };
    const catalogue = new DidCatalogue('RU', new Map([[OUR_DID, { kind: 'pool', pool: 'moscow' }]]));
    const log = ({ id }: { id: string }) => void tracked.logged.push(id);
    this.routing = new CallRouting({
      boxes: [box],
      plan,
      adviser,
      tracking: tracked.tracking,
      calls: tracked.calls,
      catalogue,
      numbering: aNumbering(tracked.pool, catalogue),
      country: 'RU',
      clock: tracked.clock,
      log: { info: log, warn: log, error: log },
      metrics: {
        routed: (_, destination, by) => void this.counted.push([destination, by]),
        adviceFailed: (reason) => void this.failures.push(reason),
      },
    });
    this.routing.start();
  }

  /** A visitor from Yandex has the number. */
  lend(): void {
    const { tracked } = this;
    tracked.lend(tracked.visit({ touchpoint: aTouchpoint({ source: 'yandex', campaign: 'spring' }) }));
    tracked.wait(30_000);
  }
}

function about(uniqueid: string, more: Partial<RouteQuestion> = {}): RouteQuestion {
  return { uniqueid, linkedid: uniqueid, did: '84951230001', caller: CALLER, ...more };
}

const SALES = { route: 'sales,s,1', source: 'yandex', campaign: 'spring', prefix: 'yandex: ' };

describe('a question', () => {
  it('after AMI told of the call is about that call', async () => {
    const routed = new Routed();
    routed.lend();
    const caller = routed.tracked.box.trunk();
    await routed.tracked.play();
    expect(await routed.ask(about(caller))).toMatchObject(SALES);
    expect(routed.tracked.shown(CALLER)?.route).toMatchObject({
      destination: 'sales',
      by: 'rule',
      reasons: ['rule 1: source yandex'],
    });
    expect(routed.counted).toEqual([['sales', 'rule']]);
  });

  it('before AMI told of it gets the same answer, and AMI brings the very call', async () => {
    const early = new Routed();
    early.lend();
    const caller = early.tracked.box.trunk();
    const answer = await early.ask(about(caller));
    await early.tracked.play();
    const late = new Routed();
    late.lend();
    await (async () => late.tracked.box.trunk())();
    await late.tracked.play();
    expect(answer).toEqual({ ...(await late.ask(about(caller))), visitor: answer.visitor });
    const [one, two] = [early, late].map(({ tracked }) => tracked.shown(CALLER));
    expect(one?.attribution).toEqual(two?.attribution);
    expect(one?.route?.destination).toBe('sales');
    expect(early.tracked.calls.records.size).toBe(1);
  });

  it('on another channel of the call is about the call', async () => {
    const routed = new Routed();
    routed.lend();
    const caller = routed.tracked.box.trunk();
    await routed.tracked.play();
    expect(await routed.ask(about('17.99', { linkedid: caller, did: '', caller: '' }))).toMatchObject(SALES);
  });

  it('asked again gets the same answer and counts once', async () => {
    const plan = aRoutingPlan(
      [aDestination('one', { cap: { calls: 1, per: 'day' } }), aDestination('two')],
      [aRule(['one']), aRule(['two'])],
    );
    const routed = new Routed(plan);
    const caller = routed.tracked.box.trunk();
    await routed.tracked.play();
    expect((await routed.ask(about(caller))).route).toBe('one,s,1');
    expect((await routed.ask(about(caller))).route).toBe('one,s,1');
    expect((await routed.ask(about('17.98', { caller: '+79160000001' }))).route).toBe('two,s,1');
  });

  it('about a number that is none of ours leaves it to rules that ask nothing', async () => {
    const routed = new Routed({ ...PLAN, otherwise: 'night' });
    expect(await routed.ask(about('17.1', { did: '+74950000000' }))).toEqual({
      route: 'night,s,1',
      source: '',
      campaign: '',
      region: '',
      visitor: '',
      prefix: '',
    });
  });

  it('without any plan still tells where the caller came from', async () => {
    const routed = new Routed(aRoutingPlan([], [], { callerName: '{source}: ' }));
    routed.lend();
    expect(await routed.ask(about('17.1'))).toMatchObject({
      route: '',
      source: 'yandex',
      prefix: 'yandex: ',
    });
  });
});

describe('caps', () => {
  it('count the calls of earlier today, after a restart or a reload', async () => {
    const plan = aRoutingPlan([aDestination('one', { cap: { calls: 2, per: 'day' } })], [aRule(['one'])]);
    const routed = new Routed(plan);
    const at = routed.tracked.clock.now();
    const route = { destination: 'one', target: 'one,s,1', by: 'rule', reasons: [], at } as const;
    await routed.tracked.calls.save(aCallRecord({ call: aCall({ startedAt: at }), route }));
    routed.routing.replace(plan, null);
    expect((await routed.ask(about('17.1'))).route).toBe('one,s,1');
    expect((await routed.ask(about('17.2', { caller: '+79160000002' }))).route).toBe('');
  });

  it('hold though many calls wait for a slow hook at once', async () => {
    const plan = aRoutingPlan(
      [aDestination('one', { cap: { calls: 3, per: 'hour' } }), aDestination('two')],
      [aRule(['one']), aRule(['two'])],
    );
    let answer: (advice: Advice) => void = () => {};
    const slow = new Promise<Advice>((resolve) => {
      answer = resolve;
    });
    const routed = new Routed(plan, () => slow);
    const answers = Array.from({ length: 10 }, (_, n) =>
      routed.ask(about(`17.${n}`, { caller: `+7916000000${n}` })),
    );
    answer({ ok: true, destination: 'one' });
    const routes = (await Promise.all(answers)).map(({ route }) => route);
    expect(routes.filter((route) => route === 'one,s,1')).toHaveLength(3);
    expect(routes.filter((route) => route === 'two,s,1')).toHaveLength(7);
  });

  it('at once give room when a call ends', async () => {
    const routed = new Routed(aRoutingPlan([aDestination('one', { atOnce: 1 })], [aRule(['one'])]));
    const first = routed.tracked.box.trunk();
    await routed.tracked.play();
    expect((await routed.ask(about(first))).route).toBe('one,s,1');
    const second = routed.tracked.box.trunk({ callerNumber: '+79160000002' });
    await routed.tracked.play();
    expect((await routed.ask(about(second, { caller: '+79160000002' }))).route).toBe('');
    routed.tracked.box.hangup(first);
    const third = routed.tracked.box.trunk({ callerNumber: '+79160000003' });
    await routed.tracked.play();
    expect((await routed.ask(about(third, { caller: '+79160000003' }))).route).toBe('one,s,1');
  });
});

describe('the hook', () => {
  it('is told of the call, the agent of the last one and what the rules would do', async () => {
    const routed = new Routed(PLAN, async () => ({ ok: true, destination: 'night' }));
    const earlier = aCall({
      id: 'office-1.1',
      caller: e164(CALLER),
      agents: ['PJSIP/100', 'PJSIP/101'],
      startedAt: 1_000,
    });
    await routed.tracked.calls.save(aCallRecord({ call: earlier }));
    routed.lend();
    expect(await routed.ask(about('17.1'))).toMatchObject({ ...SALES, route: 'night,s,1' });
    expect(routed.matters).toMatchObject([
      {
        lastAgent: 'PJSIP/101',
        destinations: ['sales', 'night'],
        proposed: 'sales',
        record: { repeat: true },
      },
    ]);
  });

  it('that fails leaves it to the rules, and is counted', async () => {
    const routed = new Routed(PLAN, async () => ({ ok: false, failure: 'timeout' }));
    routed.lend();
    expect(await routed.ask(about('17.1'))).toMatchObject(SALES);
    expect(routed.failures).toEqual(['timeout']);
    expect(routed.tracked.logged).toContain('ROUTING_HOOK_FAILED');
  });
});

describe('a plan taken on while the service runs', () => {
  it('decides from the next call on', async () => {
    const routed = new Routed();
    routed.lend();
    routed.routing.replace(aRoutingPlan([aDestination('night')], [aRule(['night'])]), null);
    expect((await routed.ask(about('17.1'))).route).toBe('night,s,1');
  });
});
