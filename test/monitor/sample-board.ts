// A believable board for tests and for working on the monitor: calls, pools, PBX links of a window shop.
import type { WireAttribution, WireCall, WireTouchpoint } from '../../src/wire/call.ts';
import type { WirePbx } from '../../src/wire/live.ts';
import type { WirePool } from '../../src/wire/pool.ts';

export interface SampleBoard {
  calls: WireCall[];
  pools: WirePool[];
  pbxs: WirePbx[];
}

export function touchpoint(changes: Partial<WireTouchpoint> = {}): WireTouchpoint {
  return {
    source: 'yandex',
    medium: 'cpc',
    campaign: 'brand-moscow-autumn',
    term: 'пластиковые окна цена',
    content: 'ad-2-sale',
    click_ids: { yclid: '17093351240183021567', ysclid: 'm3t1x0c8k2' },
    referrer: 'https://yandex.ru/',
    landing_page: 'https://shop.example.ru/windows/rehau?utm_source=yandex&utm_medium=cpc',
    ...changes,
  };
}

export function attribution(changes: Partial<WireAttribution> = {}): WireAttribution {
  return {
    method: 'lease',
    confidence: 0.97,
    reasons: [
      'The visitor clicked the number 9 s before the call.',
      'Nobody else held this number in the last 6 h.',
    ],
    candidates: [
      {
        lease: 'L1',
        session: 's1',
        visitor: 'v1',
        probability: 0.97,
        source: 'yandex',
        campaign: 'brand-moscow-autumn',
      },
    ],
    site: 'shop',
    lease: 'L1',
    session: 's1',
    visitor: 'v-8f2c01',
    touchpoint: touchpoint(),
    first_touch: touchpoint(),
    last_non_direct_touch: touchpoint(),
    page: { url: 'https://shop.example.ru/delivery', title: 'Доставка и установка — Окна у дома' },
    region: 'RU-MOW',
    ...changes,
  };
}

export const ATTRIBUTIONS: Record<string, WireAttribution> = {
  cpc: attribution(),
  late: attribution({
    method: 'late-call',
    confidence: 0.64,
    reasons: [
      'This visitor left the site 4 min before the call.',
      'Another visitor held the number 52 min before the call.',
    ],
    session: 's7',
    candidates: [
      {
        lease: 'L7',
        session: 's7',
        visitor: 'v7',
        probability: 0.64,
        source: 'google',
        campaign: 'windows-spb',
      },
      {
        lease: 'L6',
        session: 's6',
        visitor: 'v6',
        probability: 0.21,
        source: 'vk',
        campaign: 'retarget-10-days',
      },
      { lease: 'L5', session: 's5', visitor: 'v5', probability: 0.06, source: '(direct)', campaign: null },
    ],
    touchpoint: touchpoint({
      source: 'google',
      medium: 'cpc',
      campaign: 'windows-spb',
      term: 'окна спб с установкой',
      click_ids: { gclid: 'Cj0KCQiA88a5BhDPARIsAFj595i4yT0cQ' },
    }),
    page: { url: 'https://shop.example.ru/contacts', title: 'Контакты' },
    region: 'RU-SPE',
  }),
  code: attribution({
    method: 'visit-code',
    confidence: 0.99,
    reasons: [
      'The caller read out visit code 12345, which the page showed to this visit alone.',
      'Without the code the answer was another visit from yandex / cpc (64 % sure).',
    ],
    session: 's9',
    candidates: [
      {
        lease: null,
        session: 's9',
        visitor: 'v9',
        probability: 0.99,
        source: 'avito',
        campaign: 'balconies',
      },
    ],
    touchpoint: touchpoint({ source: 'avito', medium: 'referral', campaign: 'balconies', click_ids: {} }),
    first_touch: touchpoint({ source: 'vk', medium: 'social', campaign: 'spring' }),
    last_non_direct_touch: touchpoint({ source: 'avito', medium: 'referral', campaign: 'balconies' }),
  }),
  organic: attribution({
    confidence: 0.91,
    reasons: ['The visitor was looking at the page when the phone rang.'],
    touchpoint: touchpoint({
      source: 'google',
      medium: 'organic',
      campaign: null,
      term: null,
      content: null,
      click_ids: {},
      landing_page:
        'https://shop.example.ru/balconies/%D0%BE%D1%81%D1%82%D0%B5%D0%BA%D0%BB%D0%B5%D0%BD%D0%B8%D0%B5',
    }),
    page: { url: 'https://shop.example.ru/balconies', title: 'Остекление балконов' },
    region: 'RU-MOS',
  }),
  known: attribution({
    method: 'caller-history',
    confidence: 0.78,
    reasons: ['The same caller rang 3 days ago from this visit.', 'No visit of theirs holds the number now.'],
    touchpoint: touchpoint({
      source: 'vk',
      medium: 'social',
      campaign: 'retarget-10-days',
      term: null,
      content: 'carousel-3',
      click_ids: {},
    }),
    page: null,
    region: 'RU-NIZ',
  }),
  radio: attribution({
    method: 'channel-number',
    confidence: 1,
    reasons: ['+7 495 777-00-01 is the number of the spring radio campaign.'],
    candidates: [],
    site: null,
    session: null,
    visitor: null,
    touchpoint: touchpoint({
      source: 'radio',
      medium: 'offline',
      campaign: 'spring',
      term: null,
      content: null,
      click_ids: {},
      referrer: null,
      landing_page: null,
    }),
    page: null,
    region: null,
  }),
  direct: attribution({
    method: 'visit-code',
    confidence: 0.99,
    reasons: ['The operator entered the visit code 4172.'],
    touchpoint: touchpoint({
      source: '(direct)',
      medium: '(none)',
      campaign: null,
      term: null,
      content: null,
      click_ids: {},
      referrer: null,
      landing_page: 'https://shop.example.ru/',
    }),
    page: { url: 'https://shop.example.ru/sale', title: 'Распродажа' },
    region: 'KZ-ALA',
  }),
  overflow: attribution({
    method: 'overflow',
    confidence: 0.12,
    reasons: ['The pool moscow was exhausted; 9 visitors saw this number.'],
    candidates: [
      {
        lease: null,
        session: 's31',
        visitor: 'v31',
        probability: 0.12,
        source: 'yandex',
        campaign: 'brand-moscow-autumn',
      },
      { lease: null, session: 's32', visitor: 'v32', probability: 0.11, source: 'google', campaign: null },
    ],
    session: null,
    visitor: null,
    touchpoint: null,
    page: null,
    region: null,
  }),
  none: attribution({
    method: 'none',
    confidence: 0,
    reasons: ['Nobody held this number in the last 7 days.'],
    candidates: [],
    site: null,
    session: null,
    visitor: null,
    touchpoint: null,
    page: null,
    region: null,
  }),
};

