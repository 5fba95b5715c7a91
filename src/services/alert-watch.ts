// Looks every minute, and every hour, whether something should alert the owner.
import { type Alert, AlertBook, type AlertFinding, type AlertRule } from '../core/alert.ts';
import { dropOf, missedFor, pbxDown, poolsShort } from '../core/alert-rules.ts';
import { DAY } from '../core/calendar-day.ts';
import type { Millis } from '../core/millis.ts';
import type { PbxLink } from '../core/pbx-link.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Schedule } from '../ports/schedule.ts';
import type { TrafficCounts } from '../ports/traffic-counts.ts';
import type { LiveCalls } from './live-calls.ts';
import type { MissedCalls } from './missed-calls.ts';

export interface AlertSettings {
  /** Cron expression: when to look. */
  readonly schedule: string;
  /** How long a box may be out of sight. */
  readonly pbxDownFor: Millis;
  /** How long a missed caller may wait for a call back. */
  readonly missedFor: Millis;
  /** Share of a pool that may be in use. */
  readonly poolAbove: number;
  /** Share of the usual calls and visits of an hour below which they have dropped. */
  readonly dropBelow: number;
}

export interface AlertWatchOptions extends AlertSettings {
  readonly board: Pick<LiveCalls, 'snapshot'>;
  readonly missed: Pick<MissedCalls, 'list'>;
  readonly counts: TrafficCounts;
  readonly store: AlertStore;
  readonly cron: Schedule;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: (alert: Alert) => void;
}

const HOUR: Millis = 3_600_000;
const WEEK: Millis = 7 * DAY;
/** Weeks whose hours make the usual. */
const WEEKS = 4;
/** Five past, when the calls of the hour before are on disk. */
const AFTER_EACH_HOUR = '5 * * * *';
const RECENT = 200;

export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #book = new AlertBook();
  /** Since when each box has been out of sight. */
  readonly #downSince = new Map<string, Millis>();
  readonly #overflowed = new Map<string, number>();
  #endings: (() => void)[] = [];

  constructor(options: AlertWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { store, cron, schedule, onChange } = this.#options;
    for (const alert of store.recent(RECENT)) {
      this.#book.restore(alert);
      // While it goes on as it was nothing more is told of it.
      if (alert.until === null) onChange(alert);
    }
    this.#endings = [
      cron.when(schedule, () => this.look()),
      cron.when(AFTER_EACH_HOUR, () => this.compare()),
    ];
  }

  stop(): void {
    for (const end of this.#endings) end();
    this.#endings = [];
  }

  /** Boxes, pools and missed callers, as they are now. */
  look(): void {
    const { board, missed, clock, pbxDownFor, poolAbove } = this.#options;
    const now = clock.now();
    const { pbxs, pools } = board.snapshot();
    const links = pbxs.map((link) => ({ ...link, downSince: this.#sinceDown(link, now) }));
    this.#take('pbx-down', pbxDown(links, pbxDownFor, now));
    this.#take('pool-short', poolsShort(pools, poolAbove, this.#overflowed));
    for (const { id, overflowed } of pools) this.#overflowed.set(id, overflowed);
    this.#take('missed-callers', missedFor(missed.list(now - DAY, now), this.#options.missedFor, now));
  }

  /** The last whole hour beside the same hour of the weeks before. */
  compare(): void {
    const { counts, clock, dropBelow } = this.#options;
    const end = Math.floor(clock.now() / HOUR) * HOUR;
    const since = counts.since() ?? end;
    const weeks = Array.from({ length: WEEKS }, (_, n) => end - (n + 1) * WEEK);
    const known = weeks.filter((weekEnd) => weekEnd - HOUR >= since);
    for (const [rule, count] of [
      ['calls-drop', (from: Millis, to: Millis) => counts.calls(from, to)],
      ['visits-drop', (from: Millis, to: Millis) => counts.visits(from, to)],
    ] as const) {
      const usual = known.map((weekEnd) => count(weekEnd - HOUR, weekEnd));
      this.#take(rule, dropOf(rule, count(end - HOUR, end), usual, dropBelow));
    }
  }

  #sinceDown({ name, up, since }: PbxLink, now: Millis): Millis | null {
    if (up) this.#downSince.delete(name);
    // A box that is tried again and again says `since` anew each time.
    else if (!this.#downSince.has(name)) this.#downSince.set(name, Math.min(since, now));
    return this.#downSince.get(name) ?? null;
  }

  #take(rule: AlertRule, findings: readonly AlertFinding[]): void {
    const { store, clock, log, onChange } = this.#options;
    for (const alert of this.#book.observe([rule], findings, clock.now())) {
      store.save(alert);
      onChange(alert);
      const over = alert.until !== null;
      const details = { id: over ? 'ALERT_OVER' : 'ALERT', rule, subject: alert.subject, ...alert.facts };
      if (over) log.info(details, `No longer: ${rule} ${alert.subject}`.trim());
      else log.warn(details, `${rule} ${alert.subject}`.trim());
    }
  }
}
