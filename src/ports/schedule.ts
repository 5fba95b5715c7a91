// Tasks at times of the day.

export interface Schedule {
  /** Runs `task` whenever the cron expression (five fields, local time) is due. Answers a stop function. */
  when(expression: string, task: () => void): () => void;
}
