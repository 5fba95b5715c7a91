// What came of the calls of one run, and how far the policy's own confidence could be believed.
import type { Answer } from './policy.ts';

/**
 * Of a visitor's call. `right`: the visit it came from was named; `wrong`: another was; `unattributed`: none was, or
 * the visitor had seen the printed number only; `overflow`: the visitor was shown the number of an empty pool.
 */
export const OUTCOMES = ['right', 'wrong', 'unattributed', 'overflow'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const BINS = 10;
/** Answers this confident should hardly ever be wrong. */
const SURE = 0.9;

export class Tally {
  /** Visits played, bots included. */
  visits = 0;
  readonly outcomes: Record<Outcome, number> = { right: 0, wrong: 0, unattributed: 0, overflow: 0 };
  /** Calls from nobody who visited, and how many of them a visit was named for. */
  readonly strangers = { calls: 0, named: 0 };
  /** Calls to a pool's DID that began while another to it went on. */
  simultaneous = 0;
  readonly #bins = Array.from({ length: BINS }, () => ({ answers: 0, right: 0, confidence: 0 }));
  readonly #sure = { answers: 0, right: 0 };

  /** Calls by visitors. */
  get calls(): number {
    return OUTCOMES.reduce((sum, outcome) => sum + this.outcomes[outcome], 0);
  }

  /** A visitor called and never had a number of their own. */
  addUnasked(outcome: 'unattributed' | 'overflow'): void {
    this.outcomes[outcome] += 1;
  }

  /** @param visit the one the call came from */
  addVisitor(answer: Answer, visit: number): void {
    if (answer.visit === null) this.outcomes.unattributed += 1;
    else this.outcomes[answer.visit === visit ? 'right' : 'wrong'] += 1;
    this.#weigh(answer, answer.visit === visit);
  }

  addStranger(answer: Answer): void {
    this.strangers.calls += 1;
    if (answer.visit !== null) this.strangers.named += 1;
    this.#weigh(answer, false);
  }

  /** Share right among answers with a confidence of 0.9 or more, strangers' calls included; null without any. */
  get sureAndRight(): number | null {
    return this.#sure.answers === 0 ? null : this.#sure.right / this.#sure.answers;
  }

  /**
   * Expected calibration error: by how much confidence and share right differ, bin by bin of ten, weighted by the
   * answers in each (Naeini and others, AAAI 2015). Null where no confidence was given.
   */
  get calibrationError(): number | null {
    const answers = this.#bins.reduce((sum, bin) => sum + bin.answers, 0);
    if (answers === 0) return null;
    return this.#bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / answers;
  }

  #weigh({ visit, confidence }: Answer, isRight: boolean): void {
    if (visit === null || confidence === null) return;
    const bin = this.#bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (!bin) return;
    bin.answers += 1;
    bin.confidence += confidence;
    if (isRight) bin.right += 1;
    if (confidence < SURE) return;
    this.#sure.answers += 1;
    if (isRight) this.#sure.right += 1;
  }
}
