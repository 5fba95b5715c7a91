// When a visit goes on and when the next one begins.
import { describe, expect, it } from 'vitest';
import { SESSION_BREAK, SessionBook, type Visit } from '../../src/core/session-book.ts';

const T0 = 1_000_000_000;
const NOWHERE = { country: null, region: null, city: null };

let serial = 0;
const FRESH = {
  visitor: () => `v${++serial}`,
  session: () => `s${++serial}`,
  visitCode: () => `${++serial}`.padStart(5, '0'),
};

function visit(overrides: Partial<Visit> = {}): Visit {
  return {
    site: 'shop',
    visitor: null,
    session: null,
    page: { url: 'https://shop.example.ru/', title: 'Shop' },
    referrer: null,
    ownOrigins: ['https://shop.example.ru'],
    place: NOWHERE,
    ids: {},
    anonymous: false,
    ...overrides,
  };
}

describe('SessionBook', () => {
  it('goes on with the session the page remembers, and counts its pages', () => {
    const book = new SessionBook();
    const first = book.open(visit(), FRESH, T0);
    const again = visit({
      visitor: first.visitor,
      session: first.id,
      page: { url: 'https://shop.example.ru/b', title: 'B' },
    });
    const second = book.open(again, FRESH, T0 + 1000);
    expect(second).toMatchObject({
      id: first.id,
      pageViews: 2,
      page: { title: 'B' },
      touchpoint: first.touchpoint,
    });
    expect(book.open(again, FRESH, T0 + 2000).pageViews).toBe(2);
  });

  it.each([
    ['at the break', SESSION_BREAK, true],
    ['one millisecond after it', SESSION_BREAK + 1, false],
  ])('%s', (_, pause, goesOn) => {
    const book = new SessionBook();
    const first = book.open(visit(), FRESH, T0);
    const next = book.open(visit({ visitor: first.visitor, session: first.id }), FRESH, T0 + pause);
    expect(next.id === first.id).toBe(goesOn);
    expect(next.visitor).toBe(first.visitor);
  });

  it('is one for tabs opened together, and for a page that lost its visitor id', () => {
    const book = new SessionBook();
    const first = book.open(visit({ visitor: 'ann' }), FRESH, T0);
    expect(book.open(visit({ visitor: 'ann' }), FRESH, T0 + 1).id).toBe(first.id);
    expect(book.open(visit({ visitor: 'ann', session: 'long over' }), FRESH, T0 + 2).id).toBe(first.id);
    expect(book.open(visit({ session: first.id }), FRESH, T0 + 3)).toMatchObject({
      id: first.id,
      visitor: 'ann',
    });
    expect(book.open(visit({ visitor: 'bob' }), FRESH, T0 + 4).id).not.toBe(first.id);
  });

  it('begins anew with a new campaign, not with a reload of the landing page', () => {
    const book = new SessionBook();
    const landing = { url: 'https://shop.example.ru/?utm_source=a&utm_medium=cpc', title: null };
    const first = book.open(visit({ page: landing }), FRESH, T0);
    const mine = { visitor: first.visitor, session: first.id };
    expect(book.open(visit({ ...mine, page: landing }), FRESH, T0 + 1).id).toBe(first.id);
    const other = { url: 'https://shop.example.ru/?utm_source=b&utm_medium=cpc', title: null };
    const next = book.open(visit({ ...mine, page: other }), FRESH, T0 + 2);
    expect(next.id).not.toBe(first.id);
    expect(next.touchpoint.source).toBe('b');
  });

  it('does not let one visitor into the session of another, or of another site', () => {
    const book = new SessionBook();
    const first = book.open(visit(), FRESH, T0);
    expect(book.open(visit({ visitor: 'thief', session: first.id }), FRESH, T0).id).not.toBe(first.id);
    const elsewhere = visit({ visitor: first.visitor, session: first.id, site: 'other' });
    expect(book.open(elsewhere, FRESH, T0).id).not.toBe(first.id);
  });

  it('gives no two visits going on the same code', () => {
    const book = new SessionBook();
    const codes = ['11111', '11111', '22222'];
    const fresh = { ...FRESH, visitCode: () => codes.shift() ?? '33333' };
    expect([book.open(visit(), fresh, T0), book.open(visit(), fresh, T0)].map((s) => s.visitCode)).toEqual([
      '11111',
      '22222',
    ]);
  });

  it('forgets those unseen for longest, and only those', () => {
    const book = new SessionBook();
    const [old, seen] = [book.open(visit(), FRESH, T0), book.open(visit(), FRESH, T0)];
    book.seen(seen.id, null, T0 + 500);
    book.forget(T0 + 100, 10);
    expect(book.find(old.id)).toBeUndefined();
    expect(book.find(seen.id)).toBeDefined();
    expect(book.seen(old.id, null, T0)).toBeNull();
  });

  describe('of a visitor who asked not to be known', () => {
    const asked = visit({
      anonymous: true,
      visitor: 'ann',
      page: {
        url: 'https://shop.example.ru/w?utm_source=yandex&utm_medium=cpc&yclid=7&mail=a@b#c',
        title: 'Ann',
      },
      referrer: 'https://ya.ru/search?text=windows',
      ids: { ym: '17' },
    });

    it('keeps the channel and the page, and nothing that tells them from others', () => {
      const kept = new SessionBook().open(asked, FRESH, T0);
      expect(kept).toMatchObject({
        page: { url: 'https://shop.example.ru/w', title: null },
        ids: {},
        touchpoint: {
          source: 'yandex',
          medium: 'cpc',
          clickIds: {},
          referrer: null,
          landingPage: 'https://shop.example.ru/w',
        },
      });
      expect(kept.visitor).toMatch(/^anonymous\.v\d+$/);
    });

    it('goes on while the page lives, and is never joined with a visit that is known', () => {
      const book = new SessionBook();
      const known = book.open(visit({ visitor: 'ann' }), FRESH, T0);
      const hidden = book.open({ ...asked, session: known.id }, FRESH, T0 + 1);
      expect(hidden.id).not.toBe(known.id);
      expect(book.open({ ...asked, session: hidden.id }, FRESH, T0 + 2).id).toBe(hidden.id);
      expect(book.open(visit({ visitor: 'ann' }), FRESH, T0 + 3).id).toBe(known.id);
      const moved = book.seen(hidden.id, { url: 'https://shop.example.ru/b?name=Ann', title: 'B' }, T0 + 4);
      expect(moved?.page).toEqual({ url: 'https://shop.example.ru/b', title: null });
    });
  });
});
