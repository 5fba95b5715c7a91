// Teaches the model of callers by every call, and keeps what was learned over restarts.
import type { CallModel, Lesson } from '../core/call-model.ts';
import type { CallRecord } from '../core/call-record.ts';
import { readDelayState, readStrangersState } from '../core/model-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { ModelStore } from '../ports/model-store.ts';

export interface CallLearningOptions {
  readonly model: CallModel;
  readonly store: ModelStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Lessons kept, in case the visit becomes known for certain. */
const KEPT_LESSONS = 500;
/** What strangers do is kept beside the sites, under a name no site can have. */
export const STRANGERS = '*';

export class CallLearning {
  readonly #options: CallLearningOptions;
  readonly #lessons = new Map<string, Lesson>();

  constructor(options: CallLearningOptions) {
    this.#options = options;
  }

  /** At start, before the leases come back: brings back what was learned. */
  restore(): void {
    loadModel(this.#options.model, this.#options.store, this.#options.log);
  }

  /** At start, when the leases are back: from here on the model learns. */
  start(dids: number): void {
    const { model, clock } = this.#options;
    for (const site of model.sites.values()) site.resume();
    model.watchDids(dids, clock.now());
  }

  /** A call was attributed; again, if it was attributed anew. */
  learn(call: string, lesson: Lesson): void {
    if (this.#lessons.has(call)) return;
    const { model, clock } = this.#options;
    model.learn(lesson, clock.now());
    this.#save(lesson);
    this.#lessons.set(call, lesson);
    for (const oldest of this.#lessons.keys()) {
      if (this.#lessons.size <= KEPT_LESSONS) break;
      this.#lessons.delete(oldest);
    }
  }

  /** The visit of a call has become known for certain. */
  correct({ call, attribution }: CallRecord): void {
    const lesson = this.#lessons.get(call.id);
    if (!lesson || attribution.session === null) return;
    this.#options.model.correct(lesson, attribution.session);
  }

  #save({ candidates }: Lesson): void {
    const { model, store } = this.#options;
    for (const site of new Set(candidates.map((each) => each.site))) {
      store.save(site, JSON.stringify(model.of(site).state));
    }
    store.save(STRANGERS, JSON.stringify(model.strangers));
  }
}

/** Fills a model from the store; what cannot be read is left out and told. */
export function loadModel(model: CallModel, store: Pick<ModelStore, 'load'>, log: Logger): void {
  for (const [site, text] of store.load()) {
    const isSound = site === STRANGERS ? fillStrangers(model, text) : fillSite(model, site, text);
    if (!isSound) {
      log.warn(
        { id: 'MODEL_UNREADABLE', site },
        'What was learned about callers cannot be read; it is learned anew.',
      );
    }
  }
}

function fillSite(model: CallModel, site: string, text: string): boolean {
  const state = readDelayState(parsed(text));
  if (state) model.restore(site, state);
  return state !== null;
}

function fillStrangers(model: CallModel, text: string): boolean {
  const state = readStrangersState(parsed(text));
  if (state) model.restoreStrangers(state);
  return state !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