/** A call that began `ago` seconds before `now` (ms); ringing unless told otherwise. */
export function call(id: string, now: number, ago: number, changes: Partial<WireCall> = {}): WireCall {
  return {
    id,
    pbx: 'office',
    linkedid: `17324${id}.10`,
    did: '+74951230005',
    caller: '+79161234567',
    caller_name: null,
    state: 'ringing',
    outcome: null,
    end: null,
    started_at: iso(now - ago * 1000),
    answered_at: null,
    ended_at: null,
    wait_s: null,
    talk_s: null,
    agents: [],
    repeat: false,
    target: null,
    tags: [],
    note: null,
    value: null,
    recording: null,
    route: null,
    attribution: attribution(),
    ...changes,
  };
}

export function answered(ringing: WireCall, now: number, agent: string): WireCall {
  return {
    ...ringing,
    state: 'answered',
    answered_at: iso(now),
    wait_s: (now - Date.parse(ringing.started_at)) / 1000,
    agents: [agent],
  };
}

export function ended(call: WireCall, now: number, changes: Partial<WireCall> = {}): WireCall {
  const talked = call.answered_at !== null;
  return {
    ...call,
    state: 'ended',
    outcome: talked ? 'answered' : 'missed',
    end: talked ? 'caller-hung-up' : 'caller-gave-up',
    ended_at: iso(now),
    wait_s: (Date.parse(call.answered_at ?? iso(now)) - Date.parse(call.started_at)) / 1000,
    talk_s: talked ? (now - Date.parse(call.answered_at ?? '')) / 1000 : 0,
    ...changes,
  };
}

