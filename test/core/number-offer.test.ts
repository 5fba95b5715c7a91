// What a visit may be shown, by where it came from and where it is.
import { describe, expect, it } from 'vitest';
import { type ChannelNumber, type OfferedPool, offerNumber } from '../../src/core/number-offer.ts';
import { ANY_SOURCE, isFor, type SourceRule } from '../../src/core/source-rule.ts';
import type { Touchpoint } from '../../src/core/touchpoint.ts';
import { aTouchpoint, e164 } from '../support/builders.ts';

function only(rule: Partial<SourceRule>): SourceRule {
  return { ...ANY_SOURCE, ...rule };
}

function pool(id: string, rule: Partial<SourceRule> = {}, regions: string[] = ['*']): OfferedPool {
  return { id, regions, neighbours: [], only: only(rule) };
}

function channel(did: string, touchpoint: Partial<Touchpoint>, sites: string[] = []): ChannelNumber {
  const nothing = { campaign: null, term: null, content: null };
  return { did: e164(did), touchpoint: aTouchpoint({ ...nothing, ...touchpoint }), sites };
}

const NOWHERE = { country: null, region: null, city: null };
const MOSCOW = { country: 'RU', region: 'RU-MOW', city: null };
const direct = aTouchpoint({
  source: '(direct)',
  medium: '(none)',
  campaign: null,
  term: null,
  content: null,
});
const ad = aTouchpoint({
  source: 'yandex',
  medium: 'cpc',
  campaign: 'Spring',
  term: 'windows',
  content: null,
});
const search = aTouchpoint({
  source: 'yandex',
  medium: 'organic',
  campaign: null,
  term: null,
  content: null,
});

describe('a source rule', () => {
  it.each<[string, Partial<SourceRule>, Touchpoint, boolean]>([
    ['empty: everybody', {}, direct, true],
    ['a source', { sources: ['google', 'yandex'] }, search, true],
    ['another source', { sources: ['google'] }, search, false],
    ['capital letters and blanks', { sources: [' YANDEX '] }, search, true],
    ['a medium', { mediums: ['cpc'] }, ad, true],
    ['another medium', { mediums: ['cpc'] }, search, false],
    ['each list must name it', { sources: ['yandex'], mediums: ['social'] }, ad, false],
    ['a campaign', { campaigns: ['spring'] }, ad, true],
    ['a campaign, and the visit has none', { campaigns: ['spring'] }, search, false],
    ['direct visits', { sources: ['(direct)'] }, direct, true],
    ['a word is not its beginning', { sources: ['yan'] }, search, false],
  ])('%s', (_, rule, touchpoint, expected) => {
    expect(isFor(only(rule), touchpoint)).toBe(expected);
  });
});

describe('the offer', () => {
  const paid = pool('paid', { mediums: ['cpc', 'social'] });
  const rest = pool('rest');
  const organic = channel('+74957770002', { source: 'yandex', medium: 'organic' });
  const spring = channel('+74957770003', { source: 'yandex', medium: 'cpc', campaign: 'spring' });
  const anyAd = channel('+74957770004', { source: 'yandex', medium: 'cpc' });

  it.each<[string, Touchpoint, OfferedPool[], ChannelNumber[], string]>([
    ['pools that are for it, in order', ad, [paid, rest], [], 'paid rest'],
    ['the next pool when the first is for others', direct, [paid, rest], [], 'rest'],
    ['a pool before a channel number', search, [rest], [organic], 'rest'],
    ['the channel number of its source when no pool is for it', search, [paid], [organic], '+74957770002'],
    ['the printed one when there is none', direct, [paid], [organic], 'printed'],
    ['no number of another medium', search, [paid], [anyAd], 'printed'],
    ['no number of another campaign', search, [paid], [spring], 'printed'],
    [
      'the channel number that says most',
      ad,
      [pool('none', { sources: ['x'] })],
      [anyAd, spring],
      '+74957770003',
    ],
    [
      'the first of equals',
      ad,
      [pool('none', { sources: ['x'] })],
      [anyAd, { ...anyAd, did: e164('+74957770009') }],
      '+74957770004',
    ],
    ['a number of this site', search, [paid], [{ ...organic, sites: ['shop', 'blog'] }], '+74957770002'],
    ['no number of other sites', search, [paid], [{ ...organic, sites: ['blog'] }], 'printed'],
  ])('is %s', (_, touchpoint, pools, channels, expected) => {
    const offer = offerNumber({ site: 'shop', touchpoint, place: NOWHERE }, pools, channels, false);
    const told = {
      lease: () => offer.kind === 'lease' && offer.ranked.map(({ id }) => id).join(' '),
      channel: () => offer.kind === 'channel' && offer.did,
      printed: () => 'printed',
    };
    expect(told[offer.kind]()).toBe(expected);
  });

  it('asks for the source first, then for the region: none serves it, none the less it is no channel’s', () => {
    const piter = pool('piter', { sources: ['yandex'] }, ['RU-SPE']);
    const moscow = pool('moscow', { sources: ['google'] }, ['RU-MOW']);
    const visit = {
      site: 'shop',
      touchpoint: search,
      place: { country: 'KZ', region: 'KZ-ALA', city: null },
    };
    expect(offerNumber(visit, [moscow, piter], [organic], true)).toEqual({
      kind: 'lease',
      ranked: [],
      taking: [piter],
    });
    expect(offerNumber({ ...visit, place: MOSCOW }, [moscow, piter], [organic], true)).toMatchObject({
      ranked: [piter],
    });
  });
});
