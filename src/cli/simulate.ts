// `leaseline simulate SCENARIO`: generated visitors, known truth, and what each policy makes of their calls.
import { parseArgs } from 'node:util';
import { LeaseSchema } from '../config/lease-schema.ts';
import { AttributionSchema } from '../config/server-schema.ts';
import { PRIOR } from '../core/delay-model.ts';
import { compare } from '../simulation/compare.ts';
import { contenders } from '../simulation/contenders.ts';
import type { LeaselineOptions } from '../simulation/leaseline-policy.ts';
import { tableHead, tableRow } from '../simulation/result-table.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';
import { loadScenario } from './scenario-file.ts';

const USAGE = 'Usage: leaseline simulate SCENARIO [--policy PART_OF_ITS_NAME]\n';

/** Answers the exit code: 0 when all was played, 2 when the scenario has faults (or the command was misspelt). */
export async function simulate(args: string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args);
  const all = contenders(defaults());
  const chosen = all.filter(({ name }) => name.includes(asked?.policy ?? ''));
  if (asked === null || chosen.length === 0) {
    io.stderr.write(`${USAGE}Policies: ${all.map(({ name }) => name).join('; ')}.\n`);
    return 2;
  }
  const { file } = asked;
  const loaded = loadScenario(file);
  if (!loaded.ok) {
    printFaults(io, file, loaded.faults);
    return 2;
  }
  const { scenario } = loaded;
  io.stdout.write(
    `${scenario.days} days of ${scenario.visitsADay} visits; shares of visitors' calls: median (least-most) of ${scenario.seeds.length} seeds\n\n${tableHead()}\n`,
  );
  const started = performance.now();
  let visits = 0;
  let calls = 0;
  for (const row of compare(scenario, chosen)) {
    visits += row.visits;
    calls = row.calls;
    io.stdout.write(`${tableRow(row)}\n`);
    // Lets the line out before the next one is worked on.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const seconds = (performance.now() - started) / 1_000;
  io.stdout.write(
    `\nEach line: the same ${calls} calls by visitors. ${visits} visits in ${seconds.toFixed(1)} s: ${Math.round(visits / seconds)} visits a second\n`,
  );
  return 0;
}

/** The settings of an owner who changes none. */
export function defaults(): LeaselineOptions {
  const { hold_after_call, ...lease } = LeaseSchema.parse({});
  const { look_back } = AttributionSchema.parse({});
  return { lease: { ...lease, holdAfterCall: hold_after_call }, model: PRIOR, lookBack: look_back };
}

function readArguments(args: string[]): { file: string; policy: string } | null {
  try {
    const options = { policy: { type: 'string', default: '' } } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const [file] = positionals;
    return file !== undefined && positionals.length === 1 ? { file, policy: values.policy } : null;
  } catch {
    return null;
  }
}
