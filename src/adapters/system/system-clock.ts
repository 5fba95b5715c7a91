// The real clock: Date.now and timers.
import type { Millis } from '../../core/millis.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

/** Node fires a timer at once when its delay does not fit 32 bits (about 24.8 days). */
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

/** How fast time passes for us while we are ahead of the wall clock. */
const PACE_AHEAD = 0.9;
const WORTH_TELLING: Millis = 5_000;

/**
 * Timers never keep the process alive, and a task that throws is logged (`TASK_FAILED`) and runs again next time: one
 * bad sweep must not end the service.
 */
export class SystemClock implements Clock {
  readonly #logger: Logger;
  #time: Millis = 0;
  #monotonic: Millis = performance.now();
  #isAhead = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /**
   * The wall clock, save that it never goes backwards: set back, it goes on a little slower until the wall has caught
   * up. Otherwise leases would outlive their time by as much, and those who hold a DID would not be found for a call.
   */
  now(): Millis {
    const wall = Date.now();
    const monotonic = performance.now();
    const passed = Math.max(0, monotonic - this.#monotonic);
    this.#monotonic = monotonic;
    this.#time = Math.max(wall, this.#time + passed * PACE_AHEAD);
    this.#noteAhead(this.#time - wall);
    return Math.floor(this.#time);
  }

  every(every: Millis, task: () => void): () => void {
    let busy = false;
    let stop: () => void;
    const arm = (): void => {
      stop = startTimer(every, () => {
        arm();
        if (busy) return;
        busy = true;
        this.#run(task, () => {
          busy = false;
        });
      });
    };
    arm();
    return () => stop();
  }

  after(delay: Millis, task: () => void): () => void {
    return startTimer(delay, () => this.#run(task));
  }

  #noteAhead(ahead: Millis): void {
    if (ahead <= 0) this.#isAhead = false;
    if (this.#isAhead || ahead <= WORTH_TELLING) return;
    this.#isAhead = true;
    this.#logger.warn(
      { id: 'CLOCK_SET_BACK', ms: Math.round(ahead) },
      'The system clock was set back; times are ahead of it until it has caught up. Keep it by NTP.',
    );
  }

  /** An async function passes for `() => void`: its end is awaited and its rejection caught as well. */
  #run(task: () => unknown, done: () => void = () => {}): void {
    try {
      const result = task();
      if (result instanceof Promise) {
        result.catch((error: unknown) => this.#failed(error)).finally(done);
        return;
      }
    } catch (error) {
      this.#failed(error);
    }
    done();
  }

  #failed(error: unknown): void {
    this.#logger.error({ id: 'TASK_FAILED', error }, 'A timed task failed; it runs again at its next turn');
  }
}

/** A timer of any length. Answers how to cancel it. */
function startTimer(delay: Millis, task: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (left: Millis): void => {
    const step = Math.min(left, LONGEST_TIMER);
    timer = setTimeout(() => (left > step ? arm(left - step) : task()), step);
    timer.unref();
  };
  arm(delay);
  return () => clearTimeout(timer);
}
