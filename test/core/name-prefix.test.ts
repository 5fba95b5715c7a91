import { expect, test } from 'vitest';
import { prefixOf } from '../../src/core/name-prefix.ts';
import { anAttribution, aTouchpoint } from '../support/builders.ts';

const known = anAttribution({ touchpoint: aTouchpoint({ source: 'yandex', campaign: 'spring' }), region: 'RU-MOW' });
const bare = anAttribution({ touchpoint: aTouchpoint({ source: 'yandex', campaign: null }), region: null });

test.each([
  ['{source} {campaign}: ', known, 'yandex spring: '],
  ['{source} {campaign}: ', bare, 'yandex: '],
  ['[{region}] ', known, '[RU-MOW] '],
  ['[{region}] ', bare, ''],
  ['{campaign} {source}: ', bare, 'yandex: '],
  ['', known, ''],
  ['{source}', null, ''],
])('%j', (template, attribution, prefix) => {
  expect(prefixOf(template, attribution)).toBe(prefix);
});
