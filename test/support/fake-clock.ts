// A clock that moves only when told, so that a test reads as a timeline.
import type { Millis } from '../../src/core/millis.ts';
import type { Clock } from '../../src/ports/clock.ts';

interface Alarm {
  due: Millis;
  readonly every: Millis | null;
  readonly task: () => void;
}

/** Noon UTC of a Thursday. */
export const NOON: Millis = Date.UTC(2026, 0, 15, 12, 0, 0);

export class FakeClock implements Clock {
  #now: Millis;
  readonly #alarms = new Set<Alarm>();

  constructor(now: Millis = NOON) {
    this.#now = now;
  }

  now(): Millis {
    return this.#now;
  }

  every(every: Millis, task: () => void): () => void {
    return this.#set({ due: this.#now + every, every, task });
  }

  after(delay: Millis, task: () => void): () => void {
    return this.#set({ due: this.#now + delay, every: null, task });
  }

  /** How many timers are set: a test can see that `stop()` cleared them. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Moves on by `ms`, running what falls due at its own time and in order (ties: in the order they were set). */
  advance(ms: Millis): void {
    this.advanceTo(this.#now + ms);
  }

  advanceTo(end: Millis): void {
    for (;;) {
      const alarm = this.#nextDue(end);
      if (!alarm) break;
      this.#now = Math.max(this.#now, alarm.due);
      if (alarm.every === null) this.#alarms.delete(alarm);
      else alarm.due += alarm.every;
      alarm.task();
    }
    this.#now = Math.max(this.#now, end);
  }

  #set(alarm: Alarm): () => void {
    this.#alarms.add(alarm);
    return () => {
      this.#alarms.delete(alarm);
    };
  }

  #nextDue(end: Millis): Alarm | undefined {
    let next: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.due <= end && (!next || alarm.due < next.due)) next = alarm;
    }
    return next;
  }
}
