// Every report, read from SQLite: calls from the blocks of their credits, visits from their tallies.
import type {
  AgentFigures,
  Funnel,
  FunnelQuery,
  Heatmap,
  PoolTraffic,
  ReportFigures,
  ReportScope,
} from '../../core/report.ts';
import type { ReportKind, ReportKinds } from '../../ports/call-reports.ts';
import { callReport } from './call-report.ts';
import { CalledBackCounts } from './called-back-counts.ts';
import { BLOCK_SPAN, DOUBLE, FLAG, INT } from './credit-block.ts';
import { CreditReader } from './credit-reader.ts';
import { CreditSums } from './credit-sums.ts';
import type { Database } from './database.ts';
import { NumberIndex } from './number-index.ts';
import { trendReport } from './trend-report.ts';
import { VisitCounts } from './visit-counts.ts';
import { ZoneOffsets } from './zone-offsets.ts';

const WEEK_HOURS = 168;
/** 1970 began with a Thursday. */
const FIRST_HOUR = 72;

type Answers = {
  readonly [Kind in ReportKind]: (query: ReportKinds[Kind]['query']) => ReportKinds[Kind]['answer'];
};

export class SqliteCallReports {
  readonly #credits: CreditReader;
  readonly #visits: VisitCounts;
  readonly #calledBack: CalledBackCounts;
  readonly #answers: Answers;

  constructor(database: Database) {
    const credits = new CreditReader(database);
    this.#credits = credits;
    this.#visits = new VisitCounts(database);
    this.#calledBack = new CalledBackCounts(database);
    this.#answers = {
      calls: (query) => callReport(credits, database, query),
      trend: (query) => trendReport(credits, query),
      heatmap: (query) => this.#heatmap(query),
      funnel: (query) => this.#funnel(query),
      agents: (query) => this.#agents(query),
      pools: (query) => this.#pools(query),
    };
  }

  answer<Kind extends ReportKind>(
    kind: Kind,
    query: ReportKinds[Kind]['query'],
  ): ReportKinds[Kind]['answer'] {
    return this.#answers[kind](query);
  }

  #heatmap(query: ReportScope): Heatmap {
    const offsets = new ZoneOffsets(query.zone);
    const calls = new Array<number>(WEEK_HOURS).fill(0);
    const missed = new Array<number>(WEEK_HOURS).fill(0);
    this.#credits.each('last', query, query, (ints, _, start, hour) => {
      const begin = hour * BLOCK_SPAN;
      const local = begin + offsets.at(begin) + (ints[start + INT.offset] as number);
      const cell = (Math.floor(local / BLOCK_SPAN) + FIRST_HOUR) % WEEK_HOURS;
      calls[cell] = (calls[cell] ?? 0) + 1;
      if ((ints[start + INT.flags] as number) & FLAG.missed) missed[cell] = (missed[cell] ?? 0) + 1;
    });
    return { calls, missed };
  }

  #funnel(query: FunnelQuery): Funnel {
    const called = new NumberIndex();
    const sums = new CreditSums();
    let sales = 0;
    const source = query.source === null ? null : this.#credits.id(query.source);
    this.#credits.each('last', query, query, (ints, doubles, start) => {
      if (source !== null && ints[start + INT.source] !== source) return;
      sums.add(0, ints, doubles, start);
      const visit = doubles[(start >> 1) + DOUBLE.visit] as number;
      if (visit !== 0) called.place(visit);
      if ((doubles[(start >> 1) + DOUBLE.value] as number) > 0) sales += 1;
    });
    const { calls, answered, target, value } = sums.total();
    return {
      ...this.#visits.visits(query, query.source),
      called: called.size,
      calls,
      answered,
      target,
      sales,
      value,
    };
  }

  #agents(query: ReportScope): AgentFigures[] {
    const calledBack = this.#calledBack.byAgent(query);
    const sums = this.#sumsBy(INT.agent, query);
    const none = { answered: 0, talk: null, wait: null, target: 0, value: 0 };
    return [...new Set([...sums.keys(), ...calledBack.keys()])]
      .flatMap((agent) => {
        if (agent === null) return [];
        const { answered, talk, wait, target, value } = sums.get(agent) ?? none;
        return [{ agent, answered, talk, wait, target, value, calledBack: calledBack.get(agent) ?? 0 }];
      })
      .sort((one, two) => two.answered - one.answered || (one.agent < two.agent ? -1 : 1));
  }

  #pools(query: ReportScope): PoolTraffic {
    const lent = this.#visits.lent(query);
    const calls = this.#sumsBy(INT.pool, query);
    const names = new Set([...lent.keys(), ...calls.keys()].filter((pool) => pool !== null));
    return {
      pools: [...names].sort().map((pool) => ({
        pool,
        lent: lent.get(pool) ?? 0,
        calls: calls.get(pool)?.calls ?? 0,
      })),
      turnedAway: this.#visits.turnedAway(query),
    };
  }

  #sumsBy(place: number, query: ReportScope): Map<string | null, ReportFigures> {
    const sums = new CreditSums();
    this.#credits.each('last', query, query, (ints, doubles, start) => {
      sums.add(ints[start + place] as number, ints, doubles, start);
    });
    return new Map([...sums.figures()].map(([id, figures]) => [this.#credits.name(id), figures]));
  }
}
