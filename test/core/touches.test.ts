// First and last non-direct touches of visitors.
import { describe, expect, it } from 'vitest';
import { touchesOf } from '../../src/core/touches.ts';
import { aSession, aTouchpoint } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const DAY = 86_400_000;

/** A visit so many days before noon. */
function visit(daysAgo: number, source: string) {
  const startedAt = NOON - daysAgo * DAY;
  return aSession({ id: `${daysAgo}`, startedAt, touchpoint: aTouchpoint({ source }) });
}

describe('touchesOf', () => {
  it.each<[string, [daysAgo: number, source: string][], string | null, string | null]>([
    ['no visit', [], null, null],
    ['one visit from an advertisement', [[0, 'yandex']], 'yandex', 'yandex'],
    ['one direct visit', [[0, '(direct)']], '(direct)', null],
    [
      'an advertisement, then direct',
      [
        [3, 'yandex'],
        [0, '(direct)'],
      ],
      'yandex',
      'yandex',
    ],
    [
      'direct, then an advertisement',
      [
        [3, '(direct)'],
        [0, 'google'],
      ],
      '(direct)',
      'google',
    ],
    [
      'two advertisements, then direct',
      [
        [9, 'vk'],
        [3, 'yandex'],
        [0, '(direct)'],
      ],
      'vk',
      'yandex',
    ],
    [
      'always direct',
      [
        [9, '(direct)'],
        [0, '(direct)'],
      ],
      '(direct)',
      null,
    ],
  ])('%s', (_case, visits, first, lastNonDirect) => {
    const sessions = visits.map(([daysAgo, source]) => visit(daysAgo, source));
    for (const order of [sessions, sessions.toReversed(), [...sessions, ...sessions]]) {
      const { firstTouch, lastNonDirectTouch } = touchesOf(order);
      expect([firstTouch?.source ?? null, lastNonDirectTouch?.source ?? null]).toEqual([
        first,
        lastNonDirect,
      ]);
    }
  });
});
