// What the seeded year is made of: two sites, their advertising, pages, regions, pools and agents.
import type { Touchpoint } from '../../src/core/touchpoint.ts';
import type { Dice } from './dice.ts';

interface Channel {
  readonly source: string;
  readonly medium: string;
  readonly weight: number;
  readonly campaigns: readonly string[];
  readonly terms: readonly string[];
  readonly contents: readonly string[];
  /** Owner's currency a day and campaign. */
  readonly cost: number;
}

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);

export const CHANNELS: readonly Channel[] = [
  {
    source: 'yandex',
    medium: 'cpc',
    weight: 34,
    campaigns: numbered('windows moscow', 14),
    terms: numbered('plastic windows price', 1_500),
    contents: numbered('banner', 24),
    cost: 2_400,
  },
  {
    source: 'google',
    medium: 'cpc',
    weight: 12,
    campaigns: numbered('balcony glazing', 8),
    terms: numbered('balcony glazing turnkey', 900),
    contents: numbered('advert', 16),
    cost: 1_500,
  },
  {
    source: 'vk',
    medium: 'social',
    weight: 9,
    campaigns: numbered('renovation', 10),
    terms: [],
    contents: numbered('post', 40),
    cost: 700,
  },
  {
    source: '2gis',
    medium: 'maps',
    weight: 6,
    campaigns: ['card', 'rubric'],
    terms: [],
    contents: [],
    cost: 300,
  },
  { source: 'yandex', medium: 'organic', weight: 14, campaigns: [], terms: [], contents: [], cost: 0 },
  { source: 'google', medium: 'organic', weight: 8, campaigns: [], terms: [], contents: [], cost: 0 },
  {
    source: 'mailing',
    medium: 'email',
    weight: 3,
    campaigns: numbered('digest', 52),
    terms: [],
    contents: ['top', 'foot'],
    cost: 40,
  },
  {
    source: 'forum.example.ru',
    medium: 'referral',
    weight: 2,
    campaigns: [],
    terms: [],
    contents: [],
    cost: 0,
  },
  { source: '(direct)', medium: '(none)', weight: 12, campaigns: [], terms: [], contents: [], cost: 0 },
];

/** Numbers shown in one channel only: no visit is known. */
export const OFFLINE: readonly Touchpoint[] = [
  ['radio', 'offline', 'morning show'],
  ['print', 'offline', 'metro'],
  ['avito', 'referral', 'listing'],
].map(([source = '', medium = '', campaign = '']) => ({
  source,
  medium,
  campaign,
  term: null,
  content: null,
  clickIds: {},
  referrer: null,
  landingPage: null,
}));

export const SITES = [
  { id: 'shop', weight: 8, origin: 'https://shop.example.ru' },
  { id: 'dacha', weight: 2, origin: 'https://dacha.example.ru' },
] as const;

export const PAGES: readonly string[] = [
  '/',
  '/windows',
  '/prices',
  '/contacts',
  ...Array.from({ length: 400 }, (_, n) => `/catalogue/item-${n + 1}`),
];

/** With a pool each; a region of no pool of its own has the first one's. */
export const REGIONS = [
  { id: 'RU-MOW', weight: 46, pool: 'moscow' },
  { id: 'RU-MOS', weight: 22, pool: 'moscow' },
  { id: 'RU-SPE', weight: 14, pool: 'petersburg' },
  { id: 'RU-LEN', weight: 5, pool: 'petersburg' },
  ...['RU-TVE', 'RU-KLU', 'RU-TUL', 'RU-RYA', 'RU-VLA', 'RU-YAR', 'RU-SMO', 'RU-NIZ', 'RU-TA', 'RU-SAM'].map(
    (id) => ({ id, weight: 1.3, pool: 'moscow' }),
  ),
] as const;

/** First number and how many. */
export const POOLS = { moscow: [74951230000, 400], petersburg: [78121230000, 120] } as const;
export const OVERFLOW = '+74951239999';

export const AGENTS: readonly string[] = Array.from({ length: 14 }, (_, n) => `PJSIP/${101 + n}`);

/** Visits an hour of the day, to one another. */
export const HOURS = [2, 1, 1, 1, 1, 2, 4, 8, 14, 20, 24, 25, 24, 23, 23, 22, 21, 20, 19, 18, 16, 13, 9, 5];
/** Sunday first, as days are numbered since 1970-01-01 plus four. */
export const WEEKDAYS = [0.6, 1.1, 1.15, 1.1, 1.1, 1, 0.7];

export function aTouch(dice: Dice, channel: Channel, origin: string, path: string): Touchpoint {
  const of = (names: readonly string[]) => (names.length > 0 ? dice.pickEarly(names) : null);
  const campaign = of(channel.campaigns);
  const query =
    campaign === null
      ? ''
      : `?utm_source=${channel.source}&utm_medium=${channel.medium}&utm_campaign=${encodeURIComponent(campaign)}`;
  return {
    source: channel.source,
    medium: channel.medium,
    campaign,
    term: of(channel.terms),
    content: of(channel.contents),
    clickIds: channel.medium === 'cpc' ? { yclid: String(dice.below(2 ** 31)) } : {},
    referrer: channel.source === '(direct)' ? null : `https://${channel.source}/`,
    landingPage: `${origin}${path}${query}`,
  };
}
