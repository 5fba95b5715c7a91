// The keys about DIDs: pools, channel numbers, and the websites that show them.
import { z } from 'zod';
import { CONSENTS } from '../core/consent.ts';
import { origin } from './address.ts';
import { choice, flag, id, numberText, text, textLeaf } from './leaf.ts';
import { bad, good, quoted } from './reading.ts';
import { region, regionOrAll } from './region.ts';

const OnlySchema = z.strictObject({
  sources: z
    .array(text())
    .prefault([])
    .describe('Sources (utm_source, or the one recognised: yandex, google, vk, "(direct)"). Empty: any.'),
  mediums: z
    .array(text())
    .prefault([])
    .describe('Mediums (utm_medium, or the one recognised: cpc, organic, social, referral). Empty: any.'),
  campaigns: z.array(text()).prefault([]).describe('Campaigns (utm_campaign). Empty: any.'),
});

export const PoolSchema = z.strictObject({
  id: id().meta({ description: 'A short name; sites refer to it.', example: 'moscow' }),
  regions: z
    .array(regionOrAll())
    .prefault([])
    .describe(
      'Whose visitors it serves: ISO 3166-2 codes (RU-MOW), countries (RU) or "*". Empty: everybody.',
    ),
  neighbours: z
    .array(region())
    .prefault([])
    .describe('Regions it also serves when their own pool is missing or exhausted.'),
  only: OnlySchema.prefault({}).describe(
    'The visits it is for. Others get a number of the next pool of their site, else the channel number of their source, else see the printed one.',
  ),
  numbers: z.array(numberText()).min(1).meta({
    description: 'The DIDs to lend: single numbers and ranges, in E.164 or the national form of `country`.',
    example: '["+74951230001-+74951230040"]',
  }),
  disabled: z
    .array(numberText())
    .prefault([])
    .describe(
      'Those of `numbers` that are not to be lent for now. Calls to them are still followed and attributed.',
    ),
  overflow: numberText()
    .optional()
    .describe(
      'The DID shown when the pool is exhausted. Its calls are known by site only. Without it the page keeps its printed number.',
    ),
});

export const ChannelNumberSchema = z.strictObject({
  number: numberText().meta({
    description: 'A DID used for this one channel, never lent.',
    example: '"+74957770001"',
  }),
  source: text().meta({ description: 'What its calls are credited to.', example: 'radio' }),
  medium: text().prefault('offline').describe('The kind of channel.'),
  campaign: text().optional().describe('The campaign, if any.'),
  term: text().optional().describe('The search term or target group, if any.'),
  content: text().optional().describe('The version of the advertisement, if any.'),
  sites: z
    .array(id())
    .prefault([])
    .describe(
      'Sites that may show it to a visit of this source and medium that none of their pools is for. Empty: all.',
    ),
});

const MoreNumberSchema = z.strictObject({
  number: numberText().meta({
    description: 'The number printed on the pages.',
    example: '"+78123334455"',
  }),
  pools: z.array(id()).min(1).meta({
    description: 'The pools that numbers in its place come from, in order of preference.',
    example: '[piter]',
  }),
  name: id().optional().describe("What the page's own scripts call it: `leaseline('number', 'piter')`."),
});

const SnippetSchema = z.strictObject({
  consent: choice(CONSENTS)
    .prefault('full')
    .describe(
      'What visitors are taken to have agreed to until the page says otherwise: `full`; `anonymous` (a number of their own, nothing is stored in the browser nor kept that tells them apart); `none` (the printed number).',
    ),
  honour_gpc: flag()
    .prefault(true)
    .describe('Whether a browser that sends Global Privacy Control keeps the printed number.'),
  messengers: flag()
    .prefault(false)
    .describe(
      'Whether sms:, WhatsApp and Viber links to a printed number are swapped, too. Only if your pool numbers have accounts there: a link to a number without one is a lost customer.',
    ),
  publish: z
    .array(publication())
    .prefault([])
    .describe(
      'Where lent numbers and taps on them are told: `dataLayer` (Google Tag Manager), `gtag` (Google Analytics), `ym:12345678` (a Yandex.Metrica counter).',
    ),
  selectors: z
    .array(text())
    .prefault([])
    .describe(
      'CSS selectors of elements that show the number whatever stands there now (a logo, a call-me button).',
    ),
});

function publication() {
  return textLeaf<string>((written) =>
    /^(dataLayer|gtag|ym:\d{1,12})$/.test(written)
      ? good(written)
      : bad(
          `${quoted(written)} is no place to tell`,
          'Write dataLayer, gtag or ym: and a counter, such as ym:12345678.',
        ),
  );
}

export const SiteSchema = z.strictObject({
  id: id().meta({ description: 'A short name; it stands in the address of its script.', example: 'shop' }),
  origins: z.array(origin()).min(1).meta({
    description: 'Where its pages live: scheme://host[:port]. Pages from elsewhere get no numbers.',
    example: '["https://shop.example.ru"]',
  }),
  replace: z
    .array(numberText())
    .min(1)
    .meta({ description: 'The numbers printed on its pages.', example: '["+74951112233"]' }),
  pools: z.array(id()).min(1).meta({
    description: 'The pools its visitors get numbers from, by id, in order of preference.',
    example: '[moscow]',
  }),
  more_numbers: z
    .array(MoreNumberSchema)
    .prefault([])
    .describe(
      "Numbers printed beside those, each with pools of its own: another city's, another department's.",
    ),
  snippet: SnippetSchema.prefault({}).describe('What the swap script does on its pages.'),
});
