// Which destination a call goes to, and the reasons given.
import { describe, expect, test } from 'vitest';
import { DestinationLoad } from '../../src/core/destination-load.ts';
import type { RoutingFacts } from '../../src/core/routing-condition.ts';
import { decideRoute } from '../../src/core/routing-decision.ts';
import type { RoutingCondition, RoutingPlan } from '../../src/core/routing-plan.ts';
import { aDestination, aRoutingPlan, aRule, someFacts } from '../support/a-routing-plan.ts';
import { anAttribution, aTouchpoint, e164, noAttribution } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const sales = aDestination('sales');
const night = aDestination('night');

function decided(plan: RoutingPlan, facts: RoutingFacts, wish: string | null = null, load = anEmptyLoad()) {
  const { destination, target, by, reasons } = decideRoute(plan, facts, load, NOON, wish);
  return { to: destination?.name ?? null, target, by, reasons };
}

function anEmptyLoad(atOnce: (name: string) => number = () => 0): DestinationLoad {
  return new DestinationLoad('UTC', atOnce);
}

describe('a rule', () => {
  const moscow = anAttribution({
    region: 'RU-MOW',
    site: 'shop',
    touchpoint: aTouchpoint({ source: 'Yandex', medium: 'cpc', campaign: 'spring' }),
  });
  const nobody = noAttribution();

  test.each<[string, Partial<RoutingCondition>, Partial<RoutingFacts>, string | null]>([
    ['is for everybody', {}, {}, 'rule 1'],
    ['is for a region', { regions: ['RU-SPE', 'RU-MOW'] }, { attribution: moscow }, 'rule 1: region RU-MOW'],
    ['is for a country', { regions: ['RU'] }, { attribution: moscow }, 'rule 1: region RU-MOW'],
    ['is not for another region', { regions: ['RU-MOS'] }, { attribution: moscow }, null],
    ['is not for a region that begins alike', { regions: ['RU-MO'] }, { attribution: moscow }, null],
    [
      "is for the region of the caller's landline when no visit is known",
      { regions: ['RU-SPE'] },
      { attribution: nobody, caller: e164('+78121234567') },
      "rule 1: caller's region RU-SPE",
    ],
    [
      "is for the country of the caller's mobile",
      { regions: ['RU'] },
      { attribution: nobody },
      "rule 1: caller's region RU",
    ],
    ['is not for a region when nothing is known', { regions: ['RU'] }, { attribution: nobody, caller: null }, null],
    ['is for a source, however written', { sources: ['yandex'] }, { attribution: moscow }, 'rule 1: source Yandex'],
    [
      'is for all it names at once',
      { sources: ['yandex'], mediums: ['cpc'], campaigns: ['SPRING'], sites: ['shop'] },
      { attribution: moscow },
      'rule 1: source Yandex, medium cpc, campaign spring, site shop',
    ],
    ['is not for one of two', { sources: ['yandex'], mediums: ['organic'] }, { attribution: moscow }, null],
    ['is not for a call without a visit', { sources: ['yandex'] }, { attribution: nobody }, null],
    ['is for a pool', { pools: ['moscow'] }, {}, 'rule 1: pool moscow'],
    ['is for a DID', { dids: [e164('+74951230001')] }, {}, 'rule 1: DID +74951230001'],
    ['is for repeat callers', { repeat: true }, { repeat: true }, 'rule 1: called before'],
    ['is for first calls', { repeat: false }, { repeat: true }, null],
    [
      'is for some hours',
      { workingHours: [{ days: ['thu'], from: 700, to: 721 }] },
      {},
      'rule 1: within its hours',
    ],
    ['is not for others', { workingHours: [{ days: ['thu'], from: 700, to: 720 }] }, {}, null],
    ['is for a call to a number that is none of ours only when it asks nothing', { sources: ['x'] }, { attribution: null }, null],
  ])('%s', (_, condition, facts, reason) => {
    const plan = aRoutingPlan([sales], [aRule(['sales'], condition)]);
    expect(decided(plan, someFacts(facts))).toEqual(
      reason === null
        ? { to: null, target: '', by: 'none', reasons: ["the dialplan's own route"] }
        : { to: 'sales', target: 'sales,s,1', by: 'rule', reasons: [reason] },
    );
  });
});

