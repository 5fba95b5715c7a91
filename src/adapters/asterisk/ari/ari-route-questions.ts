// RouteQuestions over ARI: keeps a worker thread connected to a box, and tells the log when it is not.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Millis } from '../../../core/millis.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { RouteAnswer, RouteQuestion, RouteQuestions } from '../../../ports/route-questions.ts';
import { reconnectDelay } from '../ami/reconnect-delay.ts';
import { answerText } from './answer-text.ts';
import type { AriCounters } from './ari-counters.ts';
import { FromWorker, type ToWorker, type WorkerSettings } from './ari-messages.ts';

/** The worker speaks every 3 s once it is up; before that it has deadlines of its own. */
const SILENCE_MS: Millis = 20_000;
/** A link that broke sooner counts as one more failure in a row. */
const STEADY_MS: Millis = 10_000;
/** What ari-client may take of memory before the thread ends, in MB; it needs some 20. */
const WORKER_HEAP_MB = 128;
/** Args of Stasis() in extensions_leaseline.conf: version, uniqueid, linkedid, DID, caller. */
const VERSION = '1';

export interface AriRouteQuestionsOptions {
  /** The box's name in the configuration. */
  readonly pbx: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly counters: AriCounters;
}

type Fault = Extract<FromWorker, { type: 'fault' }>;
type Answering = (question: RouteQuestion) => Promise<RouteAnswer>;

export class AriRouteQuestions implements RouteQuestions {
  readonly #options: AriRouteQuestionsOptions;
  #answering: Answering | null = null;
  #worker: Worker | null = null;
  #stopped = false;
  #failures = 0;
  #reported: string | null = null;
  #wasUp = false;
  #cancelRestart: () => void = () => {};

  constructor(options: AriRouteQuestionsOptions) {
    this.#options = options;
  }

  get pbx(): string {
    return this.#options.pbx;
  }

  start(answering: Answering): void {
    if (this.#answering !== null) throw new Error(`routing of ${this.pbx} was started before`);
    this.#answering = answering;
    this.#run();
  }

  /** Resolves when the thread is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRestart();
    await this.#worker?.terminate();
  }

  /** One worker, from its start to its end. */
  #run(): void {
    const { clock, counters, url, username, password } = this.#options;
    const worker = spawnWorker({ url, username, password, app: 'leaseline' });
    this.#worker = worker;
    let upAt: Millis | null = null;
    let heardAt = clock.now();
    let fault: Fault = { type: 'fault', kind: 'closed', message: 'the thread ended' };
    const stopWatching = clock.every(SILENCE_MS / 4, () => {
      if (clock.now() - heardAt < SILENCE_MS) return;
      fault = { type: 'fault', kind: 'silent', message: 'the thread hangs' };
      void worker.terminate();
    });
    worker.on('message', (data: unknown) => {
      if (this.#stopped) return;
      heardAt = clock.now();
      const read = FromWorker.safeParse(data);
      if (!read.success) return counters.malformedDropped();
      if (read.data.type === 'up') {
        upAt = clock.now();
        this.#up(read.data.left);
      } else if (read.data.type === 'fault') {
        fault = read.data;
        void worker.terminate();
      } else this.#take(read.data, worker);
    });
    // What ari-client throws may be a string; the thread is over then.
    worker.on('error', (error: unknown) => {
      fault = {
        type: 'fault',
        kind: 'closed',
        message: error instanceof Error ? error.message : String(error),
      };
    });
    worker.on('exit', () => {
      stopWatching();
      this.#worker = null;
      counters.linked(false);
      if (!this.#stopped) this.#again(fault, upAt !== null && clock.now() - upAt >= STEADY_MS);
    });
  }

  #up(left: number): void {
    const { log, counters, pbx } = this.#options;
    counters.linked(true);
    this.#wasUp = true;
    this.#reported = null;
    log.info({ id: 'ARI_LINK_UP', pbx, left }, `The dialplan of ${pbx} can ask for routes`);
  }

  #again(fault: Fault, steady: boolean): void {
    const { clock, counters } = this.#options;
    if (this.#wasUp) counters.restarted();
    this.#failures = steady ? 1 : this.#failures + 1;
    const delay = reconnectDelay(this.#failures, needsPerson(fault), Math.random());
    this.#report(fault, delay);
    this.#cancelRestart = clock.after(delay, () => this.#run());
  }

  #take(message: Exclude<FromWorker, { type: 'up' | 'fault' }>, worker: Worker): void {
    const { counters } = this.#options;
    switch (message.type) {
      case 'alive':
        return;
      case 'malformed':
        counters.malformedDropped();
        return;
      case 'late':
        counters.late();
        return;
      case 'asked':
        void this.#answer(message.channel, message.args, worker);
    }
  }

  /** The channel is sent on whatever happens: with an answer, or without. */
  async #answer(channel: string, args: readonly string[], worker: Worker): Promise<void> {
    const send = (message: ToWorker) => worker.postMessage(message);
    const question = toQuestion(args);
    if (question === null || this.#answering === null) {
      this.#options.counters.malformedDropped();
      return send({ type: 'answer', channel, value: null });
    }
    try {
      const answer = await this.#answering(question);
      send({ type: 'answer', channel, value: answerText(answer) });
    } catch (error) {
      const { pbx, log } = this.#options;
      log.error({ id: 'ROUTE_QUESTION_FAILED', pbx, error: String(error) }, 'A route could not be found');
      send({ type: 'answer', channel, value: null });
    }
  }

  /** One line a reason, not one an attempt. */
  #report({ kind, message }: Fault, delay: Millis): void {
    const { pbx, url, username, log } = this.#options;
    const reason = `${kind}: ${message}`;
    if (reason === this.#reported) return;
    this.#reported = reason;
    const details = { pbx, url, reason };
    const seconds = Math.round(delay / 1_000);
    if (kind === 'refused') {
      log.error(
        { id: 'ARI_LOGIN_REFUSED', username, ...details },
        `The ARI of ${pbx} refuses user ${username}: check username and password against ari.conf. Next try in ${seconds} s, then less often`,
      );
    } else if (kind === 'replaced') {
      log.error(
        { id: 'ARI_REPLACED', ...details },
        `Another program has connected to ${pbx} as "leaseline" and gets its questions: is a second Leaseline running? Next try in ${seconds} s, then less often`,
      );
    } else {
      log.warn(
        { id: 'ARI_LINK_DOWN', ...details },
        `No ARI link to ${pbx} (${url}): ${message}; calls there take their default route. Trying again`,
      );
    }
  }
}

/** Trying again soon cannot help, or would take the questions away from whoever has them now. */
function needsPerson({ kind }: Fault): boolean {
  return kind === 'refused' || kind === 'replaced';
}

/** Null for one that our dialplan did not ask. */
function toQuestion(args: readonly string[]): RouteQuestion | null {
  const [version, uniqueid, linkedid, did = '', caller = ''] = args;
  return version === VERSION && uniqueid && linkedid ? { uniqueid, linkedid, did, caller } : null;
}

/** From dist/ as it is; from src/, in tests, tsx reads the TypeScript. */
function spawnWorker(settings: WorkerSettings): Worker {
  const extension = path.extname(import.meta.url);
  const worker = new Worker(new URL(`./ari-worker${extension}`, import.meta.url), {
    workerData: settings,
    // The package prints; our output is a log of JSON lines.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    execArgv: extension === '.ts' ? ['--import', 'tsx'] : [],
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}
