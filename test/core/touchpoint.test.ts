// Where a visit came from, by the landing URL and the referrer.
import { describe, expect, it } from 'vitest';
import { isNewCampaign, touchpointOf } from '../../src/core/touchpoint.ts';

const OWN = ['https://shop.example.ru'];
const at = (url: string, referrer: string | null = null) => touchpointOf({ url, referrer, ownOrigins: OWN });

describe('touchpointOf', () => {
  it('reads utm parameters and click ids', () => {
    const url =
      'https://shop.example.ru/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&utm_term=%D0%BE%D0%BA%D0%BD%D0%B0&utm_content=a1&yclid=123';
    expect(at(url, 'https://yandex.ru/')).toEqual({
      source: 'yandex',
      medium: 'cpc',
      campaign: 'brand',
      term: 'окна',
      content: 'a1',
      clickIds: { yclid: '123' },
      referrer: 'https://yandex.ru/',
      landingPage: url,
    });
  });

  it.each([
    ['https://shop.example.ru/?gclid=x', null, 'google', 'cpc'],
    ['https://shop.example.ru/?yclid=x', 'https://yandex.ru/', 'yandex', 'cpc'],
    ['https://shop.example.ru/?fbclid=x', 'https://l.facebook.com/', 'facebook', 'social'],
    ['https://shop.example.ru/', 'https://yandex.ru/search', 'yandex', 'organic'],
    ['https://shop.example.ru/', 'https://www.google.co.uk/', 'google', 'organic'],
    ['https://shop.example.ru/', 'https://m.vk.com/wall', 'vk', 'social'],
    ['https://shop.example.ru/', 'https://yandex.com.tr/', 'yandex', 'organic'],
    ['https://shop.example.ru/', 'https://yandex.evil.com/', 'yandex.evil.com', 'referral'],
    ['https://shop.example.ru/', 'https://www.blog.example.com/post', 'blog.example.com', 'referral'],
    ['https://shop.example.ru/?from=flyer', null, 'flyer', 'referral'],
    ['https://shop.example.ru/?_openstat=market;1;2;3', null, 'market', 'referral'],
    ['https://shop.example.ru/?utm_source=mail', null, 'mail', '(not set)'],
    ['https://shop.example.ru/', 'https://shop.example.ru/other', '(direct)', '(none)'],
    ['https://shop.example.ru/', null, '(direct)', '(none)'],
    ['', null, '(direct)', '(none)'],
    ['not a url at all', 'nor this', '(direct)', '(none)'],
  ])('%s from %s is %s / %s', (url, referrer, source, medium) => {
    expect(at(url, referrer)).toMatchObject({ source, medium });
  });

  it('cuts what strangers make too long', () => {
    expect(at(`https://x/?utm_source=${'a'.repeat(5_000)}`).source).toHaveLength(300);
  });
});

describe('isNewCampaign', () => {
  it.each([
    ['https://shop.example.ru/?utm_source=a&utm_medium=cpc', null, true],
    ['https://shop.example.ru/', 'https://google.com/', true],
    ['https://shop.example.ru/', 'https://bank.example/paid', false],
    ['https://shop.example.ru/', 'https://shop.example.ru/', false],
    ['https://shop.example.ru/', null, false],
  ])('%s from %s: %s', (url, referrer, expected) => {
    expect(isNewCampaign(at(url, referrer))).toBe(expected);
  });
});
