// What a visitor's page is answered, and what is on disk before it is.
import { describe, expect, it } from 'vitest';
import { ANY_SOURCE } from '../../src/core/source-rule.ts';
import type { PlannedPool } from '../../src/services/live-numbering.ts';
import { Desk } from '../support/a-desk.ts';
import { aPlan, aPlannedPool } from '../support/a-plan.ts';
import { aTouchpoint, e164 } from '../support/builders.ts';
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
    expect(desk.figures('moscow')?.free).toBe(2);
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

describe('numbers of several pools on one page', () => {
  /** A page of two cities: a number of its own for each. */
  function twoCities(): Desk {
    const desk = new Desk();
    const sites = desk.plan.sites.map((site) => ({
      ...site,
      replace: [e164('+74951112233')],
      pools: ['moscow'],
      moreNumbers: [{ number: e164('+78121112233'), pools: ['piter'], name: 'piter' }],
    }));
    desk.numbering.replace({ ...desk.plan, sites });
    return desk;
  }
  const onPage = ({ numbers }: Awaited<ReturnType<Desk['lease']>>) =>
    numbers.map(({ replace, did }) => `${replace} ${did}`);

  it('are lent one of each pool, under one token that renews and releases them together', async () => {
    const desk = twoCities();
    const answer = await desk.lease({ visitor: 'ann' });
    expect(onPage(answer)).toEqual(['+74951112233 +74951230000', '+78121112233 +78121230000']);
    expect(answer).toMatchObject({ pool: 'moscow', overflow: false });
    const tokens = answer.token.split('~');
    expect(tokens.map((token) => desk.journal.leases.get(token)?.did)).toEqual([
      '+74951230000',
      '+78121230000',
    ]);
    desk.clock.advance(2 * MINUTE);
    desk.assignment.activity(answer.token, { engagement: 'engaged', page: null });
    desk.clock.advance(4 * MINUTE);
    expect([desk.figures('moscow')?.leased, desk.figures('piter')?.leased]).toEqual([1, 1]);
    expect(await desk.lease({ visitor: 'ann' })).toMatchObject({
      token: answer.token,
      session: answer.session,
    });
    desk.assignment.release(answer.token);
    expect([desk.figures('moscow')?.leased, desk.figures('piter')?.leased]).toEqual([0, 0]);
  });

  it('takes a lease only for those the page shows', async () => {
    const desk = twoCities();
    const answer = await desk.lease({ numbers: ['+78121112233'] });
    expect(onPage(answer)).toEqual(['+78121112233 +78121230000']);
    expect(desk.figures('moscow')?.leased).toBe(0);
  });

  it('keeps what is lent when the other pool is exhausted', async () => {
    const desk = twoCities();
    await desk.lease({ visitor: 'bob' });
    const answer = await desk.lease({ visitor: 'ann' });
    expect(onPage(answer)).toEqual(['+74951112233 +74951230001']);
    expect(answer).toMatchObject({ pool: 'moscow', overflow: false });
    expect(desk.counted).toContain('overflowed shop exhausted');
    const lost = await desk.lease({ visitor: 'eve' });
    expect(onPage(lost)).toEqual(['+74951112233 +74951239999']);
    expect(lost.overflow).toBe(true);
  });

  it('are gone together when one is: the page asks again, and keeps the other', async () => {
    const desk = twoCities();
    const answer = await desk.lease({ visitor: 'ann' });
    desk.numbering.current.pools
      .get('piter')
      ?.pool.release(answer.token.split('~')[1] ?? '', desk.clock.now());
    const report = { engagement: 'visible', page: null } as const;
    expect(desk.assignment.activity(answer.token, report).kind).toBe('gone');
    expect(onPage(await desk.lease({ visitor: 'ann' }))).toEqual(onPage(answer));
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
    expect(desk.figures('moscow')?.overflowed).toBe(2);
    expect(desk.assignment.activity(last.token, { engagement: 'visible', page: null }).kind).toBe('renewed');
  });

  it('is what the visitor gets when the disk is full, and no number is lost by it', async () => {
    const desk = new Desk();
    desk.journal.failure = new Error('disk full');
    expect(await desk.lease()).toMatchObject({ overflow: true, numbers: [{ did: '+74951239999' }, {}] });
    expect(desk.logged).toEqual(['LEASE_NOT_WRITTEN']);
    expect(desk.figures('moscow')).toMatchObject({ free: 2, leased: 0 });
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
    expect(desk.figures('moscow')?.lingering).toBe(1);
  });
});