describe('destinations', () => {
  const closed = { workingHours: [{ days: ['sun'] as const, from: 0, to: 1_440 }] };

  test('the first rule with somebody there decides', () => {
    const plan = aRoutingPlan(
      [aDestination('sales', closed), night],
      [aRule(['sales']), aRule(['night'], { repeat: false })],
    );
    expect(decided(plan, someFacts())).toEqual({
      to: 'night',
      target: 'night,s,1',
      by: 'rule',
      reasons: ['rule 1: sales is closed', 'rule 2: first call'],
    });
  });

  test('the default is asked last, and may be closed too', () => {
    const open = aRoutingPlan([sales], [], { otherwise: 'sales' });
    expect(decided(open, someFacts())).toMatchObject({ to: 'sales', by: 'default', reasons: ['default'] });
    const shut = aRoutingPlan([aDestination('sales', closed)], [], { otherwise: 'sales' });
    expect(decided(shut, someFacts())).toMatchObject({
      to: null,
      by: 'none',
      reasons: ['default: sales is closed', "the dialplan's own route"],
    });
  });

  test('of a later priority get what those before cannot take', () => {
    const full = aDestination('first', { cap: { calls: 1, per: 'day' } });
    const plan = aRoutingPlan([full, aDestination('second', { priority: 2 })], [aRule(['second', 'first'])]);
    const load = anEmptyLoad();
    expect(decided(plan, someFacts(), null, load).to).toBe('first');
    load.given('first', [full], NOON);
    expect(decided(plan, someFacts(), null, load)).toMatchObject({
      to: 'second',
      reasons: ['rule 1: first is at its cap', 'rule 1'],
    });
  });

  test('with enough calls at the same time get no more', () => {
    const plan = aRoutingPlan([aDestination('sales', { atOnce: 2 })], [aRule(['sales'])]);
    expect(decided(plan, someFacts(), null, anEmptyLoad(() => 1)).to).toBe('sales');
    expect(decided(plan, someFacts(), null, anEmptyLoad(() => 2)).to).toBeNull();
  });
});

describe('the agent who talked last', () => {
  const plan = (destinations: Parameters<typeof aRoutingPlan>[0]) =>
    aRoutingPlan([sales, ...destinations], [aRule(['sales'], {}, true)]);

  test('is reached by name', () => {
    const anna = aDestination('anna', { agents: ['Anna Ivanova'] });
    expect(decided(plan([anna]), someFacts({ lastAgent: 'Anna Ivanova' }))).toEqual({
      to: 'anna',
      target: 'anna,s,1',
      by: 'rule',
      reasons: ['rule 1', 'last talked with Anna Ivanova'],
    });
  });

  test('is reached by the extension of their phone', () => {
    const anybody = aDestination('agent', { target: 'from-internal,{agent},1' });
    expect(decided(plan([anybody]), someFacts({ lastAgent: 'PJSIP/101' }))).toMatchObject({
      to: 'agent',
      target: 'from-internal,101,1',
    });
  });

  test.each(['Local/9@x', 'Anna', 'PJSIP/101,evil', 'PJSIP/${EVIL}'])('%s has no extension', (lastAgent) => {
    const anybody = aDestination('agent', { target: 'from-internal,{agent},1' });
    expect(decided(plan([anybody]), someFacts({ lastAgent }))).toMatchObject({ to: 'sales', target: 'sales,s,1' });
  });

  test('gives way to the destinations when nobody talked, or they are closed', () => {
    const anna = aDestination('anna', { agents: ['Anna'], atOnce: 0 });
    expect(decided(plan([anna]), someFacts()).to).toBe('sales');
    expect(decided(plan([anna]), someFacts({ lastAgent: 'Anna' }))).toMatchObject({
      to: 'sales',
      reasons: ['rule 1: anna is at its cap', 'rule 1'],
    });
  });
});

describe('the hook', () => {
  const plan = aRoutingPlan([sales, night], [aRule(['sales'])]);

  test('goes before the rules', () => {
    expect(decided(plan, someFacts(), 'night')).toMatchObject({ to: 'night', by: 'hook', reasons: ['hook'] });
  });

  test.each(['nobody', '', '__proto__', 'night,s,1'])('that names %j leaves it to them', (wish) => {
    expect(decided(plan, someFacts(), wish)).toMatchObject({
      to: 'sales',
      by: 'rule',
      reasons: ['hook: there is no destination of that name', 'rule 1'],
    });
  });

  test('cannot fill a destination beyond its cap', () => {
    const capped = aRoutingPlan([sales, aDestination('night', { atOnce: 0 })], [aRule(['sales'])]);
    expect(decided(capped, someFacts(), 'night')).toMatchObject({
      to: 'sales',
      reasons: ['hook: night is at its cap', 'rule 1'],
    });
  });
});
