// Which pools are tried for a visitor, and in what order.
import { describe, expect, it } from 'vitest';
import { orderPools, type RegionalPool } from '../../src/core/region.ts';
import type { Place } from '../../src/core/session.ts';

function pool(id: string, regions: string[], neighbours: string[] = []): RegionalPool {
  return { id, regions, neighbours };
}

function at(country: string | null, region: string | null = null): Place {
  return { country, region, city: null };
}

const everywhere = pool('everywhere', ['*']);
const unnamed = pool('unnamed', []);
const petersburg = pool('petersburg', ['RU-SPE', 'RU-LEN'], ['RU-PSK']);
const russia = pool('russia', ['RU']);
const moscow = pool('moscow', ['RU-MOW', 'RU-MOS'], ['RU-TVE', 'RU-KLU']);
const minsk = pool('minsk', ['BY-HM']);

/** In an order that is right for nobody, so that each case shows the sorting. */
const all = [everywhere, unnamed, petersburg, russia, moscow, minsk];

describe('orderPools', () => {
  it.each<[string, RegionalPool[], Place, string[]]>([
    [
      'exact region, then the country, then its other regions, then everywhere',
      all,
      at('RU', 'RU-MOW'),
      ['moscow', 'russia', 'petersburg', 'everywhere', 'unnamed'],
    ],
    [
      'a neighbour before the whole country',
      all,
      at('RU', 'RU-TVE'),
      ['moscow', 'russia', 'petersburg', 'everywhere', 'unnamed'],
    ],
    [
      'a region with no pool near it: the country first',
      all,
      at('RU', 'RU-KDA'),
      ['russia', 'petersburg', 'moscow', 'everywhere', 'unnamed'],
    ],
    [
      'only the country known: the country, its regions, everywhere',
      all,
      at('RU'),
      ['russia', 'petersburg', 'moscow', 'everywhere', 'unnamed'],
    ],
    ['another country', all, at('BY', 'BY-BR'), ['minsk', 'everywhere', 'unnamed']],
    ['a country of no pool: everywhere', all, at('US', 'US-NY'), ['everywhere', 'unnamed']],
    ['a country of no pool and nothing for everywhere: overflow', [moscow, minsk], at('US', 'US-NY'), []],
    [
      'place unknown: all, those for everywhere first',
      all,
      at(null),
      ['everywhere', 'unnamed', 'petersburg', 'russia', 'moscow', 'minsk'],
    ],
    [
      'place unknown, no pool for everywhere: the owner’s order',
      [petersburg, moscow],
      at(null),
      ['petersburg', 'moscow'],
    ],
    [
      'the region alone tells the country',
      [russia, petersburg],
      at(null, 'RU-SPE'),
      ['petersburg', 'russia'],
    ],
    [
      'a pool both for a region and for everywhere ranks by its best',
      [russia, pool('both', ['*', 'RU-MOW'])],
      at('RU', 'RU-MOW'),
      ['both', 'russia'],
    ],
    [
      'two pools of one region: the owner’s order',
      [pool('b', ['RU-MOW']), pool('a', ['RU-MOW'])],
      at('RU', 'RU-MOW'),
      ['b', 'a'],
    ],
    [
      'a code that only starts alike is another place',
      [moscow, pool('x', ['RU-MO'])],
      at('RU', 'RU-MO'),
      ['x', 'moscow'],
    ],
    ['no pools', [], at('RU', 'RU-MOW'), []],
  ])('%s', (_case, pools, place, expected) => {
    expect(orderPools(pools, place, true)).toEqual(expected);
  });

  it.each([at('US', 'US-NY'), at('RU', 'RU-MOW'), at(null)])(
    'without GeoIP all pools come in order',
    (place) => {
      expect(orderPools(all, place, false)).toEqual(all.map((each) => each.id));
    },
  );
});
