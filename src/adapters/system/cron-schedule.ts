// Tasks at times of the day, by node-cron.
import { schedule } from 'node-cron';
import type { Logger } from '../../ports/logger.ts';
import type { Schedule } from '../../ports/schedule.ts';

export class CronSchedule implements Schedule {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  when(expression: string, task: () => void): () => void {
    const job = schedule(expression, () => {
      try {
        task();
      } catch (error) {
        this.#log.error({ id: 'TASK_FAILED', when: expression, error }, 'A scheduled task failed.');
      }
    });
    return () => void job.destroy();
  }
}
