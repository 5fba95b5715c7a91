// When a site's visitors phone: the rate of calls of a visit by where it stands.
import { AwayVisits } from './away-visits.ts';
import { BIN_COUNT, BIN_STARTS, binEnd, binOf, LATEST } from './delay-bins.ts';
import { AGAIN_MEDIAN, AGAIN_SHARE, priorRates } from './delay-prior.ts';
import { type Interest, interestOf } from './interest.ts';
import type { Lease } from './lease.ts';
import type { Millis } from './millis.ts';
import { RateTable } from './rate-table.ts';
import { RecentMap } from './recent-map.ts';
import { awayStage, isMissing, STAGES, type Stage, type Standing, standingOf } from './standing.ts';

/** Plain data, for the disk. Rows are stages, columns bins of silence. */
export interface DelayState {
  /** Calls counted, a call with several candidates in parts. */
  readonly calls: readonly (readonly number[])[];
  /** Time watched, ms. */
  readonly time: readonly (readonly number[])[];
  /** What was learned is complete up to then. */
  readonly at: Millis;
}

/** Where a standing is counted. */
export interface Cell {
  readonly row: number;
  readonly bin: number;
}

/** Calls the prior is worth: of the whole table, a stage, a bin. A few dozen calls of an owner's own outweigh it. */
const WORTH = { table: 5, row: 3, cell: 1 } as const;
/** Visits that may come back: the latest to leave. */
const MAY_COME_BACK = 20_000;
const PRIOR = STAGES.map(priorRates);

export class DelayModel {
  readonly #heartbeat: Millis;
  readonly #table: RateTable;
  readonly #away = new AwayVisits(STAGES.length);
  /** Where visits that left were counted, by session. */
  readonly #left = new RecentMap<string, number>(MAY_COME_BACK);
  /** By stage and bin: calls still to come from the start of that bin on. */
  #toCome: number[][] = [];
  #at: Millis;

  constructor(heartbeat: Millis, state: DelayState | null = null) {
    this.#heartbeat = heartbeat;
    this.#table = new RateTable(PRIOR, WORTH, state);
    this.#at = state?.at ?? 0;
    this.#sum();
  }

  standing(lease: Lease, at: Millis): Standing {
    return standingOf(lease, at, this.#heartbeat);
  }

  /** Calls per ms of a visit that stands so. */
  rate({ stage, silence }: Standing): number {
    return silence >= LATEST ? 0 : this.#table.rate(STAGES.indexOf(stage), binOf(silence));
  }

  /** Calls still to come from a visitor of this interest who has been away for `silence`. */
  lateCalls(interest: Interest, silence: Millis): number {
    const row = STAGES.indexOf(awayStage(interest));
    const bin = binOf(silence);
    const rest = Math.max(0, binEnd(bin) - silence);
    return rest * this.#table.rate(row, bin) + (this.#toCome[row]?.[bin + 1] ?? 0);
  }

  /** Calls of one visit that stands so for as long as `until`. */
  expectedCalls(stage: Stage, until: Millis): number {
    const row = STAGES.indexOf(stage);
    return BIN_STARTS.reduce((sum, start, bin) => {
      const time = Math.max(0, Math.min(until, binEnd(bin)) - start);
      return sum + time * this.#table.rate(row, bin);
    }, 0);
  }

  /** Calls counted in a stage, a call with several candidates in parts. */
  countedCalls(stage: Stage): number {
    const row = this.#table.calls[STAGES.indexOf(stage)] ?? [];
    return row.reduce((sum, calls) => sum + calls, 0);
  }

  /** The visitor was as the lease says until `at`. */
  seen(before: Lease, at: Millis): void {
    const unseen = at - before.lastActivityAt;
    if (isMissing(before, at, this.#heartbeat)) this.#watched(awayStage(interestOf(before)), 0, unseen);
    else {
      const { stage, silence } = this.standing(before, before.lastActivityAt);
      this.#watched(stage, silence, silence + unseen);
    }
  }

  /** The visitor has not been seen since the lease's last activity. */
  ended(lease: Lease): void {
    const { session } = lease;
    // A visit that came back for another lease has been away since the last one only.
    const before = this.#left.get(session);
    if (before !== undefined) this.#away.takeOut(before);
    const row = STAGES.indexOf(awayStage(interestOf(lease)));
    this.#left.set(session, this.#away.add(row, lease.intentAt ?? lease.lastActivityAt));
  }

  /** At start, after the leases of the look-back were told again: what the state has counted is not counted twice. */
  resume(): void {
    this.#away.pass(this.#at, () => {});
  }

  cell({ stage, silence }: Standing): Cell {
    return { row: STAGES.indexOf(stage), bin: binOf(silence) };
  }

  rateOf(row: number, bin: number): number {
    return this.#table.rate(row, bin);
  }

  count({ row, bin }: Cell, calls: number): void {
    this.#table.addCalls(row, bin, calls);
  }

  /** Forgets the calls counted since the last `settle`, to count them anew; what is believed stays until `refresh`. */
  recount(): void {
    this.#table.recount();
  }

  /** The calls counted so far stay. */
  settle(): void {
    this.#table.settle();
  }

  /** Brings what is believed up to what was counted. */
  refresh(now: Millis): void {
    this.#away.pass(now, (row, bin, time) => this.#table.addTime(row, bin, time));
    this.#at = now;
    this.#table.refresh();
    this.#sum();
  }

  get state(): DelayState {
    return { calls: this.#table.calls, time: this.#table.time, at: this.#at };
  }

  #watched(stage: Stage, from: Millis, to: Millis): void {
    const row = STAGES.indexOf(stage);
    for (let bin = binOf(from); bin < BIN_COUNT; bin++) {
      const time = Math.min(to, binEnd(bin)) - Math.max(from, BIN_STARTS[bin] as number);
      if (time <= 0) return;
      this.#table.addTime(row, bin, time);
    }
  }

  #sum(): void {
    this.#toCome = STAGES.map((_, row) => {
      const toCome: number[] = new Array(BIN_COUNT + 1).fill(0);
      for (let bin = BIN_COUNT - 1; bin >= 0; bin--) {
        const width = binEnd(bin) - (BIN_STARTS[bin] as number);
        toCome[bin] = (toCome[bin + 1] as number) + width * this.#table.rate(row, bin);
      }
      return toCome;
    });
  }
}

/** Calls per ms of somebody who phoned `ago` ago and dials the same number once more. */
export function rateOfCallingAgain(ago: Millis): number {
  return (AGAIN_SHARE * AGAIN_MEDIAN) / (AGAIN_MEDIAN + Math.max(0, ago)) ** 2;
}
