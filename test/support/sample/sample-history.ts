// Eleven weeks of calls to that window company, the same at each run but for the day they end on.
import type { WireAttribution, WireCall } from '../../../src/wire/call.ts';
import { attribution, call } from '../../monitor/sample-board.ts';
import { AGENTS, MOSCOW_MS, PAGES, REGIONS, SHOP, SOURCES, touchOf } from './sample-sources.ts';
import { type Seeded, seeded } from './seeded.ts';

const DAY_MS = 86_400_000;
const DAYS = 77;
/** Calls by the hour of a working day in Moscow, midnight first. */
const HOURS = [0, 0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 13, 11, 9, 9, 10, 9, 8, 7, 5, 3, 2, 1, 0];

/** Newest first; none after `now` (ms). */
export function sampleHistory(now: number): WireCall[] {
  const chance = seeded(20_261);
  const today = Math.floor((now + MOSCOW_MS) / DAY_MS) * DAY_MS - MOSCOW_MS;
  const callers = Array.from(
    { length: 900 },
    () => `+7${chance.pick(['916', '926', '903', '985', '977', '495'])}${chance.whole(1_000_000, 9_999_999)}`,
  );
  const calls: WireCall[] = [];
  const seen = new Set<string>();
  for (let day = DAYS; day >= 0; day--) {
    const begin = today - day * DAY_MS;
    const weekday = new Date(begin + MOSCOW_MS).getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    const growth = 1 + (DAYS - day) / 260;
    const count = Math.round((weekend ? 15 : 34) * growth * (0.8 + chance.next() * 0.4));
    const starts = Array.from({ length: count }, () => {
      const hour = chance.weighted(HOURS.map((weight, index) => [index, weight] as const));
      return begin + hour * 3_600_000 + Math.floor(chance.next() * 3_600_000);
    }).sort((a, b) => a - b);
    for (const at of starts) {
      const next = oneCall(chance, at, callers, seen, calls.length);
      if (at < now - 900_000) calls.push(next);
    }
  }
  return calls.reverse();
}

function oneCall(chance: Seeded, at: number, callers: string[], seen: Set<string>, index: number): WireCall {
  const withheld = chance.next() < 0.02;
  const caller = withheld ? null : chance.pick(callers);
  const repeat = caller !== null && seen.has(caller);
  if (caller !== null) seen.add(caller);
  const hour = new Date(at + MOSCOW_MS).getUTCHours();
  const missed = chance.next() < (hour < 9 || hour > 19 ? 0.55 : hour >= 12 && hour <= 13 ? 0.2 : 0.09);
  const busy = !missed && chance.next() < 0.03;
  const wait = missed ? chance.whole(12, 61) : chance.whole(3, 24);
  const talk = missed || busy ? 0 : Math.round(24 + chance.next() ** 2 * 520);
  const answer = attributed(chance);
  const target = missed || busy || talk < 60 ? (talk > 0 ? false : null) : chance.next() < 0.55;
  const sold = target === true && chance.next() < 0.26;
  const ends = at + (busy ? 1 : wait + talk) * 1000;
  const linkedid = `${Math.floor(at / 1000)}.${index + 17}`;
  const answered = !missed && !busy;
  return {
    ...call(`office-${linkedid}`, at, 0),
    linkedid,
    did:
      answer.touchpoint?.source === 'radio'
        ? '+74957770001'
        : `+749512300${String(chance.whole(1, 40)).padStart(2, '0')}`,
    caller,
    caller_name: chance.next() < 0.06 ? chance.pick(['Иван Петров', 'ООО «Ремстрой»', 'Светлана']) : null,
    state: 'ended',
    outcome: answered ? 'answered' : busy ? 'busy' : 'missed',
    end: answered
      ? chance.pick(['caller-hung-up', 'agent-hung-up'])
      : busy
        ? 'busy'
        : chance.pick(['caller-gave-up', 'no-answer']),
    answered_at: answered ? iso(at + wait * 1000) : null,
    ended_at: iso(ends),
    wait_s: busy ? 1 : wait,
    talk_s: talk,
    agents: answered ? [chance.pick(AGENTS)] : [],
    repeat,
    target,
    tags: sold ? ['замер', 'договор'] : target === true && chance.next() < 0.4 ? ['замер'] : [],
    note: sold ? 'Три окна, кухня и спальня. Замер в четверг после шести.' : null,
    value: sold ? chance.whole(28, 240) * 1000 : null,
    recording: answered ? `2026/11/${linkedid}.wav` : null,
    route: { destination: 'sales', by: 'rule', reasons: ['rule 1: region RU-MOW'], at: iso(at) },
    attribution: answer,
  };
}

function attributed(chance: Seeded): WireAttribution {
  const source = chance.weighted(SOURCES.map((one) => [one, one.weight] as const));
  const [path, title] = chance.pick(PAGES);
  const touchpoint = touchOf(source, chance.pick(source.campaigns), chance.pick(source.terms), path);
  const visitor = `v-${chance.whole(100_000, 999_999)}`;
  const own = {
    touchpoint,
    first_touch: touchpoint,
    last_non_direct_touch: source.source === '(direct)' ? null : touchpoint,
  };
  if (source.source === 'radio')
    return attribution({
      ...own,
      method: 'channel-number',
      confidence: 1,
      reasons: ['+7 495 777-00-01 is the number of the campaign vesna-fm.'],
      candidates: [],
      site: null,
      lease: null,
      session: null,
      visitor: null,
      page: null,
      region: null,
    });
  if (chance.next() < 0.05)
    return attribution({
      touchpoint: null,
      first_touch: null,
      last_non_direct_touch: null,
      method: 'overflow',
      confidence: 0.1,
      reasons: ['The pool moscow was exhausted; 9 visitors saw this number.'],
      candidates: [],
      lease: null,
      session: null,
      visitor: null,
      page: null,
      region: null,
    });
  const late = chance.next() < 0.16;
  const confidence = late ? 0.45 + chance.next() * 0.45 : 0.9 + chance.next() * 0.09;
  const session = `s-${visitor.slice(2)}`;
  const first = SOURCES[chance.whole(0, 4)] ?? source;
  return attribution({
    ...own,
    ...(chance.next() < 0.2 && { first_touch: touchOf(first, first.campaigns[0] ?? null, null, '/') }),
    method: late ? 'late-call' : 'lease',
    confidence,
    reasons: late
      ? [
          'This visitor left the site 4 min before the call.',
          'Another visitor held the number 52 min before the call.',
        ]
      : [
          'The number was lent to this visitor alone.',
          'The visitor was looking at the page when the phone rang.',
        ],
    candidates: [
      {
        lease: `L-${session}`,
        session,
        visitor,
        probability: confidence,
        source: source.source,
        campaign: touchpoint.campaign,
      },
      ...(late
        ? [
            {
              lease: null,
              session: 's-other',
              visitor: 'v-other',
              probability: (1 - confidence) * 0.7,
              source: 'google',
              campaign: null,
            },
          ]
        : []),
    ],
    site: 'okna',
    lease: `L-${session}`,
    session,
    visitor,
    page: { url: `${SHOP}${path}`, title },
    region: chance.weighted(REGIONS),
  });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
