// Page views worth keeping, and the time line made of them.
import { describe, expect, it } from 'vitest';
import type { PageView } from '../../src/core/page-view.ts';
import { type FreshIds, SessionBook, type Visit } from '../../src/core/session-book.ts';
import { timelineOf } from '../../src/core/timeline.ts';
import { aCall, aCallRecord, anAttribution, aSession } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const FRESH: FreshIds = { visitor: () => 'v-1', session: () => 's-1', visitCode: () => '12345' };

function visitTo(url: string, changes: Partial<Visit> = {}): Visit {
  return {
    site: 'shop',
    visitor: 'v-1',
    session: null,
    page: { url: `https://shop.example.ru${url}`, title: url },
    referrer: null,
    ownOrigins: ['https://shop.example.ru'],
    place: { country: null, region: null, city: null },
    ids: {},
    anonymous: false,
    ...changes,
  };
}

describe('page views', () => {
  function watchedBook() {
    const views: PageView[] = [];
    return { views, book: new SessionBook((view) => views.push(view)) };
  }

  it('are not written down for a visit of one page, however often it is seen', () => {
    const { views, book } = watchedBook();
    book.open(visitTo('/'), FRESH, NOON);
    book.open(visitTo('/'), FRESH, NOON + 1_000);
    book.seen('s-1', null, NOON + 2_000);
    expect(views).toEqual([]);
  });

  it('begin with the first page when the second is opened', () => {
    const { views, book } = watchedBook();
    book.open(visitTo('/'), FRESH, NOON);
    book.open(visitTo('/windows'), FRESH, NOON + 5_000);
    book.seen('s-1', { url: 'https://shop.example.ru/doors', title: 'Doors' }, NOON + 9_000);
    expect(views.map(({ at, page }) => [at - NOON, page.title])).toEqual([
      [0, '/'],
      [5_000, '/windows'],
      [9_000, 'Doors'],
    ]);
  });

  it('are never written down of visitors who asked not to be known', () => {
    const { views, book } = watchedBook();
    const { id } = book.open(visitTo('/', { anonymous: true }), FRESH, NOON);
    book.open(visitTo('/secret', { anonymous: true, session: id }), FRESH, NOON + 1_000);
    expect(views).toEqual([]);
  });

  it('are bounded', () => {
    const { views, book } = watchedBook();
    for (let n = 0; n < 500; n++) book.open(visitTo(`/${n}`), FRESH, NOON + n);
    expect(views).toHaveLength(200);
  });
});

describe('a time line', () => {
  it('has visits and calls in order, each call once, and marks the one asked for', () => {
    const early = aSession({ id: 'a', startedAt: NOON - 5_000 });
    const phone = aSession({ id: 'b', visitor: 'phone', startedAt: NOON + 5_000 });
    const asked = aCallRecord({ call: aCall({ id: 'c1', startedAt: NOON }), attribution: anAttribution() });
    const later = aCallRecord({ call: aCall({ id: 'c2', startedAt: NOON + 9_000 }) });
    const view = { session: 'b', at: NOON + 6_000, page: { url: '/x', title: null } };
    const line = timelineOf(asked, [phone, early], [view], [later, asked]);
    expect(line).toMatchObject([
      { kind: 'visit', visit: { id: 'a' }, otherDevice: false, views: [] },
      { kind: 'call', record: { call: { id: 'c1' } }, asked: true },
      { kind: 'visit', visit: { id: 'b' }, otherDevice: true, views: [view] },
      { kind: 'call', record: { call: { id: 'c2' } }, asked: false },
    ]);
  });
});
