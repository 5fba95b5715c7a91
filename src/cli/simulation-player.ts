// Plays the runs of a simulation: here, or in threads beside.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, Play } from '../simulation/compare.ts';
import { contenders } from '../simulation/contenders.ts';
import type { LeaselineOptions } from '../simulation/leaseline-policy.ts';
import { run } from '../simulation/run.ts';
import type { Scenario } from '../simulation/scenario.ts';
import type { Figures } from '../simulation/tally.ts';

/** All that a run depends on but the job. */
export interface World {
  readonly scenario: Scenario;
  readonly leaseline: LeaselineOptions;
}

export function player({ scenario, leaseline }: World): (job: Job) => Figures {
  const all = new Map(contenders(leaseline).map((contender) => [contender.name, contender]));
  return ({ policy, poolSize, seed }) => {
    const contender = all.get(policy);
    if (!contender) throw new Error(`no policy ${policy}`);
    return run(scenario, contender.build(poolSize), poolSize, seed);
  };
}

/** One after the other, in this thread. */
export function playHere(world: World): Play {
  const play = player(world);
  return async (job) => {
    // Lets what was said of the job before out.
    await new Promise((resolve) => setImmediate(resolve));
    return play(job);
  };
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (figures: Figures) => void;
  readonly reject: (error: Error) => void;
}

/** So many at once, each in a thread of its own. */
export class Threads {
  readonly #idle: Worker[];
  readonly #all: readonly Worker[];
  readonly #waiting: Waiting[] = [];

  constructor(world: World, threads: number) {
    const file = new URL(`./simulation-worker${path.extname(import.meta.url)}`, import.meta.url);
    this.#all = Array.from({ length: threads }, () => new Worker(file, { workerData: world }));
    this.#idle = [...this.#all];
  }

  play(job: Job): Promise<Figures> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#next();
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #next(): void {
    const worker = this.#idle.pop();
    const waiting = worker && this.#waiting.shift();
    if (!waiting) {
      if (worker) this.#idle.push(worker);
      return;
    }
    const onMessage = (figures: Figures) => {
      worker.off('error', waiting.reject);
      this.#idle.push(worker);
      waiting.resolve(figures);
      this.#next();
    };
    worker.once('error', waiting.reject);
    worker.once('message', onMessage);
    worker.postMessage(waiting.job);
  }
}
