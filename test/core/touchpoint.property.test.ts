// Queries are read as URLSearchParams reads them, whatever a stranger's link holds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { touchpointOf } from '../../src/core/touchpoint.ts';

const name = fc.constantFrom(
  'utm_campaign',
  'utm%5Fcampaign',
  'utm_term',
  'yclid',
  'utm_source',
  'other',
  '',
);
const value = fc.oneof(
  fc.string(),
  fc.webQueryParameters(),
  fc.constantFrom('%', '%zz', '%d0%be+%20', '+', '%2b', '=', '%00', 'a=b', '%D0'),
);
const pair = fc.oneof(
  fc.tuple(name, value).map(([key, text]) => `${key}=${text.replaceAll(/[&#]/g, '')}`),
  name,
  fc.constant('&'),
);

it('finds the first of each parameter, decoded, trimmed and cut', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
      const query = pairs.join('&');
      const expected = (key: string) => new URLSearchParams(query).get(key)?.trim().slice(0, 300) || null;
      const { campaign, term, clickIds, source } = touchpointOf({
        url: `https://shop.example.ru/?${query}#top`,
        referrer: null,
        ownOrigins: [],
      });
      expect([campaign, term]).toEqual([expected('utm_campaign'), expected('utm_term')]);
      expect(clickIds['yclid'] ?? null).toBe(expected('yclid'));
      if (expected('utm_source') !== null) expect(source).toBe(expected('utm_source'));
    }),
  );
});
