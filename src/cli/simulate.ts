// `leaseline simulate SCENARIO`: generated visitors, known truth, and what each policy makes of their calls.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileTrouble } from '../config/file-trouble.ts';
import { LeaseSchema } from '../config/lease-schema.ts';
import { AttributionSchema } from '../config/server-schema.ts';
import { type Comparison, compare, type Play } from '../simulation/compare.ts';
import { contenders } from '../simulation/contenders.ts';
import type { LeaselineOptions } from '../simulation/leaseline-policy.ts';
import { resultCsv } from '../simulation/result-csv.ts';
import { reliabilityTable, tableHead, tableRow, verdictText } from '../simulation/result-table.ts';
import type { Scenario } from '../simulation/scenario.ts';
import { judge, type Verdict } from '../simulation/verdict.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';
import { loadScenario } from './scenario-file.ts';
import { readSimulateOptions, type SimulateOptions, USAGE } from './simulate-options.ts';
import { playHere, Threads } from './simulation-player.ts';

/**
 * Answers the exit code: 0 when all was played, 1 when `--strict` and a promise does not hold or a file cannot be
 * written, 2 when the scenario has faults (or the command was misspelt).
 */
export async function simulate(args: string[], io: CommandIo): Promise<number> {
  const options = readSimulateOptions(args);
  if (typeof options === 'string') {
    io.stderr.write(`${options}\n`);
    return 2;
  }
  const leaseline = defaults();
  const all = contenders(leaseline).map(({ name }) => name);
  const policies = all.filter((name) => name.includes(options?.policy ?? ''));
  if (options === null || policies.length === 0 || !all.includes(options.ours)) {
    io.stderr.write(`${USAGE}Policies: ${all.join('; ')}.\n`);
    return 2;
  }
  const loaded = loadScenario(options.file, options.overrides);
  if (!loaded.ok) {
    for (const fault of loaded.faults) printFaults(io, fault.where, [fault]);
    return 2;
  }
  const world = { scenario: loaded.scenario, leaseline };
  const threads = options.jobs > 1 ? new Threads(world, options.jobs) : null;
  try {
    const play: Play = threads ? (job) => threads.play(job) : playHere(world);
    const rows = await playAll(world.scenario, policies, play, options, io);
    const verdicts = await judgeAll(world.scenario, rows, play, options.ours);
    for (const verdict of verdicts) io.stdout.write(`\n${verdictText(verdict)}\n`);
    const written = await writeFiles(options, world.scenario, rows, verdicts, io);
    const holds = verdicts.every(({ claims }) => claims.every((claim) => claim.holds));
    return written && (holds || !options.strict) ? 0 : 1;
  } finally {
    await threads?.stop();
  }
}

async function playAll(
  scenario: Scenario,
  policies: readonly string[],
  play: Play,
  { overrides, ours }: SimulateOptions,
  io: CommandIo,
): Promise<Comparison[]> {
  const { days, warmUp, visitsADay, seeds } = scenario;
  const set = overrides.map(({ written }) => `, ${written}`).join('');
  const warm = warmUp > 0 ? ` after ${warmUp} days that do not count` : '';
  io.stdout.write(
    `${days} days of ${visitsADay} visits${warm}${set}; shares of visitors' calls: median (least-most) of ${seeds.length} seeds\n`,
  );
  const started = performance.now();
  const rows: Comparison[] = [];
  for await (const row of compare(scenario, policies, play)) {
    const isFirst = rows.at(-1)?.poolSize !== row.poolSize;
    rows.push(row);
    io.stdout.write(`${isFirst ? `\n${tableHead(row.poolSize)}\n` : ''}${tableRow(row)}\n`);
  }
  const seconds = (performance.now() - started) / 1_000;
  const visits = rows.reduce((sum, row) => sum + row.visits, 0);
  io.stdout.write(
    `\nEach line: the same ${rows[0]?.calls ?? 0} calls by visitors. ${visits} visits in ${seconds.toFixed(1)} s: ${Math.round(visits / seconds)} visits a second\n`,
  );
  for (const table of rows.filter(({ policy }) => policy === ours).map(reliabilityTable)) {
    if (table !== null) io.stdout.write(`\n${table}\n`);
  }
  return rows;
}

/** One verdict a pool size; none when there is nobody to compare with. */
async function judgeAll(
  { seeds, reach }: Scenario,
  rows: readonly Comparison[],
  play: Play,
  name: string,
): Promise<Verdict[]> {
  const ours = rows.filter(({ policy }) => policy === name);
  const others = rows.filter(({ policy }) => policy !== name && !policy.startsWith('leaseline'));
  if (ours.length === 0 || others.length === 0) return [];
  const poolSizes = ours.map(({ poolSize }) => Math.max(1, Math.floor(poolSize * reach)));
  const withFewer: Comparison[] = [];
  for await (const row of compare({ seeds, poolSizes }, [name], play)) withFewer.push(row);
  return ours.map((row, index) =>
    judge(
      row,
      withFewer[index] as Comparison,
      others.filter(({ poolSize }) => poolSize === row.poolSize),
    ),
  );
}

async function writeFiles(
  { json, csv, plots, ours }: SimulateOptions,
  scenario: Scenario,
  rows: readonly Comparison[],
  verdicts: readonly Verdict[],
  io: CommandIo,
): Promise<boolean> {
  try {
    if (json !== null) writeFileSync(json, toJson(scenario, rows, verdicts));
    if (csv !== null) writeFileSync(csv, resultCsv(rows));
    if (plots !== null) {
      mkdirSync(plots, { recursive: true });
      const { drawPlots } = await import('./plots/draw-plots.ts');
      for (const { name, svg } of drawPlots(rows, ours)) writeFileSync(path.join(plots, name), svg);
    }
    return true;
  } catch (error) {
    io.stderr.write(`the results cannot be written: ${fileTrouble(error)}\n`);
    return false;
  }
}

function toJson(scenario: Scenario, rows: readonly Comparison[], verdicts: readonly Verdict[]): string {
  // The verdicts say what became of those many steps.
  const figures = rows.map(({ surestFirst: _, ...row }) => row);
  return `${JSON.stringify({ scenario, figures, verdicts }, null, 2)}\n`;
}

/** The settings of an owner who changes none. */
export function defaults(): LeaselineOptions {
  const { hold_after_call, per_address: _, ...lease } = LeaseSchema.parse({});
  const { look_back, least_confidence } = AttributionSchema.parse({});
  return {
    lease: { ...lease, holdAfterCall: hold_after_call },
    lookBack: look_back,
    leastConfidence: least_confidence,
  };
}
