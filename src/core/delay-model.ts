// When visitors phone: the rate of calls of a visit by where it stands, learned from the calls themselves.
import { AwayVisits } from './away-visits.ts';
import { BIN_COUNT, BIN_STARTS, binEnd, binOf, LATEST } from './delay-bins.ts';
import { AGAIN_MEDIAN, AGAIN_SHARE, priorRates, STRANGER_EVERY } from './delay-prior.ts';
import { type Interest, interestOf } from './interest.ts';
import type { Lease } from './lease.ts';
import type { LeaseWatcher } from './lease-watcher.ts';
import type { Millis } from './millis.ts';
import { RateTable } from './rate-table.ts';
import { awayStage, STAGES, type Stage, type Standing, standingOf } from './standing.ts';

/** What a call's attribution teaches: who it may have come from, and how likely. */
export interface Lesson {
  readonly candidates: readonly { readonly standing: Standing; readonly probability: number }[];
  /** That it came from nobody who is known to have seen the number. */
  readonly stranger: number;
}

/** Calls the prior is worth: of the whole table, a stage, a bin. A few dozen calls of an owner's own outweigh it. */
const WORTH = [5, 3, 1] as const;
/** The prior of strangers is worth so many calls. */
const STRANGERS_WORTH = 3;

export class DelayModel implements LeaseWatcher {
  readonly #heartbeat: Millis;
  readonly #table = new RateTable(STAGES.map(priorRates), WORTH);
  readonly #away = new AwayVisits(STAGES.length);
  /** By stage and bin: calls still to come from the start of that bin on. */
  #toCome: number[][] = [];
  readonly #strangers = { calls: STRANGERS_WORTH, time: STRANGERS_WORTH * STRANGER_EVERY };
  #dids = 0;
  #didsSince: Millis | null = null;

  constructor(heartbeat: Millis) {
    this.#heartbeat = heartbeat;
    this.#refresh();
  }

  standing(lease: Lease, at: Millis): Standing {
    return standingOf(lease, at, this.#heartbeat);
  }

  /** Calls per ms of a visit that stands so. */
  rate({ stage, silence }: Standing): number {
    return silence >= LATEST ? 0 : this.#table.rate(STAGES.indexOf(stage), binOf(silence));
  }

  /** Calls per ms to one DID from nobody known. */
  get strangerRate(): number {
    return this.#strangers.calls / this.#strangers.time;
  }

  /** Calls still to come from a visitor of this interest who has been away for `silence`. */
  readonly lateCalls = (interest: Interest, silence: Millis): number => {
    const row = STAGES.indexOf(awayStage(interest));
    const bin = binOf(silence);
    const rest = Math.max(0, binEnd(bin) - silence);
    return rest * this.#table.rate(row, bin) + (this.#toCome[row]?.[bin + 1] ?? 0);
  };

  seen(before: Lease, at: Millis): void {
    const from = this.standing(before, before.lastActivityAt);
    const unseen = at - before.lastActivityAt;
    if (unseen > 2.5 * this.#heartbeat && !from.stage.endsWith('away')) {
      this.#watched(awayStage(interestOf(before)), 0, unseen);
    } else this.#watched(from.stage, from.silence, from.silence + unseen);
  }

  ended(lease: Lease): void {
    this.#away.add(STAGES.indexOf(awayStage(interestOf(lease))), lease.intentAt ?? lease.lastActivityAt);
  }

  /** So many DIDs may be called by strangers from now on. */
  watchDids(count: number, now: Millis): void {
    if (this.#didsSince !== null) this.#strangers.time += this.#dids * (now - this.#didsSince);
    this.#dids = count;
    this.#didsSince = now;
  }

  learn({ candidates, stranger }: Lesson, now: Millis): void {
    for (const { standing, probability } of candidates) {
      const row = this.#table.calls[STAGES.indexOf(standing.stage)] as number[];
      const bin = binOf(standing.silence);
      row[bin] = (row[bin] as number) + probability;
    }
    this.#strangers.calls += stranger;
    this.watchDids(this.#dids, now);
    this.#away.pass(now, (row, bin, time) => this.#add(row, bin, time));
    this.#refresh();
  }

  #watched(stage: Stage, from: Millis, to: Millis): void {
    const row = STAGES.indexOf(stage);
    for (let bin = binOf(from); bin < BIN_COUNT; bin++) {
      const time = Math.min(to, binEnd(bin)) - Math.max(from, BIN_STARTS[bin] as number);
      if (time <= 0) return;
      this.#add(row, bin, time);
    }
  }

  #add(row: number, bin: number, time: Millis): void {
    const times = this.#table.time[row] as number[];
    times[bin] = (times[bin] as number) + time;
  }

  #refresh(): void {
    this.#table.refresh();
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