export const POOLS: WirePool[] = [
  pool('moscow', ['RU-MOW', 'RU-MOS'], {
    free: 9,
    leased: 19,
    lingering: 5,
    cooling: 8,
    held: 3,
    granted: 1842,
  }),
  pool('petersburg', ['RU-SPE', 'RU-LEN'], {
    free: 0,
    leased: 16,
    lingering: 3,
    cooling: 0,
    disabled: 1,
    held: 2,
    granted: 973,
    overflowed: 14,
    sizing: {
      measured_from: '2026-01-01T00:00:00.000Z',
      measured_to: '2026-01-15T12:00:00.000Z',
      busy_hour_arrivals: 96,
      mean_hold_s: 656,
      offered_erlangs: 17.493,
      blocking: 0.112,
      numbers_needed: 27,
      advice:
        'Pool petersburg: 19 numbers; the busiest hours offer 17.5 erlangs; with 19 numbers about 11 % of visitors see the overflow number; add 8 numbers for at most 1 %.',
    },
  }),
  pool('russia', ['*'], { free: 61, leased: 22, lingering: 7, cooling: 10, held: 0, granted: 3310 }),
];

export function pool(id: string, regions: string[], counts: Partial<WirePool>): WirePool {
  const { free = 0, leased = 0, lingering = 0, cooling = 0, disabled = 0, held = 0 } = counts;
  const size = free + leased + lingering + cooling + disabled;
  const utilisation = size === 0 ? 0 : Math.min(1, (leased + lingering) / size);
  return {
    id,
    regions,
    size,
    free,
    leased,
    lingering,
    cooling,
    disabled,
    held,
    utilisation,
    granted: 0,
    overflowed: 0,
    sizing: null,
    ...counts,
  };
}

export function pbx(name: string, now: number, changes: Partial<WirePbx> = {}): WirePbx {
  return { name, up: true, since: iso(now - 5_400_000), version: '22.10.1', reason: null, ...changes };
}

const CALLERS = [
  '+79161234567',
  '+79035550142',
  '+74957008811',
  '+79261112233',
  '+78123334455',
  '+375291234567',
  '+79817776655',
];
const DIDS = ['+74951230005', '+74951230017', '+78123090002', '+74957770001', '+74951230031'];

/** A busy morning: two ringing, two talking, twenty-four ended. */
export function busyBoard(now: number): SampleBoard {
  const kinds = Object.keys(ATTRIBUTIONS);
  const past = Array.from({ length: 24 }, (_, index) => {
    const ago = 240 + index * 431 + (index % 5) * 37;
    const start = now - ago * 1000;
    const rung = call(`e${index}`, start, 0, {
      caller: index % 11 === 7 ? null : (CALLERS[index % CALLERS.length] ?? null),
      did: DIDS[index % DIDS.length] ?? '',
      repeat: index % 4 === 1,
      attribution: ATTRIBUTIONS[kinds[(index * 3) % kinds.length] ?? 'cpc'] ?? attribution(),
    });
    const wait = 4000 + (index % 6) * 3700;
    if (index % 6 === 2) return ended(rung, start + wait * 2);
    if (index % 12 === 5) return ended(rung, start + 900, { outcome: 'busy', end: 'busy' });
    if (index === 15) return ended(rung, start + 40_000, { outcome: 'unknown', end: 'lost' });
    return ended(answered(rung, start + wait, 'PJSIP/101'), start + wait + 21_000 + index * 17_300, {
      end: index % 3 === 0 ? 'agent-hung-up' : 'caller-hung-up',
      recording: `2024/11/22/in-7495123-${index}.wav`,
      ...(index % 5 === 0 ? { tags: ['measure', 'sale'], note: 'Замер в четверг', value: 148_500 } : {}),
    });
  });
  return {
    calls: [
      call('r1', now, 7, {
        repeat: true,
        caller_name: 'Иван Петров',
        attribution: ATTRIBUTIONS['cpc'] ?? attribution(),
      }),
      call('r2', now, 2, {
        caller: '+78123334455',
        did: '+78123090002',
        attribution: ATTRIBUTIONS['late'] ?? attribution(),
      }),
      answered(
        call('t1', now, 81, {
          caller: '+79261112233',
          did: '+74951230017',
          attribution: ATTRIBUTIONS['organic'] ?? attribution(),
        }),
        now - 72_000,
        'PJSIP/101',
      ),
      answered(
        call('t2', now, 204, {
          caller: '+79035550142',
          did: '+74951239999',
          attribution: ATTRIBUTIONS['overflow'] ?? attribution(),
        }),
        now - 198_000,
        'Анна Орлова',
      ),
      ...past,
    ],
    pools: POOLS,
    pbxs: [pbx('office', now), pbx('warehouse', now, { version: '20.9.3' })],
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
