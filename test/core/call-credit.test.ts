// Who is credited with a call, by each model.
import { expect, it } from 'vitest';
import { type Credit, type CreditEvidence, creditsOf, pageOf } from '../../src/core/call-credit.ts';
import { anAttribution, aSession, aTouchpoint, noAttribution } from '../support/builders.ts';

const yandex = aTouchpoint({ source: 'yandex' });
const vk = aTouchpoint({ source: 'vk' });
const direct = aTouchpoint({ source: '(direct)' });
const candidate = (session: string, probability: number, source = 'yandex') => ({
  site: 'shop',
  lease: null,
  session,
  visitor: `visitor of ${session}`,
  probability,
  source,
  campaign: null,
});

function evidence(overrides: Partial<CreditEvidence> = {}): CreditEvidence {
  const attribution = anAttribution({
    touchpoint: direct,
    firstTouch: vk,
    lastNonDirectTouch: yandex,
    candidates: [],
  });
  return { attribution, visits: [], candidates: new Map(), ...overrides };
}

const shares = (credits: readonly Credit[]) => credits.map(({ keys, weight }) => [keys.source, weight]);

it.each([
  ['last', '(direct)'],
  ['first', 'vk'],
  ['last-non-direct', 'yandex'],
] as const)('%s credits one touch with the whole call', (model, source) => {
  expect(shares(creditsOf(model, evidence()))).toEqual([[source, 1]]);
});

it.each(['first', 'last-non-direct', 'linear'] as const)(
  '%s has but one touch of a channel number',
  (model) => {
    const attribution = noAttribution({
      method: 'channel-number',
      touchpoint: aTouchpoint({ source: 'radio' }),
    });
    expect(shares(creditsOf(model, evidence({ attribution })))).toEqual([['radio', 1]]);
  },
);

it('linear shares a call among the visits alike, and visits from one place are one share', () => {
  const visits = [vk, yandex, vk, direct].map((touchpoint) => aSession({ touchpoint }));
  expect(shares(creditsOf('linear', evidence({ visits })))).toEqual([
    ['vk', 0.5],
    ['yandex', 0.25],
    ['(direct)', 0.25],
  ]);
});

it('probability gives each candidate its part, and the rest to nobody', () => {
  const attribution = anAttribution({ candidates: [candidate('one', 0.6), candidate('two', 0.25)] });
  const one = aSession({
    id: 'one',
    touchpoint: vk,
    page: { url: 'https://shop.example.ru/prices?a=1#top', title: null },
  });
  const credits = creditsOf('probability', evidence({ attribution, candidates: new Map([['one', one]]) }));
  expect(credits.map(({ weight }) => weight)).toEqual([0.6, 0.25, expect.closeTo(0.15)]);
  expect(credits.map(({ keys }) => keys)).toEqual([
    {
      source: 'vk',
      medium: 'cpc',
      campaign: 'windows-moscow',
      term: 'plastic windows',
      content: 'banner-2',
      site: 'shop',
      page: 'https://shop.example.ru/prices',
      region: 'RU-MOW',
    },
    // Its visit is forgotten: what the candidate itself says is left.
    expect.objectContaining({ source: 'yandex', site: 'shop', medium: null, page: null }),
    expect.objectContaining({ source: null, campaign: null, site: null }),
  ]);
});

it('probabilities rounded to a little above 1 are no more than one call', () => {
  const attribution = anAttribution({ candidates: [candidate('one', 0.667), candidate('two', 0.334, 'vk')] });
  const credits = creditsOf('probability', evidence({ attribution }));
  expect(credits).toHaveLength(2);
  expect(credits.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
});

it('a call that nobody can place is one share of nothing, under every model', () => {
  for (const model of ['last', 'first', 'last-non-direct', 'linear', 'probability'] as const)
    expect(shares(creditsOf(model, evidence({ attribution: noAttribution() })))).toEqual([[null, 1]]);
});

it('a page is the same whatever follows ? or #', () => {
  expect(['https://a.ru/b', 'https://a.ru/b?c=#d', 'https://a.ru/b#d?c'].map(pageOf)).toEqual(
    Array(3).fill('https://a.ru/b'),
  );
});
