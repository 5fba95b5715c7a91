// SIGHUP: numbers come and go in a running service, and no lease, page or call notices.
import { describe, expect, test } from 'vitest';
import { PbxSimulator } from '../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { LeaselineProcess } from './support/leaseline-process.ts';

const CALLER = '+79161234567';
const NUMBERS = '["+74951230001-+74951230010"]';

async function aBed() {
  const pbx = new PbxSimulator({ clock: new SystemClock({ info() {}, warn() {}, error() {} }) });
  await pbx.start();
  const leaseline = await LeaselineProcess.start({ ami: { port: pbx.port, secret: 'simulated' } });
  return {
    pbx,
    leaseline,
    async [Symbol.asyncDispose]() {
      await leaseline[Symbol.asyncDispose]();
      await pbx.stop();
    },
  };
}

describe('SIGHUP', () => {
  test('takes a number out and another in; the lease on the first, and calls to it, go on', async () => {
    await using bed = await aBed();
    const { leaseline, pbx } = bed;
    const ann = await leaseline.lease({ engagement: 'engaged' });
    const did = ann.numbers[0]?.did ?? '';
    leaseline.edit((yaml) => yaml.replace(NUMBERS, '["+74951230021"]'));
    await leaseline.reload('RELOADED');
    const kept = await leaseline.lease({ visitor: ann.visitor, session: ann.session });
    expect(kept).toMatchObject({ token: ann.token, numbers: ann.numbers });
    expect((await leaseline.post(`/v1/lease/${ann.token}/activity`, { engagement: 'engaged' })).status).toBe(
      200,
    );
    expect((await leaseline.lease()).numbers[0]?.did).toBe('+74951230021');
    expect(await leaseline.lease()).toMatchObject({ overflow: true, numbers: [{ did: '+74951239999' }] });
    await using board = await leaseline.watch();
    pbx.placeCall({ caller: CALLER, did, outcome: 'missed', answerAfterMs: 100 });
    expect(await board.call(({ state }) => state === 'ended')).toMatchObject({
      did,
      attribution: { method: 'lease', visitor: ann.visitor },
    });
  });

  test('follows calls to numbers that are new, and serves sites that are', async () => {
    await using bed = await aBed();
    const { leaseline, pbx } = bed;
    await using board = await leaseline.watch();
    leaseline.edit((yaml) =>
      yaml
        .replace('channel_numbers:', 'channel_numbers:\n  - { number: "+74957770002", source: print }')
        .replace(
          'users:',
          '  - { id: blog, origins: ["https://blog.example.ru"], replace: ["+74951112244"], pools: [moscow] }\nusers:',
        )
        .concat('lease: { defer: 7s }\n'),
    );
    expect((await fetch(`${leaseline.url}/s/blog.js`)).status).toBe(404);
    const before = await fetch(`${leaseline.url}/s/shop.js`);
    await leaseline.reload('RELOADED');
    const after = await fetch(`${leaseline.url}/s/shop.js`);
    expect(await after.text()).toContain('"defer_ms":7000');
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect((await fetch(`${leaseline.url}/s/blog.js`)).status).toBe(200);
    const asked = await fetch(`${leaseline.url}/v1/lease`, {
      method: 'POST',
      headers: { origin: 'https://blog.example.ru' },
      body: '{"site":"blog"}',
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://blog.example.ru',
    ]);
    pbx.placeCall({ caller: CALLER, did: '+74957770002', outcome: 'missed', answerAfterMs: 100 });
    expect(await board.call(({ did }) => did === '+74957770002')).toMatchObject({
      attribution: { method: 'channel-number', touchpoint: { source: 'print' } },
    });
  });

  test('with a faulty file changes nothing and says every fault; and names what needs a restart', async () => {
    await using bed = await aBed();
    const { leaseline } = bed;
    const sound = NUMBERS;
    leaseline.edit((yaml) =>
      yaml.replace(sound, '["+7495", "+74951230021"]').replace('pools: [moscow]', 'pools: [mosow]'),
    );
    await leaseline.reload('RELOAD_REFUSED');
    const faults = leaseline.log.filter(({ id }) => id === 'RELOAD_FAULT').map(({ msg }) => msg);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(
      /leaseline\.yaml:\d+: pools\[0\]\.numbers\[0\]: "\+7495" is not a phone number/,
    );
    expect(faults[1]).toMatch(/there is no pool "mosow"/);
    expect((await leaseline.lease()).numbers[0]?.did).toMatch(/^\+749512300(0\d|10)$/);
    leaseline.edit((yaml) =>
      yaml
        .replace('["+7495", "+74951230021"]', sound)
        .replace('[mosow]', '[moscow]')
        .replace('country: RU', 'country: KZ'),
    );
    await leaseline.reload('RELOADED');
    const [line] = leaseline.log.filter(({ id }) => id === 'NEEDS_RESTART');
    expect(line?.msg).toBe('Changed, but needs a restart: country. Until then they go on as they were.');
  });
});