describe('a crawler', () => {
  it('keeps the printed number: no lease, no visit, no word about overflow', async () => {
    const desk = new Desk();
    const answer = await desk.lease({ crawler: true, visitor: 'v', session: 's' });
    expect(answer).toMatchObject({ numbers: [], overflow: false, pool: null, visitor: 'v', session: 's' });
    expect((await desk.lease({ crawler: true })).visitor).toMatch(/./);
    expect([desk.journal.leases.size, desk.journal.sessions.size]).toEqual([0, 0]);
    expect(desk.figures('moscow')).toMatchObject({ free: 2, overflowed: 0 });
    expect(desk.counted).toEqual(['refused bot', 'refused bot']);
    expect(desk.assignment.activity(answer.token, { engagement: 'visible', page: null }).kind).toBe(
      'renewed',
    );
  });
});

describe('an address', () => {
  const capped = (desk: Desk, limit: number) =>
    desk.numbering.replace({ ...desk.plan, atOncePerAddress: limit });

  it('that invents visitors gets no more numbers than it may hold; the owner is told once a minute', async () => {
    const desk = new Desk();
    capped(desk, 2);
    const flood = await Promise.all([1, 2, 3, 4].map((n) => desk.lease({ visitor: `forged-${n}` })));
    expect(flood.map(({ overflow }) => overflow)).toEqual([false, false, true, true]);
    expect(flood[2]?.numbers[0]?.did).toBe('+74951239999');
    expect(desk.counted.filter((each) => each === 'overflowed shop capped')).toHaveLength(2);
    expect(desk.logged).toEqual(['ADDRESS_CAPPED']);
    expect(desk.figures('moscow')?.overflowed).toBe(0);
    expect(await desk.lease({ subscriber: '203.0.113.9' })).toMatchObject({ overflow: false });
  });

  it('is not hindered by tabs, pages and visits of one visitor, who hold one number', async () => {
    const desk = new Desk();
    capped(desk, 1);
    const first = await desk.lease({ visitor: 'ann' });
    const ad = { url: 'https://shop.example.ru/?utm_source=google', title: null, referrer: null };
    for (const page of [ad, undefined]) {
      const again = await desk.lease({ visitor: 'ann', ...(page && { page }) });
      expect(again.numbers).toEqual(first.numbers);
    }
    expect(desk.figures('moscow')).toMatchObject({ leased: 1 });
  });

  it('may hold another when one has ended, and a grant that was not written does not count', async () => {
    const desk = new Desk();
    capped(desk, 1);
    desk.journal.failure = new Error('disk full');
    expect((await desk.lease()).overflow).toBe(true);
    desk.journal.failure = null;
    const { token } = await desk.lease();
    expect((await desk.lease()).overflow).toBe(true);
    desk.assignment.release(token);
    desk.endedLeases();
    expect((await desk.lease()).overflow).toBe(false);
  });

  it('is not counted on this machine', async () => {
    const desk = new Desk();
    capped(desk, 1);
    const here = { subscriber: null };
    expect([(await desk.lease(here)).overflow, (await desk.lease(here)).overflow]).toEqual([false, false]);
  });
});

