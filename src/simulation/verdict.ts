// Whether a policy does what it promises beside all others of the same size, claim by claim.
import type { Comparison } from './compare.ts';
import { wrongAt } from './surest-first.ts';

export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
  /** The figures. */
  readonly because: string;
}

/** One of the others, and ours cut down to its surest answers until as many are right. Shares of the calls. */
export interface Duel {
  readonly policy: string;
  readonly right: number;
  readonly wrong: number;
  /** Null where ours never has so many right. */
  readonly oursWrong: number | null;
  readonly isFewer: boolean;
}

export interface Verdict {
  readonly policy: string;
  readonly poolSize: number;
  readonly claims: readonly Claim[];
  /** The most right first. */
  readonly duels: readonly Duel[];
}

const SURE_AND_RIGHT = 0.98;
const MOST_CALIBRATION_ERROR = 0.03;

/**
 * All played the same traffic.
 * @param withFewer ours, with fewer numbers
 * @param others at least one
 */
export function judge(ours: Comparison, withFewer: Comparison, others: readonly Comparison[]): Verdict {
  const best = others.reduce((one, two) => (two.outcomes.right > one.outcomes.right ? two : one));
  const duels = others
    .map((other) => duel(ours, other))
    .sort((one, two) => two.right - one.right || one.wrong - two.wrong);
  return {
    policy: ours.policy,
    poolSize: ours.poolSize,
    claims: [
      moreRight(ours, best, others),
      fewerWrong(duels),
      fewerNumbers(withFewer, best),
      sureAndRight(ours),
      calibrated(ours),
    ],
    duels,
  };
}

function moreRight(ours: Comparison, best: Comparison, others: readonly Comparison[]): Claim {
  const won = ours.rightBySeed.filter((right, seed) =>
    others.every(({ rightBySeed }) => right > (rightBySeed[seed] ?? 0)),
  );
  return {
    claim: 'more right than any other',
    holds: ours.outcomes.right > best.outcomes.right,
    because: `${shareRight(ours)} right, ${best.policy} ${shareRight(best)}; ahead in ${won.length} of ${ours.rightBySeed.length} seeds`,
  };
}

function duel(ours: Comparison, other: Comparison): Duel {
  const { right, wrong } = other.outcomes;
  const oursWrong = wrongAt(ours.surestFirst, right);
  return {
    policy: other.policy,
    right: right / other.calls,
    wrong: wrong / other.calls,
    oursWrong: oursWrong === null ? null : oursWrong / ours.calls,
    // Nobody is less than never wrong.
    isFewer: oursWrong !== null && (oursWrong < wrong || oursWrong === 0),
  };
}

function fewerWrong(duels: readonly Duel[]): Claim {
  const lost = duels.filter(({ isFewer }) => !isFewer);
  // Of two that never err neither is near.
  const nearness = ({ wrong, oursWrong }: Duel) =>
    oursWrong === null ? Number.POSITIVE_INFINITY : wrong === 0 ? 0 : oursWrong / wrong;
  const hardest = duels.reduce((one, two) => (nearness(two) > nearness(one) ? two : one));
  const theirs = `${hardest.policy} ${percent(hardest.wrong)} wrong at ${percent(hardest.right)} right`;
  const figures =
    hardest.oursWrong === null
      ? `${theirs}; never so many right`
      : `${percent(hardest.oursWrong)}, ${theirs}`;
  return {
    claim: 'fewer wrong at as many right',
    holds: lost.length === 0,
    because: `${lost.length === 0 ? 'nearest' : `not against ${lost.length}`}: ${figures}`,
  };
}

function fewerNumbers(withFewer: Comparison, best: Comparison): Claim {
  return {
    claim: `as many right with ${withFewer.poolSize} of ${best.poolSize} numbers`,
    holds: withFewer.outcomes.right >= best.outcomes.right,
    because: `${shareRight(withFewer)} right, ${best.policy} with all of them ${shareRight(best)}`,
  };
}

function sureAndRight({ reliability }: Comparison): Claim {
  const sure = reliability?.sure;
  const right = sure?.right ?? null;
  return {
    claim: `of answers with 0.9 and more at least ${percent(SURE_AND_RIGHT)} right`,
    holds: right !== null && right >= SURE_AND_RIGHT,
    because: right === null ? 'none was given' : `${percent(right)} of ${sure?.answers}`,
  };
}

function calibrated({ reliability }: Comparison): Claim {
  return {
    claim: `calibration error at most ${percent(MOST_CALIBRATION_ERROR)}`,
    holds: reliability !== null && reliability.error <= MOST_CALIBRATION_ERROR,
    because:
      reliability === null
        ? 'no confidence was given'
        : `${percent(reliability.error)}, of which chance alone makes ${percent(reliability.noise)}`,
  };
}

function shareRight({ outcomes, calls }: Comparison): string {
  return percent(outcomes.right / calls);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
