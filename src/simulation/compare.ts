// Every policy at every pool size over all seeds: what share of the calls each got right.
import type { Contender } from './policy.ts';
import { run } from './run.ts';
import type { Scenario } from './scenario.ts';
import { OUTCOMES, type Outcome, type Tally } from './tally.ts';

/** Over the seeds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Comparison {
  readonly policy: string;
  readonly poolSize: number;
  /** Visits played and calls by visitors, over all seeds. */
  readonly visits: number;
  readonly calls: number;
  /** Shares of visitors' calls; null without any. */
  readonly outcomes: Readonly<Record<Outcome, Spread | null>>;
  /** Share of strangers' calls for which a visit was named. */
  readonly strangersNamed: Spread | null;
  readonly sureAndRight: Spread | null;
  readonly calibrationError: Spread | null;
}

/** One line after the other, as they are ready: smaller pools first. */
export function* compare(scenario: Scenario, contenders: readonly Contender[]): Generator<Comparison> {
  for (const poolSize of scenario.poolSizes) {
    for (const { name, build } of contenders) {
      const tallies = scenario.seeds.map((seed) => run(scenario, build(poolSize), poolSize, seed));
      yield summary(name, poolSize, tallies);
    }
  }
}

function summary(policy: string, poolSize: number, tallies: readonly Tally[]): Comparison {
  const share = (outcome: Outcome) =>
    spread(tallies.map(({ outcomes, calls }) => (calls === 0 ? null : outcomes[outcome] / calls)));
  return {
    policy,
    poolSize,
    visits: tallies.reduce((sum, { visits }) => sum + visits, 0),
    calls: tallies.reduce((sum, { calls }) => sum + calls, 0),
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, share(outcome)])) as Record<
      Outcome,
      Spread | null
    >,
    strangersNamed: spread(
      tallies.map(({ strangers: { calls, named } }) => (calls === 0 ? null : named / calls)),
    ),
    sureAndRight: spread(tallies.map(({ sureAndRight }) => sureAndRight)),
    calibrationError: spread(tallies.map(({ calibrationError }) => calibrationError)),
  };
}

function spread(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((one, two) => one - two);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return null;
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? least) + (sorted[Math.ceil(middle)] ?? most)) / 2;
  return { median, least, most };
}