describe('a pool for some sources only', () => {
  const page = (query: string) => ({
    page: { url: `https://shop.example.ru/${query}`, title: null, referrer: null },
  });
  const AD = page('?utm_source=Yandex&utm_medium=CPC');
  const SEARCH = page('?utm_source=yandex&utm_medium=organic');
  const did = (answer: { numbers: readonly { did: string }[] }) => answer.numbers[0]?.did;

  function desk(): Desk {
    const made = new Desk();
    const [moscow, piter] = made.plan.pools as [PlannedPool, PlannedPool];
    const paid = { ...ANY_SOURCE, mediums: ['cpc'] };
    const touchpoint = aTouchpoint({
      source: 'yandex',
      medium: 'organic',
      campaign: null,
      term: null,
      content: null,
    });
    made.numbering.replace({
      ...made.plan,
      pools: [
        { ...moscow, only: paid },
        { ...piter, only: { ...paid, sources: ['google'] } },
      ],
      channels: [{ did: e164('+74957770002'), touchpoint, sites: ['shop'] }],
    });
    return made;
  }

  it('lends to those, shows others their channel’s number or the printed one, and counts no overflow', async () => {
    const made = desk();
    expect(await made.lease(AD)).toMatchObject({ pool: 'moscow', overflow: false });
    const channel = await made.lease(SEARCH);
    expect(channel).toMatchObject({ pool: null, overflow: false });
    expect(did(channel)).toBe('+74957770002');
    expect(await made.lease()).toMatchObject({ pool: null, overflow: false, numbers: [] });
    expect(made.counted).toEqual(['granted moscow', 'refused source', 'refused source']);
    expect(made.logged).toEqual([]);
    expect(made.journal.sessions.has(channel.session)).toBe(true);
    expect(made.assignment.activity(channel.token, { engagement: 'visible', page: null }).kind).toBe(
      'renewed',
    );
  });

  it('is exhausted for those alone, and shows no overflow number of a pool that is not for them', async () => {
    const made = desk();
    await made.lease(AD);
    await made.lease(AD);
    expect(await made.lease(AD)).toMatchObject({ overflow: true, pool: 'moscow' });
    await made.lease(page('?utm_source=google&utm_medium=cpc'));
    expect(made.counted.at(-1)).toBe('granted piter');
  });

  it('keeps the number of a visitor it still waits for, whatever brings them now', async () => {
    const made = desk();
    const first = await made.lease({ ...AD, visitor: 'ann' });
    made.clock.advance(31 * MINUTE);
    expect(did(await made.lease({ visitor: 'ann' }))).toBe(did(first));
  });
});

describe('a visitor whose region’s pool has none left', () => {
  it('gets one of the neighbours, of the country, of everywhere, then the overflow number', async () => {
    const desk = new Desk();
    desk.geoEnabled = true;
    desk.place = { country: 'RU', region: 'RU-TVE', city: null };
    const pools = [
      aPlannedPool('world', ['+74951230014']),
      aPlannedPool('russia', ['+74951230013'], { regions: ['RU'] }),
      aPlannedPool('nearby', ['+74951230012'], { regions: ['RU-MOW'], neighbours: ['RU-TVE'] }),
      aPlannedPool('tver', ['+74951230011'], { regions: ['RU-TVE'], overflow: e164('+74951239999') }),
      aPlannedPool('abroad', ['+74951230015'], { regions: ['BY'] }),
    ];
    desk.numbering.replace(aPlan(pools));
    const shown: unknown[] = [];
    for (let n = 0; n < 5; n++) shown.push((await desk.lease()).pool);
    expect(shown).toEqual(['tver', 'nearby', 'russia', 'world', 'tver']);
    expect(desk.counted.at(-1)).toBe('overflowed shop exhausted');
  });
});

describe('a number taken out while it is lent', () => {
  it('stays its visitor’s over page views, and nobody else’s', async () => {
    const desk = new Desk();
    const ann = await desk.lease({ visitor: 'ann' });
    const [, piter] = desk.plan.pools as [PlannedPool, PlannedPool];
    desk.numbering.replace({ ...desk.plan, ...aPlan([piter]) });
    expect(await desk.lease({ visitor: 'ann' })).toMatchObject({ token: ann.token, numbers: ann.numbers });
    expect(desk.assignment.activity(ann.token, { engagement: 'engaged', page: null }).kind).toBe('renewed');
    expect(await desk.lease()).toMatchObject({ pool: 'piter' });
    expect(await desk.lease()).toMatchObject({ overflow: true, numbers: [] });
  });
});
