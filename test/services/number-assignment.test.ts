// What a visitor's page is answered, and what is on disk before it is.
import { describe, expect, it } from 'vitest';
import { Desk } from '../support/a-desk.ts';
import { MINUTE } from '../support/lease-policy.ts';

describe('a lease', () => {
  it('is on disk, with its session, before it is answered', async () => {
    const desk = new Desk();
    const answer = await desk.lease();
    expect(desk.journal.leases.get(answer.token)).toMatchObject({
      did: '+74951230000',
      session: answer.session,
    });
    expect(desk.journal.sessions.get(answer.session)).toMatchObject({ visitor: answer.visitor });
    expect(answer).toMatchObject({
      pool: 'moscow',
      expiresInS: 180,
      heartbeatS: 30,
      overflow: false,
      numbers: [
        {
          replace: '+74951112233',
          did: '+74951230000',
          national: '8 (495) 123-00-00',
          international: '+7 495 123 00 00',
        },
        { replace: '+78121112233', did: '+74951230000' },
      ],
    });
  });

  it('covers only the printed numbers the page shows, however it writes them', async () => {
    const desk = new Desk();
    const { numbers } = await desk.lease({ numbers: ['8 (812) 111-22-33', '+7 999 000 00 00'] });
    expect(numbers.map(({ replace }) => replace)).toEqual(['+78121112233']);
  });

  it.each([
    ['an unknown site', { site: 'nowhere' }],
    ['numbers that are not the site’s', { numbers: ['+7 999 000 00 00'] }],
  ])('is refused to %s, and takes nothing', async (_, demand) => {
    const desk = new Desk();
    await expect(desk.lease(demand)).rejects.toThrow('no-such-number');
    expect(desk.moscow.pool.figures(desk.clock.now()).free).toBe(2);
    expect(desk.journal.sessions.size).toBe(0);
  });

  it('stays the visitor’s over page views, tabs and a change of region', async () => {
    const desk = new Desk();
    desk.geoEnabled = true;
    desk.place = { country: 'RU', region: 'RU-MOW', city: null };
    const first = await desk.lease();
    const mine = { visitor: first.visitor, session: first.session };
    desk.place = { country: 'RU', region: 'RU-SPE', city: null };
    expect(await desk.lease(mine)).toMatchObject({
      token: first.token,
      numbers: first.numbers,
      pool: 'moscow',
    });
  });

  it('is one for tabs that ask at the same moment, with nothing but the visitor’s own id', async () => {
    const desk = new Desk();
    const [one, two] = await Promise.all([desk.lease({ visitor: 'ann' }), desk.lease({ visitor: 'ann' })]);
    expect(two).toMatchObject({ token: one.token, session: one.session, numbers: one.numbers });
  });

  it('is not promised to a second tab before the first one’s is on disk', async () => {
    const desk = new Desk();
    desk.journal.failure = new Error('disk full');
    const mine = { visitor: 'ann', session: null };
    const [one, two] = await Promise.all([desk.lease(mine), desk.lease(mine)]);
    expect([one.overflow, two.overflow]).toEqual([true, true]);
  });

  it('comes from the pool of the visitor’s region, and from its country’s when that has none left', async () => {
    const desk = new Desk();
    desk.geoEnabled = true;
    desk.place = { country: 'RU', region: 'RU-SPE', city: null };
    expect(await desk.lease()).toMatchObject({ pool: 'piter', region: 'RU-SPE' });
    expect(await desk.lease()).toMatchObject({ pool: 'moscow', overflow: false });
    desk.place = { country: 'DE', region: 'DE-BE', city: null };
    expect(await desk.lease()).toMatchObject({ overflow: true, numbers: [{ did: '+74951239999' }, {}] });
    expect(desk.logged).toEqual(['NO_POOL_FOR_REGION']);
  });
});

describe('overflow', () => {
  it('is answered when every number is in use; the owner is told once a minute', async () => {
    const desk = new Desk();
    for (let n = 0; n < 3; n++) await desk.lease();
    const last = await desk.lease();
    expect(last).toMatchObject({ overflow: true, pool: 'moscow' });
    expect(last.numbers.map(({ did }) => did)).toEqual(['+74951239999', '+74951239999']);
    await desk.lease();
    expect(desk.logged).toEqual(['POOL_EXHAUSTED']);
    expect(desk.counted.filter((each) => each === 'overflowed shop exhausted')).toHaveLength(2);
    expect(desk.moscow.pool.figures(desk.clock.now()).overflowed).toBe(2);
    expect(desk.assignment.activity(last.token, { engagement: 'visible', page: null }).kind).toBe('renewed');
  });

  it('is what the visitor gets when the disk is full, and no number is lost by it', async () => {
    const desk = new Desk();
    desk.journal.failure = new Error('disk full');
    expect(await desk.lease()).toMatchObject({ overflow: true, numbers: [{ did: '+74951239999' }, {}] });
    expect(desk.logged).toEqual(['LEASE_NOT_WRITTEN']);
    expect(desk.moscow.pool.figures(desk.clock.now())).toMatchObject({ free: 2, leased: 0 });
    desk.journal.failure = null;
    expect(await desk.lease()).toMatchObject({ overflow: false });
  });
});

describe('activity', () => {
  it('renews the lease, moves the visit on to the page, and is gone once the lease is', async () => {
    const desk = new Desk();
    const { token, session } = await desk.lease();
    desk.clock.advance(MINUTE);
    const page = { url: 'https://shop.example.ru/b', title: 'B', referrer: null };
    expect(desk.assignment.activity(token, { engagement: 'engaged', page })).toEqual({
      kind: 'renewed',
      expiresInS: 300,
      heartbeatS: 30,
    });
    expect(desk.sessions.find(session)).toMatchObject({ pageViews: 2, page: { title: 'B' } });
    desk.clock.advance(5 * MINUTE);
    expect(desk.assignment.activity(token, { engagement: 'engaged', page: null })).toEqual({ kind: 'gone' });
    expect(desk.assignment.activity('made up', { engagement: 'engaged', page: null })).toEqual({
      kind: 'gone',
    });
  });

  it('is gone after a release', async () => {
    const desk = new Desk();
    const { token } = await desk.lease();
    desk.assignment.release(token);
    desk.assignment.release(token);
    expect(desk.assignment.activity(token, { engagement: 'engaged', page: null })).toEqual({ kind: 'gone' });
    expect(desk.moscow.pool.figures(desk.clock.now()).lingering).toBe(1);
  });
});
