// What was set last is remembered, what was set long ago is not, and no more than twice the bound is kept.
import { expect, it } from 'vitest';
import { RecentMap } from '../../src/core/recent-map.ts';

it('remembers the latest entries, with their latest values', () => {
  const map = new RecentMap<number, string>(10);
  for (let key = 0; key < 100; key++) map.set(key, `${key}`);
  for (let key = 90; key < 100; key++) expect(map.get(key)).toBe(`${key}`);
  for (let key = 0; key < 80; key++) expect(map.get(key)).toBeUndefined();
  map.set(95, 'again');
  expect(map.get(95)).toBe('again');
});

it('keeps what is set again, and makes room only for what is new', () => {
  const map = new RecentMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 1);
  for (let n = 0; n < 50; n++) map.set('a', n);
  expect(map.get('b')).toBe(1);
  map.set('c', 1);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([49, 1, 1]);
});
