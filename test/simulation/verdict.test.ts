// What is promised, held against made-up figures.
import { describe, expect, it } from 'vitest';
import { type Comparison, compare } from '../../src/simulation/compare.ts';
import type { Answer } from '../../src/simulation/policy.ts';
import { Tally } from '../../src/simulation/tally.ts';
import { judge } from '../../src/simulation/verdict.ts';

/** A policy's answers to a hundred calls, by confidence: so many right and wrong; the others go unattributed. */
type Answers = readonly (readonly [confidence: number | null, right: number, wrong: number])[];

const CALLS = 100;

function tally(answers: Answers): Tally {
  const tally = new Tally();
  const add = (answer: Answer, times: number) => {
    for (let n = 0; n < times; n++) tally.addVisitor(answer, 1);
  };
  for (const [confidence, right, wrong] of answers) {
    add({ visit: 1, confidence }, right);
    add({ visit: 2, confidence }, wrong);
  }
  add({ visit: null, confidence: 0 }, CALLS - tally.calls);
  return tally;
}

/** @param seeds the answers, seed by seed */
async function played(policy: string, poolSize: number, ...seeds: readonly Answers[]): Promise<Comparison> {
  const figures = { seeds: seeds.map((_, seed) => seed), poolSizes: [poolSize] };
  const play = async ({ seed }: { seed: number }) => tally(seeds[seed] ?? []);
  for await (const row of compare(figures, [policy], play)) return row;
  throw new Error('nothing was played');
}

const GOOD: Answers = [
  [0.99, 60, 0],
  [0.7, 14, 6],
];

async function judged(ours: Answers, fewer: Answers, ...others: readonly Answers[]) {
  const rows = others.map((answers, index) => played(`other ${index}`, 20, answers));
  return judge(await played('ours', 20, ours), await played('ours', 12, fewer), await Promise.all(rows));
}

function holding(verdict: { claims: readonly { holds: boolean }[] }): boolean[] {
  return verdict.claims.map(({ holds }) => holds);
}

describe('the verdict', () => {
  it('lets every promise hold that does', async () => {
    const verdict = await judged(GOOD, GOOD, [[null, 73, 27]], [[null, 60, 1]], [[null, 2, 0]]);
    expect(holding(verdict)).toEqual([true, true, true, true, true]);
    expect(verdict.claims.map(({ claim, because }) => `${claim}: ${because}`)).toEqual([
      'more right than any other: 74.0 % right, other 0 73.0 %; ahead in 1 of 1 seeds',
      'fewer wrong at as many right: nearest: 5.6 %, other 0 27.0 % wrong at 73.0 % right',
      'as many right with 12 of 20 numbers: 74.0 % right, other 0 with all of them 73.0 %',
      'of answers with 0.9 and more at least 98.0 % right: 100.0 % of 60',
      'calibration error at most 3.0 %: 0.7 %, of which chance alone makes 2.8 %',
    ]);
    expect(verdict.duels.map(({ policy, oursWrong }) => [policy, oursWrong])).toEqual([
      ['other 0', expect.closeTo(0.0557, 4)],
      ['other 1', 0],
      ['other 2', 0],
    ]);
  });

  it('is not more right when another is as right', async () => {
    expect(holding(await judged(GOOD, GOOD, [[null, 74, 26]]))).toEqual([false, true, true, true, true]);
  });

  it('has more wrong when one other is surer, or has more right than it ever has', async () => {
    const verdict = await judged(GOOD, GOOD, [[null, 67, 2]], [[null, 50, 50]]);
    expect(holding(verdict)).toEqual([true, false, true, true, true]);
    expect(verdict.claims[1]?.because).toBe('not against 1: 3.0 %, other 0 2.0 % wrong at 67.0 % right');
    const beyond = await judged(GOOD, GOOD, [[null, 75, 25]]);
    expect(holding(beyond).slice(0, 2)).toEqual([false, false]);
    expect(beyond.claims[1]?.because).toMatch(/; never so many right$/);
  });

  it('needs more numbers when it has fewer right with less', async () => {
    expect(holding(await judged(GOOD, [[0.99, 70, 0]], [[null, 71, 29]]))[2]).toBe(false);
  });

  it('is too sure when more than two in a hundred are wrong, or when it is never sure', async () => {
    expect(holding(await judged([[0.99, 97, 3]], GOOD, [[null, 10, 9]]))[3]).toBe(false);
    expect(holding(await judged([[0.99, 98, 2]], GOOD, [[null, 10, 9]]))[3]).toBe(true);
    expect(holding(await judged([[0.8, 80, 20]], GOOD, [[null, 10, 9]]))[3]).toBe(false);
    expect(holding(await judged([[0.5, 80, 20]], GOOD, [[null, 10, 9]]))[4]).toBe(false);
  });

  it('counts the seeds that went the same way', async () => {
    const ours = await played('ours', 20, [[0.9, 50, 0]], [[0.9, 70, 0]], [[0.9, 60, 0]]);
    const other = await played('other', 20, [[null, 55, 9]], [[null, 60, 9]], [[null, 60, 9]]);
    const [claim] = judge(ours, ours, [other]).claims;
    expect(claim?.because).toMatch(/; ahead in 1 of 3 seeds$/);
    expect(claim?.holds).toBe(true);
  });
});
