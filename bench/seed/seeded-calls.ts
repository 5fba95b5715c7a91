// Calls of visitors, of callers who call again, and of channels without a website.
import type { Attribution, Candidate } from '../../src/core/attribution.ts';
import type { CallRecord } from '../../src/core/call-record.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Touchpoint } from '../../src/core/touchpoint.ts';
import type { Dice } from './dice.ts';
import type { SeededVisit } from './seeded-visits.ts';
import { AGENTS, OFFLINE, OVERFLOW } from './shop-world.ts';

/** Callers who may call again, and visits that others are mixed up with. */
const REMEMBERED = 2_000;
const NOBODY = {
  candidates: [],
  site: null,
  lease: null,
  session: null,
  visitor: null,
  touchpoint: null,
  firstTouch: null,
  lastNonDirectTouch: null,
  page: null,
  region: null,
} as const;

export class SeededCalls {
  readonly #dice: Dice;
  readonly #recent: SeededVisit[] = [];
  readonly #callers: { readonly caller: E164; readonly visit: SeededVisit }[] = [];
  #made = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Somebody who saw this number calls, some minutes later. */
  ofVisit(visit: SeededVisit): CallRecord {
    const dice = this.#dice;
    const caller = `+79${String(dice.below(1e9)).padStart(9, '0')}` as E164;
    this.#remember(this.#callers, { caller, visit });
    const at = visit.session.lastSeenAt + Math.floor(dice.around(120_000));
    const confidence = dice.chance(0.55) ? 0.96 + dice.below(40) / 1_000 : 0.2 + dice.below(700) / 1_000;
    const attribution = this.#attribution(visit, confidence, 'lease');
    this.#remember(this.#recent, visit);
    return this.#record(at, visit.lease?.did ?? (OVERFLOW as E164), caller, attribution);
  }

  /** One who called before, without a visit of now; or nobody knows who, or by radio. */
  ofNow(at: number): CallRecord {
    const dice = this.#dice;
    const known = this.#callers[dice.below(this.#callers.length)];
    const kind = dice.roll();
    if (known && kind < 0.6) {
      const attribution = this.#attribution(known.visit, 0.8, 'caller-history');
      return this.#record(at, known.visit.lease?.did ?? (OVERFLOW as E164), known.caller, attribution);
    }
    const caller = dice.chance(0.2) ? null : (`+79${String(dice.below(1e9)).padStart(9, '0')}` as E164);
    if (kind < 0.7) {
      const attribution = { ...NOBODY, method: 'overflow', confidence: 0, reasons: ['Overflow'] } as const;
      return this.#record(at, OVERFLOW as E164, caller, attribution);
    }
    const touchpoint = dice.pickEarly(OFFLINE);
    const did = `+7495777000${OFFLINE.indexOf(touchpoint) + 1}` as E164;
    const reasons = ['This number is only shown in one channel'];
    return this.#record(at, did, caller, {
      ...NOBODY,
      method: 'channel-number',
      confidence: 1,
      reasons,
      touchpoint,
    });
  }

  #remember<Item>(items: Item[], item: Item): void {
    items[items.length < REMEMBERED ? items.length : this.#dice.below(REMEMBERED)] = item;
  }

  #attribution(visit: SeededVisit, confidence: number, method: Attribution['method']): Attribution {
    const dice = this.#dice;
    const candidates = [candidateOf(visit, confidence)];
    let left = 1 - confidence;
    while (left > 0.05 && candidates.length < 4) {
      const other = this.#recent[dice.below(this.#recent.length)];
      if (!other) break;
      candidates.push(candidateOf(other, Math.round(left * 500) / 1_000));
      left /= 2;
    }
    const { session, lease, firstTouch, lastNonDirectTouch } = visit;
    return {
      method,
      confidence,
      reasons: [
        'The number was lent to this visitor when the call began.',
        'Another visitor held it before.',
      ],
      candidates,
      site: session.site,
      lease: lease?.token ?? null,
      session: session.id,
      visitor: session.visitor,
      touchpoint: session.touchpoint,
      firstTouch,
      lastNonDirectTouch,
      page: session.page,
      region: session.place.region,
    };
  }

  #record(startedAt: number, did: E164, caller: E164 | null, attribution: Attribution): CallRecord {
    const dice = this.#dice;
    const n = ++this.#made;
    const uniqueid = `${Math.floor(startedAt / 1_000)}.${n}`;
    const outcome = dice.weighted(OUTCOMES).name;
    const answered = outcome === 'answered';
    const wait = 2_000 + Math.floor(dice.around(answered ? 9_000 : 25_000));
    const talkedMs = answered ? 3_000 + Math.floor(dice.around(150_000)) : 0;
    const target = answered ? talkedMs > 120_000 : null;
    return {
      call: {
        id: `office-${uniqueid}`,
        pbx: 'office',
        linkedid: uniqueid,
        did,
        didRaw: did.slice(1),
        caller,
        callerRaw: caller?.slice(1) ?? null,
        callerName: null,
        redirectedFrom: null,
        state: 'ended',
        outcome,
        end: answered ? 'caller-hung-up' : 'caller-gave-up',
        startedAt,
        answeredAt: answered ? startedAt + wait : null,
        endedAt: startedAt + wait + talkedMs,
        talkedMs,
        talkingSince: null,
        agents: answered ? [dice.pickEarly(AGENTS)] : [],
        recording: null,
      },
      attribution,
      attributedAt: startedAt,
      repeat: attribution.method === 'caller-history',
      annotations: {
        tags: [],
        note: null,
        value: target && dice.chance(0.3) ? 1_000 * (5 + dice.below(120)) : null,
        target,
      },
      route: null,
    };
  }
}

const OUTCOMES = [
  { name: 'answered', weight: 78 },
  { name: 'missed', weight: 16 },
  { name: 'busy', weight: 4 },
  { name: 'failed', weight: 2 },
] as const;

function candidateOf({ session, lease }: SeededVisit, probability: number): Candidate {
  const { source, campaign }: Touchpoint = session.touchpoint;
  const { id, site, visitor } = session;
  return { site, lease: lease?.token ?? null, session: id, visitor, probability, source, campaign };
}
