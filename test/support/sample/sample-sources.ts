// Where the customers of a window company in Moscow come from, and what they look at.
import type { WireTouchpoint } from '../../../src/wire/call.ts';

export const SHOP = 'https://okna-meridian.example';
/** Moscow keeps UTC+3 all year. */
export const MOSCOW_MS = 3 * 3_600_000;

export interface Source {
  readonly weight: number;
  readonly source: string;
  readonly medium: string;
  readonly campaigns: readonly (string | null)[];
  readonly terms: readonly (string | null)[];
  readonly clickId?: string;
  readonly referrer: string | null;
  /** Rubles a day; absent: nothing is paid. */
  readonly perDay?: number;
}

export const SOURCES: readonly Source[] = [
  {
    weight: 34,
    source: 'yandex',
    medium: 'cpc',
    campaigns: ['okna-moskva-poisk', 'osteklenie-balkonov', 'brend', 'rsya-retarget'],
    terms: [
      'пластиковые окна цена',
      'остекление балкона под ключ',
      'окна меридиан',
      'замена стеклопакета',
      null,
    ],
    clickId: 'yclid',
    referrer: 'https://yandex.ru/',
    perDay: 9_400,
  },
  {
    weight: 15,
    source: 'google',
    medium: 'organic',
    campaigns: [null],
    terms: [null],
    referrer: 'https://www.google.com/',
  },
  {
    weight: 13,
    source: 'yandex',
    medium: 'organic',
    campaigns: [null],
    terms: [null],
    referrer: 'https://yandex.ru/',
  },
  {
    weight: 10,
    source: 'vk',
    medium: 'social',
    campaigns: ['retarget-10-dney', 'skidka-osen'],
    terms: [null],
    referrer: 'https://vk.com/',
    perDay: 2_600,
  },
  {
    weight: 8,
    source: 'avito',
    medium: 'referral',
    campaigns: ['obyavlenie-balkony', 'obyavlenie-okna'],
    terms: [null],
    referrer: 'https://www.avito.ru/',
    perDay: 1_900,
  },
  {
    weight: 6,
    source: '2gis',
    medium: 'referral',
    campaigns: [null],
    terms: [null],
    referrer: 'https://2gis.ru/',
    perDay: 700,
  },
  {
    weight: 5,
    source: 'radio',
    medium: 'offline',
    campaigns: ['vesna-fm'],
    terms: [null],
    referrer: null,
    perDay: 3_200,
  },
  { weight: 7, source: '(direct)', medium: '(none)', campaigns: [null], terms: [null], referrer: null },
  {
    weight: 2,
    source: 'newsletter',
    medium: 'email',
    campaigns: ['noyabr'],
    terms: [null],
    referrer: null,
  },
];

export const PAGES: readonly (readonly [path: string, title: string])[] = [
  ['/', 'Окна Меридиан: ремонт и замена окон в Москве'],
  ['/okna/rehau', 'Пластиковые окна Rehau — цены с установкой'],
  ['/balkony', 'Остекление балконов и лоджий под ключ'],
  ['/steklopakety', 'Замена стеклопакета за два дня'],
  ['/ceny', 'Цены'],
  ['/otkosy', 'Откосы и подоконники'],
  ['/kontakty', 'Контакты и как проехать'],
];

export const REGIONS: readonly (readonly [string, number])[] = [
  ['RU-MOW', 52],
  ['RU-MOS', 24],
  ['RU-TVE', 5],
  ['RU-KLU', 5],
  ['RU-TUL', 5],
  ['RU-SPE', 6],
  ['RU-VLA', 3],
];

export const AGENTS = ['Анна Орлова', 'Олег Ким', 'Мария Журавлёва', 'PJSIP/104'] as const;

export function touchOf(
  source: Source,
  campaign: string | null,
  term: string | null,
  page: string,
): WireTouchpoint {
  const query =
    campaign === null
      ? ''
      : `?utm_source=${source.source}&utm_medium=${source.medium}&utm_campaign=${campaign}`;
  return {
    source: source.source,
    medium: source.medium,
    campaign,
    term,
    content: source.medium === 'cpc' ? 'obyavlenie-2' : null,
    click_ids: source.clickId === undefined ? {} : { [source.clickId]: '7718840251197669375' },
    referrer: source.referrer,
    landing_page: source.medium === 'offline' ? null : `${SHOP}${page}${query}`,
  };
}
