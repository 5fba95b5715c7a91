// Routing on a real Asterisk, with the dialplan files we ship: what the caller gets, and what the operator sees.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AsteriskBed } from './support/asterisk.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';
import { describeWithRig } from './support/rig.ts';
import { askedOf, startRoutingBed } from './support/routing-bed.ts';
import { placeCall, startAgent } from './support/sipp.ts';

const ROUTING = `
routing:
  time_zone: Europe/Moscow
  caller_name: "{source} {campaign}: "
  destinations:
    - { name: sales, target: "queue-sales,s,1" }
    - { name: gone, target: "no-such-context,s,1" }
  rules:
    - { when: { sources: [yandex] }, to: [sales] }
    - { when: { sources: [radio] }, to: [gone] }
`;
const RADIO = '+74957770001';

describeWithRig('routing, on a real Asterisk', ['asterisk', 'sipp'], () => {
  let bed: AsteriskBed;
  let leaseline: LeaselineProcess;
  let phones: AsyncDisposable[] = [];

  beforeAll(async () => {
    bed = await startRoutingBed();
    const ami = { port: bed.amiPort, secret: bed.ami.secret };
    leaseline = await LeaselineProcess.start({ ami, ari: bed.ari, yaml: ROUTING });
    await leaseline.logged('ARI_LINK_UP');
    phones = await Promise.all(
      ['agent1', 'agent2'].map((name) => startAgent({ port: bed.agentPort(name), answerAfterMs: 50 })),
    );
  });
  afterAll(async () => {
    for (const phone of phones) await phone[Symbol.asyncDispose]();
    await leaseline[Symbol.asyncDispose]();
    await bed[Symbol.asyncDispose]();
  });

  async function call(did: string, caller: string) {
    await using placed = await placeCall({ sipPort: bed.sipPort, did, caller, talkForMs: 200 });
    expect(await placed.ended).toMatchObject({ outcome: 'answered' });
    return (await askedOf(bed)).find((asked) => asked.caller === caller);
  }

  test('a visitor of an advertisement is sent where the rule says, and their screen pop is filled', async () => {
    const board = await leaseline.watch();
    const url =
      'https://shop.example.ru/?utm_source=yandex&utm_medium=cpc&utm_campaign=spring%20%24%7BEVIL(x)%7D%2C%22sale%22';
    const lease = await leaseline.lease({ page: { url, title: null, referrer: null } });
    const did = lease.numbers[0]?.did ?? '';
    expect(await call(did, '+79161000001')).toMatchObject({
      route: 'queue-sales,s,1',
      source: 'yandex',
      campaign: 'spring EVILxsale',
      prefix: 'yandex spring EVILxsale: ',
    });
    const shown = await board.call(({ caller, state }) => caller === '+79161000001' && state === 'ended');
    expect(shown).toMatchObject({
      outcome: 'answered',
      agents: ['PJSIP/agent2'],
      route: { destination: 'sales', by: 'rule', reasons: ['rule 1: source yandex'] },
    });
    expect((await leaseline.call(shown.id)).route).toEqual(shown.route);
    const cdrs = await bed.cdrs();
    expect(cdrs.filter(({ src }) => src === '+79161000001')).toHaveLength(1);
  });

  test('whom no rule is for takes the route of always, with what is known', async () => {
    expect(await call('+74951239999', '+79161000002')).toMatchObject({ route: '', source: '', prefix: '' });
  });

  test('a route that the dialplan does not have counts as none', async () => {
    expect(await call(RADIO, '+79161000003')).toMatchObject({
      route: '',
      source: 'radio',
      campaign: 'spring',
    });
    expect(await bed.log(400)).toContain('the dialplan has no no-such-context,s,1');
  });

  test('a new plan counts from the next call on', async () => {
    leaseline.edit((yaml) =>
      yaml.replace('sources: [radio] }, to: [gone]', 'sources: [radio] }, to: [sales]'),
    );
    await leaseline.reload('RELOADED');
    expect(await call(RADIO, '+79161000004')).toMatchObject({ route: 'queue-sales,s,1' });
  });

  test('metrics tell', async () => {
    const text = await (await fetch(`${leaseline.url}/metrics`)).text();
    expect(text).toContain('leaseline_ari_up{pbx="office"} 1');
    expect(text).toContain('leaseline_routes_total{pbx="office",destination="sales",by="rule"} 2');
    expect(text).toContain('leaseline_ari_malformed_total{pbx="office"} 0');
  });
});
