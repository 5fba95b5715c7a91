// What a policy would get wrong if it named only its surest answers.
import type { Judged } from './tally.ts';

/** Calls by visitors, named down to some confidence. */
export interface Named {
  readonly right: number;
  readonly wrong: number;
}

/** After each step down in confidence; strangers' calls aside, as in the outcomes. Begins with none named. */
export function surestFirst(judged: readonly Judged[]): Named[] {
  const sorted = judged
    .filter(({ isStranger }) => !isStranger)
    .sort((one, two) => two.confidence - one.confidence);
  const steps: Named[] = [{ right: 0, wrong: 0 }];
  let right = 0;
  let wrong = 0;
  for (const [index, { confidence, isRight }] of sorted.entries()) {
    if (isRight) right += 1;
    else wrong += 1;
    // Answers as sure as one another are named together.
    if (sorted[index + 1]?.confidence !== confidence) steps.push({ right, wrong });
  }
  return steps;
}

/** How many are wrong where so many are right; between two steps, in proportion. Null where it never has so many right. */
export function wrongAt(steps: readonly Named[], right: number): number | null {
  const index = steps.findIndex((step) => step.right >= right);
  const to = steps[index];
  if (!to) return null;
  const from = steps[index - 1];
  if (!from) return to.wrong;
  return from.wrong + ((to.wrong - from.wrong) * (right - from.right)) / (to.right - from.right);
}
