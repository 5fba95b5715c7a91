// How much of an amount falls into a period, and which row it belongs to.
import { expect, it } from 'vitest';
import { spendKeys, spendWithin } from '../../src/core/spend.ts';

const spend = {
  firstDay: 10,
  lastDay: 19,
  source: 'yandex',
  medium: 'cpc',
  campaign: null,
  site: null,
  amount: 1_000,
};

it.each([
  ['all of it', 0, 30, 1_000],
  ['the days inside', 15, 30, 500],
  ['half a day', 10, 10.5, 50],
  ['nothing before', 0, 10, 0],
  ['nothing after', 20, 30, 0],
])('%s', (_, from, to, amount) => {
  expect(spendWithin(spend, { from, to })).toBe(amount);
});

it('belongs to a row by source, medium, campaign and site; by anything else to none', () => {
  expect(spendKeys(spend, ['source', 'campaign'])).toEqual(['yandex', null]);
  expect(spendKeys(spend, ['site', 'medium'])).toEqual([null, 'cpc']);
  expect(spendKeys(spend, ['source', 'term'])).toBeNull();
  expect(spendKeys(spend, ['agent'])).toBeNull();
});
