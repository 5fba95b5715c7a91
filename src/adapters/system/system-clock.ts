// The real clock: Date.now and timers.
import type { Millis } from '../../core/millis.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

/** Node fires a timer at once when its delay does not fit 32 bits (about 24.8 days). */
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

/**
 * Timers never keep the process alive, and a task that throws is logged (`TASK_FAILED`) and runs again next time: one
 * bad sweep must not end the service.
 */
export class SystemClock implements Clock {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  now(): Millis {
    return Date.now();
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
