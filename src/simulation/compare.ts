// Every policy at every pool size over all seeds: what share of the calls each got right.
import { type Reliability, reliability } from './reliability.ts';
import { type Spread, spread } from './spread.ts';
import { type Named, surestFirst } from './surest-first.ts';
import { callsOf, type Figures, OUTCOMES, type Outcome, type Outcomes } from './tally.ts';

/** One policy through the scenario once. */
export interface Job {
  readonly policy: string;
  readonly poolSize: number;
  readonly seed: number;
}

/** Plays a job, here or elsewhere, after those it was given before. */
export type Play = (job: Job) => Promise<Figures>;

/** Sums over the seeds, and shares as they spread over them. */
export interface Comparison {
  readonly policy: string;
  readonly poolSize: number;
  /** Visits played. */
  readonly visits: number;
  /** By visitors. */
  readonly calls: number;
  readonly outcomes: Outcomes;
  readonly strangers: { readonly calls: number; readonly named: number };
  readonly simultaneous: number;
  /** Of visitors' calls; null without any. */
  readonly shares: Readonly<Record<Outcome, Spread | null>>;
  /** Right, as a share of visitors' calls; seed by seed. */
  readonly rightBySeed: readonly number[];
  /** Share of strangers' calls for which a visit was named. */
  readonly strangersNamed: Spread | null;
  /** Null where the policy gives no confidence. */
  readonly reliability: Reliability | null;
  /** Of each seed alone. */
  readonly calibrationError: Spread | null;
  /** Empty where the policy gives no confidence. */
  readonly surestFirst: readonly Named[];
}

/** One line after the other, as they are ready: smaller pools first. */
export async function* compare(
  { seeds, poolSizes }: { readonly seeds: readonly number[]; readonly poolSizes: readonly number[] },
  policies: readonly string[],
  play: Play,
): AsyncGenerator<Comparison> {
  const lines = poolSizes.flatMap((poolSize) =>
    policies.map((policy) => ({
      policy,
      poolSize,
      tallies: Promise.all(seeds.map((seed) => play({ policy, poolSize, seed }))),
    })),
  );
  for (const { policy, poolSize, tallies } of lines) yield summary(policy, poolSize, await tallies);
}

function summary(policy: string, poolSize: number, tallies: readonly Figures[]): Comparison {
  const sum = (figure: (tally: Figures) => number) =>
    tallies.reduce((total, tally) => total + figure(tally), 0);
  const shareOf = (tally: Figures, outcome: Outcome) => {
    const calls = callsOf(tally);
    return calls === 0 ? null : tally.outcomes[outcome] / calls;
  };
  const judged = tallies.flatMap((tally) => tally.judged);
  return {
    policy,
    poolSize,
    visits: sum(({ visits }) => visits),
    calls: sum(callsOf),
    outcomes: byOutcome((outcome) => sum(({ outcomes }) => outcomes[outcome])),
    strangers: {
      calls: sum(({ strangers }) => strangers.calls),
      named: sum(({ strangers }) => strangers.named),
    },
    simultaneous: sum(({ simultaneous }) => simultaneous),
    shares: byOutcome((outcome) => spread(tallies.map((tally) => shareOf(tally, outcome)))),
    rightBySeed: tallies.map((tally) => shareOf(tally, 'right') ?? 0),
    strangersNamed: spread(
      tallies.map(({ strangers: { calls, named } }) => (calls === 0 ? null : named / calls)),
    ),
    reliability: reliability(judged),
    calibrationError: spread(tallies.map((tally) => reliability(tally.judged)?.error ?? null)),
    surestFirst: judged.length === 0 ? [] : surestFirst(judged),
  };
}

function byOutcome<Value>(value: (outcome: Outcome) => Value): Record<Outcome, Value> {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, value(outcome)])) as Record<Outcome, Value>;
}
