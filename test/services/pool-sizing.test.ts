// Measuring the pools' load from the journal: in pieces, later than the writes, without waiting for anybody.
import { describe, expect, it } from 'vitest';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { EndedHold, LoadJournal, Piece, ReadUpTo, TurnedAway } from '../../src/ports/load-journal.ts';
import { PoolSizingService } from '../../src/services/pool-sizing.ts';
import { e164 } from '../support/builders.ts';
import { FakeClock, NOON } from '../support/fake-clock.ts';
import { MINUTE, noLateCalls, POLICY, SECOND } from '../support/lease-policy.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A journal in memory, that counts how it is read. */
class MemoryLoad implements LoadJournal {
  readonly holds: (EndedHold & { endedAt: number })[] = [];
  readonly visits: (TurnedAway & { seenAt: number })[] = [];
  readonly pieces: number[] = [];
  failure: Error | null = null;

  endedHolds(after: ReadUpTo, before: number, limit: number): Piece<EndedHold> {
    if (this.failure) throw this.failure;
    return this.#piece(this.holds, ({ endedAt }) => endedAt, after, before, limit);
  }

  turnedAway(after: ReadUpTo, before: number, limit: number): Piece<TurnedAway> {
    return this.#piece(this.visits, ({ seenAt }) => seenAt, after, before, limit);
  }

  #piece<Item>(
    rows: readonly Item[],
    timeOf: (item: Item) => number,
    after: ReadUpTo,
    before: number,
    limit: number,
  ): Piece<Item> {
    const left = rows
      .filter((item) => timeOf(item) >= after.at && timeOf(item) < before)
      .map((item) => ({ at: timeOf(item), id: String(rows.indexOf(item)).padStart(9, '0'), item }))
      .filter(({ at, id }) => at > after.at || id > after.id)
      .sort((one, two) => one.at - two.at)
      .slice(0, limit);
    this.pieces.push(left.length);
    const last = left.at(-1);
    const next = last ? { at: last.at, id: last.id } : after;
    return { items: left.map(({ item }) => item), next, more: left.length === limit };
  }
}

function bed({ numbers = 10 } = {}) {
  const clock = new FakeClock();
  const journal = new MemoryLoad();
  const dids = Array.from({ length: numbers }, (_, n) => e164(`+7495${1_230_001 + n}`));
  const disabled = new Set([e164('+74951230001')]);
  const pool = new NumberPool({
    id: 'moscow',
    regions: [],
    dids,
    disabled,
    policy: POLICY,
    lateCalls: noLateCalls,
  });
  const logged: string[] = [];
  const log = (details: { id: string }) => void logged.push(details.id);
  const service = new PoolSizingService({
    figures: () => [pool.figures(clock.now())],
    journal,
    poolFor: ({ region }) => (region === 'RU-MOW' ? 'moscow' : null),
    clock,
    log: { info: log, warn: log, error: log },
  });
  let serial = 0;
  /** Six minutes each, so many in each hour of the last days. */
  const recordHolds = (days: number, anHour: number, pool = 'moscow') => {
    for (let at = NOON - days * DAY; at < NOON; at += HOUR) {
      for (let n = 0; n < anHour; n++) {
        const grantedAt = at + n * SECOND;
        const did = e164(`+7495${2_000_000 + serial++}`);
        journal.holds.push({
          pool,
          did,
          grantedAt,
          endedAt: grantedAt + 5 * MINUTE,
          freeAt: grantedAt + 6 * MINUTE,
        });
      }
    }
  };
  return { clock, journal, service, logged, recordHolds };
}

describe('the sizing of a pool', () => {
  it('is there a minute or so after the start, with what the journal has', () => {
    const { clock, service, recordHolds } = bed();
    recordHolds(7, 50);
    service.start();
    expect(service.of('moscow')).toBeNull();
    clock.advance(2 * MINUTE);
    expect(service.of('moscow')).toMatchObject({
      measuredFrom: NOON - 7 * DAY,
      busyHourArrivals: 50,
      meanHold: 6 * MINUTE,
      offeredErlangs: 5,
      numbersNeeded: 11,
      advice:
        'Pool moscow: 9 numbers; the busiest hours offer 5.0 erlangs; with 9 numbers about 3.7 % of visitors see the overflow number; add 2 numbers for at most 1 %.',
    });
    service.stop();
    expect(clock.pending).toBe(0);
  });

  it('is null with too little, for an unknown pool, and for one no longer configured', () => {
    const { clock, service, recordHolds } = bed();
    recordHolds(1, 50);
    recordHolds(7, 50, 'gone');
    service.start();
    clock.advance(2 * MINUTE);
    expect([service.of('moscow'), service.of('gone'), service.of('other')]).toEqual([null, null, null]);
  });

  it('counts who was turned away, where they would have been lent a number', () => {
    const { clock, journal, service, recordHolds } = bed();
    recordHolds(7, 50);
    for (let at = NOON - 7 * DAY; at < NOON - HOUR; at += HOUR) {
      for (const region of ['RU-MOW', 'RU-SPE']) {
        for (let n = 0; n < 10; n++)
          journal.visits.push({ at, seenAt: at, site: 'shop', country: 'RU', region });
      }
    }
    service.start();
    clock.advance(2 * MINUTE);
    expect(service.of('moscow')).toMatchObject({ busyHourArrivals: 60, meanHold: 6 * MINUTE });
  });

  it('follows the traffic, and forgets what is older than four weeks', () => {
    const { clock, journal, service, recordHolds } = bed();
    recordHolds(28, 5);
    service.start();
    clock.advance(5 * MINUTE);
    expect(service.of('moscow')?.busyHourArrivals).toBe(5);
    const read = journal.pieces.reduce((sum, rows) => sum + rows, 0);
    clock.advance(26 * DAY);
    expect(journal.pieces.reduce((sum, rows) => sum + rows, 0)).toBe(read);
    expect(service.of('moscow')?.measuredFrom).toBeGreaterThan(NOON - 3 * DAY);
    clock.advance(DAY);
    expect(service.of('moscow')).toBeNull();
  });
});

describe('reading', () => {
  it('is done in pieces of five hundred rows, one after the other', () => {
    const { clock, journal, service, recordHolds } = bed();
    recordHolds(7, 8);
    service.start();
    clock.advance(MINUTE);
    expect(journal.pieces).toEqual([500]);
    clock.advance(200);
    expect(journal.pieces).toEqual([500, 500]);
    clock.advance(200);
    expect(journal.pieces).toEqual([500, 500, 7 * 24 * 8 - 1_000, 0]);
    clock.advance(9 * MINUTE);
    expect(journal.pieces).toHaveLength(4);
    clock.advance(MINUTE);
    expect(journal.pieces).toHaveLength(6);
  });

  it('that fails is said, and tried again', () => {
    const { clock, journal, service, logged, recordHolds } = bed();
    recordHolds(7, 50);
    journal.failure = new Error('disk I/O error');
    service.start();
    clock.advance(2 * MINUTE);
    expect(logged).toEqual(['SIZING_UNREADABLE']);
    expect(service.of('moscow')).toBeNull();
    journal.failure = null;
    clock.advance(11 * MINUTE);
    expect(service.of('moscow')).not.toBeNull();
  });
});
