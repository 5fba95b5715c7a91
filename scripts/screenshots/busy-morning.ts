// Who came to the shop that morning, and how their calls went.

export interface Visit {
  /** Minutes before the picture is taken. */
  readonly ago: number;
  readonly landing: string;
  /** Path and title of the page they called from. */
  readonly page: readonly [string, string];
  readonly referrer?: string;
  readonly region?: 'RU-MOW' | 'RU-SPE';
  /** Absent: somebody who only looked. */
  readonly call?: Call;
}

export interface Call {
  /** From the visit to the call, s. */
  readonly after: number;
  readonly caller: string;
  readonly agent: string;
  readonly outcome: 'answered' | 'missed' | 'busy' | 'gave-up';
  readonly wait: number;
  /** Of an answered call; absent: they are still talking. */
  readonly talk?: number;
}

const HOME = ['/', 'Okna Meridian: window repair in Moscow'] as const;
const BALCONY = ['/balcony-doors', 'Balcony doors: thresholds, latches, locks'] as const;
const GLASS = ['/glass-units', 'Cracked or misted glass, replaced in two days'] as const;
const SEALS = ['/seals', 'Draughts: new seals and adjusted sashes'] as const;
const PRICES = ['/prices', 'Prices'] as const;

const yandex = (campaign: string, term: string, more = '') =>
  `?utm_source=yandex&utm_medium=cpc&utm_campaign=${campaign}&utm_term=${term.replaceAll(' ', '+')}${more}`;
const google = (campaign: string, term: string) =>
  `?utm_source=google&utm_medium=cpc&utm_campaign=${campaign}&utm_term=${term.replaceAll(' ', '+')}&gclid=Cj0KCQiA`;

/** The channel number of demo/leaseline.yaml, called from a radio spot: no visit behind it. */
export const RADIO_CALL = {
  ago: 34,
  did: '74957770001',
  caller: '+79031147082',
  agent: 'anna',
  wait: 7,
  talk: 148,
};

export const VISITS: readonly Visit[] = [
  {
    ago: 96,
    landing: google('draughts', 'window seals moscow'),
    page: SEALS,
    call: { after: 80, caller: '+79265550134', agent: 'anna', outcome: 'answered', wait: 6, talk: 203 },
  },
  {
    ago: 81,
    landing: '?utm_source=vk&utm_medium=social&utm_campaign=autumn-post',
    page: PRICES,
    call: { after: 55, caller: '+79104418820', agent: 'oleg', outcome: 'gave-up', wait: 19 },
  },
  {
    ago: 72,
    landing: yandex('spb-windows', 'window repair spb'),
    page: HOME,
    region: 'RU-SPE',
    call: { after: 140, caller: '+79219034417', agent: 'maria', outcome: 'answered', wait: 4, talk: 312 },
  },
  {
    // The page was left long before the call: the answer is weighed, not known.
    ago: 66,
    landing: '?utm_source=newsletter&utm_medium=email&utm_campaign=november',
    page: BALCONY,
    call: { after: 22 * 60, caller: '+79671203345', agent: 'oleg', outcome: 'answered', wait: 9, talk: 95 },
  },
  {
    ago: 27,
    landing: '',
    page: GLASS,
    referrer: 'https://2gis.ru/moscow/search/window%20repair',
    call: { after: 90, caller: '+79168820456', agent: 'anna', outcome: 'answered', wait: 5, talk: 167 },
  },
  {
    ago: 19,
    landing: yandex('windows-moscow', 'plastic window repair'),
    page: HOME,
    call: { after: 65, caller: '+79857713029', agent: 'oleg', outcome: 'busy', wait: 3 },
  },
  {
    ago: 13,
    landing: google('glass-units', 'misted window'),
    page: GLASS,
    call: { after: 70, caller: '+79256640918', agent: 'maria', outcome: 'answered', wait: 8, talk: 241 },
  },
  { ago: 11, landing: yandex('windows-moscow', 'handle repair'), page: PRICES },
  { ago: 7, landing: yandex('spb-windows', 'balcony door spb'), page: BALCONY, region: 'RU-SPE' },
  { ago: 5, landing: '', page: HOME, referrer: 'https://yandex.ru/' },
  {
    // The customer who found the line busy.
    ago: 4.2,
    landing: yandex('windows-moscow', 'plastic window repair', '&yclid=7718840215530217473'),
    page: PRICES,
    call: { after: 60, caller: '+79857713029', agent: 'oleg', outcome: 'answered', wait: 5 },
  },
  { ago: 2.5, landing: '?utm_source=vk&utm_medium=social&utm_campaign=autumn-post', page: SEALS },
  {
    ago: 1.6,
    landing: google('draughts', 'cold window what to do'),
    page: SEALS,
    region: 'RU-SPE',
    call: { after: 80, caller: '+79112386604', agent: 'maria', outcome: 'missed', wait: 60 },
  },
  {
    ago: 1,
    landing: yandex('windows-moscow', 'window repair today', '&utm_content=ad-2&yclid=7718840251197669375'),
    page: HOME,
    call: { after: 52, caller: '+79164403172', agent: 'anna', outcome: 'missed', wait: 60 },
  },
];
