// Time, as services see it. The only real one lives in adapters/system.
import type { Millis } from '../core/millis.ts';

export interface Clock {
  /** Wall-clock time that never goes backwards. */
  now(): Millis;
  /** Runs `task` every `every` ms, the first time after one period; runs never overlap. Answers a stop function. */
  every(every: Millis, task: () => void): () => void;
  /** Runs `task` once after `delay` ms. Answers a cancel function. */
  after(delay: Millis, task: () => void): () => void;
}
