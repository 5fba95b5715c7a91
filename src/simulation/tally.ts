// What came of the calls of one run.
import type { Answer } from './policy.ts';

/**
 * Of a visitor's call. `right`: the visit it came from was named; `wrong`: another was; `unattributed`: none was, or
 * the visitor had seen the printed number only; `overflow`: the visitor was shown the number of an empty pool.
 */
export const OUTCOMES = ['right', 'wrong', 'unattributed', 'overflow'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Outcomes = Readonly<Record<Outcome, number>>;

/** An answer that named a visit and said how sure it was. */
export interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
  /** To a call from nobody who visited: never right. */
  readonly isStranger: boolean;
}

/** Plain data: a worker can hand it over. */
export interface Figures {
  /** Visits begun, bots included. */
  readonly visits: number;
  readonly outcomes: Outcomes;
  /** Calls from nobody who visited, and how many of them a visit was named for. */
  readonly strangers: { readonly calls: number; readonly named: number };
  /** Calls to a pool's DID that began while another to it went on. */
  readonly simultaneous: number;
  readonly judged: readonly Judged[];
}

export class Tally implements Figures {
  visits = 0;
  readonly outcomes: Record<Outcome, number> = { right: 0, wrong: 0, unattributed: 0, overflow: 0 };
  readonly strangers = { calls: 0, named: 0 };
  simultaneous = 0;
  readonly judged: Judged[] = [];

  /** Calls by visitors. */
  get calls(): number {
    return callsOf(this);
  }

  /** A visitor called and never had a number of their own. */
  addUnasked(outcome: 'unattributed' | 'overflow'): void {
    this.outcomes[outcome] += 1;
  }

  /** @param visit the one the call came from */
  addVisitor(answer: Answer, visit: number): void {
    if (answer.visit === null) this.outcomes.unattributed += 1;
    else this.outcomes[answer.visit === visit ? 'right' : 'wrong'] += 1;
    this.#judge(answer, answer.visit === visit, false);
  }

  addStranger(answer: Answer): void {
    this.strangers.calls += 1;
    if (answer.visit !== null) this.strangers.named += 1;
    this.#judge(answer, false, true);
  }

  #judge({ visit, confidence }: Answer, isRight: boolean, isStranger: boolean): void {
    if (visit !== null && confidence !== null) this.judged.push({ confidence, isRight, isStranger });
  }
}

/** By visitors. */
export function callsOf({ outcomes }: { readonly outcomes: Outcomes }): number {
  return OUTCOMES.reduce((calls, outcome) => calls + outcomes[outcome], 0);
}
