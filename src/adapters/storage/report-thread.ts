// CallReports in a thread of its own: bounded, timed, and begun anew when it fails.
import { Worker } from 'node:worker_threads';
import type { Millis } from '../../core/millis.ts';
import {
  type CallReports,
  type ReportKind,
  type ReportKinds,
  ReportsBusy,
} from '../../ports/call-reports.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { ReportQuestion, ReportReply, ReportWorkerSettings } from './report-messages.ts';

export interface ReportThreadOptions {
  /** Of the database, a file. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long one report may take from when its turn has come. */
  readonly atMost?: Millis;
}

type Answer = ReportKinds[ReportKind]['answer'];

interface Waiting {
  readonly question: ReportQuestion;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Reports that wait or are worked out; one more is refused. */
const QUEUE = 32;
const AT_MOST: Millis = 20_000;
/** MB; 200,000 calls need some 60. */
const HEAP = 1_024;

export class ReportThread implements CallReports {
  readonly #options: ReportThreadOptions;
  #worker: Worker | null = null;
  /** The first one is being worked out. */
  #queue: Waiting[] = [];
  #cancelTimer: () => void = () => {};
  #lastId = 0;
  #stopped = false;

  constructor(options: ReportThreadOptions) {
    this.#options = options;
  }

  ask<Kind extends ReportKind>(
    kind: Kind,
    query: ReportKinds[Kind]['query'],
  ): Promise<ReportKinds[Kind]['answer']> {
    if (this.#stopped) return Promise.reject(new ReportsBusy('the service is stopping'));
    if (this.#queue.length >= QUEUE)
      return Promise.reject(new ReportsBusy(`${QUEUE} reports wait already; try again in a moment`));
    const question = { id: ++this.#lastId, kind, query };
    return new Promise((resolve, reject) => {
      this.#queue.push({ question, resolve: resolve as (answer: Answer) => void, reject });
      if (this.#queue.length === 1) this.#next();
    });
  }

  /** Resolves when the thread is gone; what waits is rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    for (const { reject } of this.#queue.splice(0)) reject(new ReportsBusy('the service is stopping'));
    await this.#worker?.terminate();
  }

  #next(): void {
    this.#cancelTimer();
    const [first] = this.#queue;
    if (!first) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage(first.question);
    const atMost = this.#options.atMost ?? AT_MOST;
    this.#cancelTimer = this.#options.clock.after(atMost, () => {
      this.#drop(new ReportsBusy('the report took too long; ask for a shorter period'));
    });
  }

  #take(reply: ReportReply): void {
    const [first] = this.#queue;
    if (first?.question.id !== reply.id) return;
    this.#queue.shift();
    if ('answer' in reply) first.resolve(reply.answer);
    else first.reject(new Error(reply.failure));
    this.#next();
  }

  /** The report is given up, and the thread with it: nothing else stops one that computes. */
  #drop(reason: Error): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#queue.shift()?.reject(reason);
    this.#next();
  }

  #start(): Worker {
    const worker = spawnWorker({ path: this.#options.path });
    worker.on('message', (reply: ReportReply) => this.#take(reply));
    worker.on('error', (error: unknown) => {
      if (this.#worker !== worker) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#options.log.error(
        { id: 'REPORTS_FAILED', error: message },
        'The thread of the reports failed; it begins anew.',
      );
    });
    worker.on('exit', () => {
      if (this.#worker === worker && !this.#stopped) this.#drop(new Error('the thread of the reports ended'));
    });
    // Nobody may be kept waiting at the end of the process by a thread that does nothing.
    worker.unref();
    return worker;
  }
}

function spawnWorker(settings: ReportWorkerSettings): Worker {
  const options = { workerData: settings, resourceLimits: { maxOldGenerationSizeMb: HEAP } };
  const isBuilt = import.meta.url.endsWith('.js');
  const file = new URL(`./report-worker.${isBuilt ? 'js' : 'ts'}`, import.meta.url);
  // From src/, in tests, a thread needs tsx to read TypeScript.
  const viaTsx = `import('tsx/esm/api').then(({ register }) => (register(), import('${file}')))`;
  return isBuilt ? new Worker(file, options) : new Worker(viaTsx, { ...options, eval: true });
}
