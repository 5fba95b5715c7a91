// The plan for an owner's pools: their measured load, Erlang B's answer, and replays of their recorded traffic.
import type { Config, PoolConfig } from '../config/config.ts';
import type { Millis } from '../core/millis.ts';
import { LEAST_HOLDS, LEAST_MEASURED } from '../core/pool-load.ts';
import { count, percent, sizePool } from '../core/sizing.ts';
import type { TimeRange, TrafficArchive } from '../ports/traffic-archive.ts';
import { smallestSize } from '../simulation/smallest-size.ts';
import type { CommandIo } from './command-io.ts';
import { loadTable, measureLoads, type PoolLoads } from './load-table.ts';
import { RecordedPools } from './recorded-pools.ts';
import type { RecordedSource } from './recorded-source.ts';
import { SizeTrials } from './size-trials.ts';

export interface PlanOptions {
  /** Share of the busiest hours' visitors that may see the overflow number. */
  readonly overflow: number;
  /** Expected share of visitors' calls that should be named right. */
  readonly accuracy: number;
  readonly days: number;
  /** This pool only. */
  readonly pool: string | undefined;
  readonly archive: TrafficArchive;
  readonly source: RecordedSource;
  readonly config: Config;
  readonly io: CommandIo;
}

const DAY: Millis = 24 * 3_600_000;
/** Fewer say nothing about accuracy. */
const LEAST_CALLS = 30;
/** Sizes tried go so far beyond what Erlang B asks for: for overflow it errs on the safe side, accuracy may want more. */
const ROOM = { overflow: 1.5, accuracy: 4 };

/** Answers the exit code: 0 when every pool could be planned, 1 when one could not, 2 when there is no such pool. */
export async function planPools(options: PlanOptions): Promise<number> {
  const { archive, config, days, io } = options;
  const wanted = config.pools.filter(({ id }) => options.pool === undefined || id === options.pool);
  if (wanted.length === 0) {
    io.stderr.write(`No pool ${options.pool}. Pools: ${config.pools.map(({ id }) => id).join(', ')}.\n`);
    return 2;
  }
  const span = archive.span();
  if (!span) {
    io.stderr.write('No visit was recorded yet. Until then: leaseline plan --visits-a-day N --hold 8m.\n');
    return 1;
  }
  const range = { from: Math.max(span.from, span.to - days * DAY), to: span.to };
  const pools = new RecordedPools(archive.pools(range));
  const loads = measureLoads(pools, archive, range);
  let unplanned = 0;
  for (const pool of wanted) {
    const planned = await planPool(pool, loads.get(pool.id) ?? null, pools, range, options);
    if (!planned) unplanned += 1;
  }
  return unplanned === 0 ? 0 : 1;
}

async function planPool(
  { id, numbers, disabled }: PoolConfig,
  loads: PoolLoads | null,
  pools: RecordedPools,
  range: TimeRange,
  options: PlanOptions,
): Promise<boolean> {
  const { archive, source, io, overflow, config } = options;
  const lendable = numbers.length - disabled.length;
  const load = loads?.whole.measure(range.to) ?? null;
  if (!loads || !load) {
    io.stdout.write(`${tooLittle(id, range)}\n`);
    return false;
  }
  const sizing = sizePool(id, lendable, load, overflow);
  io.stdout.write(`${sizing.advice} (Erlang B)\n\n${loadTable(loads, range.to, overflow)}\n\n`);
  io.stdout.write(`${whyReplay(config)}\nReplayed, ${days(range)}:\n`);
  const trials = new SizeTrials({ pool: id, pools, archive, range, source, io });
  const limit = Math.max(lendable, Math.ceil(sizing.numbersNeeded * ROOM.overflow));
  const forOverflow = await smallestSize(limit, async (size) => (await trials.at(size)).overflow <= overflow);
  const forAccuracy = await sizeForAccuracy(
    trials,
    Math.max(limit, sizing.numbersNeeded * ROOM.accuracy),
    options,
  );
  io.stdout.write(`\nFor at most ${percent(overflow)} overflow: ${inWords(forOverflow, limit)}.\n`);
  io.stdout.write(
    `For ${percent(options.accuracy)} of calls named right: ${accuracyInWords(forAccuracy)}.\n`,
  );
  const needed = Math.max(forOverflow ?? limit, forAccuracy.kind === 'size' ? forAccuracy.size : 0);
  io.stdout.write(`So: ${advice(id, lendable, needed)}.\n\n`);
  return true;
}

type ForAccuracy =
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'unreachable'; readonly limit: number; readonly best: number }
  | { readonly kind: 'few calls'; readonly calls: number };

async function sizeForAccuracy(
  trials: SizeTrials,
  limit: number,
  { accuracy: wanted }: PlanOptions,
): Promise<ForAccuracy> {
  const { calls, accuracy: best } = await trials.at(limit);
  if (calls < LEAST_CALLS || best === null) return { kind: 'few calls', calls };
  const size = await smallestSize(limit, async (each) => ((await trials.at(each)).accuracy ?? 0) >= wanted);
  return size === null ? { kind: 'unreachable', limit, best } : { kind: 'size', size };
}

function accuracyInWords(found: ForAccuracy): string {
  switch (found.kind) {
    case 'size':
      return count(found.size);
    case 'unreachable':
      return `not even ${count(found.limit)} reach it (${percent(found.best)}), so numbers alone do not help`;
    case 'few calls':
      return `only ${found.calls} calls by visitors were recorded, ${LEAST_CALLS} are needed to say`;
  }
}

function inWords(needed: number | null, limit: number): string {
  return needed === null ? `more than ${count(limit)}` : count(needed);
}

function advice(pool: string, lendable: number, needed: number): string {
  if (needed > lendable) return `add ${count(needed - lendable)} in ${pool}`;
  const spare = lendable - needed;
  return `${pool} has enough${spare > 0 ? `, and could give up ${spare}` : ''}`;
}

function whyReplay({ lease: { pressure, linger } }: Config): string {
  return pressure.shrink < 1
    ? `Erlang B knows no pressure: from ${percent(pressure.threshold)} of the numbers in use Leaseline shortens leases, so fewer may do; and it says nothing of accuracy. So the recorded visits and calls are played again at other sizes.`
    : `Erlang B holds here (no pressure is configured, linger ${linger / 1_000} s), but says nothing of accuracy. So the recorded visits and calls are played again at other sizes.`;
}

function tooLittle(pool: string, range: TimeRange): string {
  return `Pool ${pool}: not enough was recorded to plan. It takes ${LEAST_HOLDS} leases that ended, over ${LEAST_MEASURED / DAY} days; the record has ${days(range)}. Until then: leaseline plan --visits-a-day N --hold 8m.`;
}

function days({ from, to }: TimeRange): string {
  const length = Number(((to - from) / DAY).toFixed(1));
  return `${length} ${length === 1 ? 'day' : 'days'}`;
}
