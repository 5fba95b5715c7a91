// The live board as those see it who may not see everything.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveMessage } from '../../../src/wire/live.ts';
import { aCall, aCallRecord, anAttribution, aRingingCall } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { LiveFixture } from './live-fixture.ts';

const NUMBER = /9161234567/;
let fixture: LiveFixture;
beforeEach(async () => {
  fixture = await new LiveFixture().start();
  for (const [cookie, view] of [
    ['masked', { sites: null, callerNumbers: false }],
    ['shop', { sites: ['shop'], callerNumbers: true }],
    ['blog', { sites: ['blog'], callerNumbers: false }],
  ] as const) {
    fixture.loggedIn.add(cookie);
    fixture.views.set(cookie, view);
  }
  fixture.sites.set('moscow', ['shop']);
  fixture.sites.set('omsk', ['blog']);
});
afterEach(() => fixture.stop());

const watch = (Cookie: string) => fixture.listen({ Cookie });
const call = (id: string, site: string | null, ringing = true) =>
  fixture.board.publish({
    type: 'call',
    record: aCallRecord({
      call: ringing ? aRingingCall({ id, callerName: 'Ivan' }) : aCall({ id, callerName: 'Ivan' }),
      attribution: anAttribution({ site }),
    }),
  });
const pool = (id: string) =>
  fixture.board.publish({
    type: 'pool',
    pool: {
      id,
      regions: [],
      size: 1,
      free: 1,
      leased: 0,
      lingering: 0,
      cooling: 0,
      disabled: 0,
      held: 0,
      utilisation: 0,
      granted: 0,
      overflowed: 0,
      sizing: null,
    },
  });

/** `call a`, `pool moscow`, `snapshot a,b` ... */
const told = (messages: readonly LiveMessage[]) => messages.map(nameOf);

function nameOf(message: LiveMessage): string {
  switch (message.type) {
    case 'snapshot':
      return `snapshot ${message.calls.map(({ id }) => id).sort()}|${message.pools.map(({ id }) => id)}`;
    case 'call':
      return `call ${message.call.id}`;
    case 'pool':
      return `pool ${message.pool.id}`;
    case 'pbx':
      return `pbx ${message.pbx.name}`;
    case 'alert':
      return `alert ${message.alert.rule}`;
    case 'return':
      return `return ${message.visit.session}`;
  }
}

const seqs = (messages: readonly LiveMessage[]) => messages.map(({ seq }) => seq);

test('masked: the same messages without a number, in snapshot and changes', async () => {
  call('a', 'shop');
  const [whole, masked] = [watch('in'), watch('masked')];
  await Promise.all([whole.received(1), masked.received(1)]);
  call('a', 'shop', false);
  await Promise.all([whole.received(2), masked.received(2)]);
  expect(JSON.stringify(whole.messages)).toMatch(NUMBER);
  expect(JSON.stringify(masked.messages)).not.toMatch(NUMBER);
  expect(JSON.stringify(masked.messages)).not.toContain('Ivan');
  expect(JSON.stringify(masked.messages)).toContain('+7916*****67');
  expect(seqs(masked.messages)).toEqual(seqs(whole.messages));
});

describe('of some sites', () => {
  test('their calls and pools only, every box, and no gap in the numbers', async () => {
    call('a', 'shop');
    call('b', 'blog');
    pool('moscow');
    pool('omsk');
    const [shop, blog, whole] = [watch('shop'), watch('blog'), watch('in')];
    await Promise.all([shop.received(1), blog.received(1), whole.received(1)]);
    call('c', 'blog');
    pool('omsk');
    call('d', 'shop');
    fixture.board.publish({
      type: 'pbx',
      pbx: { name: 'office', up: true, since: NOON, version: null, reason: null },
    });
    await Promise.all([shop.received(3), blog.received(4), whole.received(5)]);
    expect(told(shop.messages)).toEqual(['snapshot a|moscow', 'call d', 'pbx office']);
    expect(told(blog.messages)).toEqual(['snapshot b|omsk', 'call c', 'pool omsk', 'pbx office']);
    for (const { messages } of [shop, blog, whole]) {
      const first = messages[0]?.seq ?? 0;
      expect(seqs(messages)).toEqual(messages.map((_message, n) => first + n));
    }
  });

  test('whoever comes later gets a snapshot that the next change follows', async () => {
    const first = watch('shop');
    await first.received(1);
    call('a', 'blog');
    call('b', 'shop');
    await first.received(2);
    const second = watch('shop');
    await second.received(1);
    call('c', 'shop');
    await Promise.all([first.received(3), second.received(2)]);
    expect(told(second.messages)).toEqual(['snapshot b|', 'call c']);
    expect(second.messages[1]?.seq).toBe(first.messages[2]?.seq);
    expect(second.messages[1]?.seq).toBe((second.messages[0]?.seq ?? 0) + 1);
  });

  test('a call that turns out to be of another site goes from one board to the other', async () => {
    const [shop, blog] = [watch('shop'), watch('blog')];
    await Promise.all([shop.received(1), blog.received(1)]);
    call('a', 'shop');
    await shop.received(2);
    call('a', 'blog');
    await Promise.all([shop.received(3), blog.received(2)]);
    call('b', 'shop');
    await shop.received(4);
    expect(told(shop.messages)).toEqual(['snapshot |', 'call a', 'snapshot |', 'call b']);
    expect(told(blog.messages)).toEqual(['snapshot |', 'call a']);
    expect(seqs(shop.messages).map((seq) => seq - (shop.messages[0]?.seq ?? 0))).toEqual([0, 1, 2, 3]);
  });
});

test('changed rights close the socket, for it to come back; others stay', async () => {
  const [shop, whole] = [watch('shop'), watch('in')];
  await Promise.all([shop.received(1), whole.received(1)]);
  fixture.views.set('shop', { sites: ['shop'], callerNumbers: false });
  fixture.live.checkAdmitted();
  expect(await shop.closed).toEqual({ code: 1012, reason: 'rights changed' });
  await expect.poll(() => fixture.clients, { timeout: 10_000 }).toBe(1);
  call('a', 'shop');
  await whole.received(2);
  const again = watch('shop');
  await again.received(1);
  expect(JSON.stringify(again.messages)).not.toMatch(NUMBER);
});

test('a token without the scope is told so', async () => {
  const other = await new LiveFixture({ admit: () => 'scope-missing' }).start();
  const refused = await other.listen().refused;
  expect(refused).toMatchObject({ status: 403, type: 'application/problem+json' });
  expect(refused.body).toContain('urn:leaseline:scope-missing');
  await other.stop();
});
