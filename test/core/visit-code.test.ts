// Visit codes: as people type them, the visit they name, and the answer they prove.
import { describe, expect, it } from 'vitest';
import { attributeByCode, closestVisit, readVisitCode } from '../../src/core/visit-code.ts';
import { anAttribution, aSession, aTouchpoint, noAttribution } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const MINUTE = 60_000;

describe('readVisitCode', () => {
  it.each<[string, string | null]>([
    ['12345', '12345'],
    [' 12 345 ', '12345'],
    ['12-345', '12345'],
    ['1\u00a02\u20133\u20144 5', '12345'],
    ['00042', '00042'],
    ['', null],
    ['--', null],
    ['12a45', null],
    ['+12345', null],
    ['1234567890123', null],
  ])('%j is %j', (typed, code) => {
    expect(readVisitCode(typed)).toBe(code);
  });
});

describe('closestVisit', () => {
  /** A visit from so many minutes to so many minutes after the call began. */
  const visit = (id: string, from: number, to: number) =>
    aSession({ id, startedAt: NOON + from * MINUTE, lastSeenAt: NOON + to * MINUTE });

  it.each<[string, ReturnType<typeof visit>[], string | null]>([
    ['none', [], null],
    ['the one going on', [visit('on', -5, 1), visit('before', -9, -1)], 'on'],
    ['the one seen last before', [visit('old', -90, -80), visit('late', -30, -20)], 'late'],
    [
      'one begun while they talked, of one from long ago',
      [visit('old', -900, -800), visit('new', 2, 4)],
      'new',
    ],
    ['one seen just before, of one begun later', [visit('before', -9, -1), visit('new', 2, 4)], 'before'],
    ['the latest of two going on', [visit('a', -50, 1), visit('b', -5, 1)], 'b'],
  ])('%s', (_case, visits, id) => {
    expect(closestVisit(visits, NOON)?.id ?? null).toBe(id);
    expect(closestVisit(visits.toReversed(), NOON)?.id ?? null).toBe(id);
  });
});

describe('attributeByCode', () => {
  const touches = { firstTouch: aTouchpoint({ source: 'vk' }), lastNonDirectTouch: aTouchpoint() };
  const evidence = { code: '12345', visit: aSession(), others: 0, before: noAttribution(), touches };

  it('names the visit, its touchpoint and the visitor’s touches', () => {
    expect(attributeByCode(evidence)).toMatchObject({
      method: 'visit-code',
      confidence: 0.99,
      candidates: [{ session: 'session-1', visitor: 'visitor-1', probability: 0.99, source: 'yandex' }],
      site: 'shop',
      session: 'session-1',
      visitor: 'visitor-1',
      lease: null,
      touchpoint: aTouchpoint(),
      firstTouch: { source: 'vk' },
      page: { title: 'Windows' },
      region: 'RU-MOW',
    });
  });

  it('keeps the lease and the page of the moment of the call when the answer was right', () => {
    const page = { url: 'https://shop.example.ru/before', title: null };
    const { lease, ...answer } = attributeByCode({ ...evidence, before: anAttribution({ page }) });
    expect([lease, answer.page]).toEqual(['token-1', page]);
  });

  const alone = 'The caller read out visit code 12345, which the page showed to this visit alone.';
  it.each([
    ['nothing was known', {}, [alone, 'Without the code no visit was named.']],
    [
      'the answer was right',
      { before: anAttribution({ confidence: 0.9 }) },
      [alone, 'Without the code the answer was the same visit (90 % sure).'],
    ],
    [
      'the answer was wrong',
      { before: anAttribution({ session: 'other', confidence: 0.62 }) },
      [alone, 'Without the code the answer was another visit from yandex / cpc (62 % sure).'],
    ],
    [
      'others had the code',
      { others: 2 },
      [
        'The caller read out visit code 12345. 2 other visits had it at another time; this one was the closest to the call.',
        'Without the code no visit was named.',
      ],
    ],
  ])('says so when %s', (_case, changes, reasons) => {
    expect(attributeByCode({ ...evidence, ...changes }).reasons).toEqual(reasons);
  });
});
