// `leaseline check FILE`: every fault of a configuration, or what it amounts to; with --live of what it names, too.
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { type Fault, formatFault } from '../config/fault.ts';
import { loadConfig } from '../config/load.ts';
import { findingsOn, type LiveFinding } from '../core/live-finding.ts';
import { checkLive } from './check-live.ts';
import type { CommandIo } from './command-io.ts';
import { exitCodeOf, liveJson, liveReport } from './live-report.ts';
import { printFaults } from './print-faults.ts';

const USAGE = `Usage: leaseline check FILE
       leaseline check --live [--watch SECONDS] [--json] FILE
`;

interface Asked {
  readonly file: string;
  /** Null: the file only. */
  readonly live: { readonly watchS: number | null; readonly json: boolean } | null;
}

/**
 * Answers the exit code: 2 when the file is at fault or the command was misspelt, 0 when the file is fine. With --live:
 * 0 when there is nothing to do, 1 when there are warnings, 2 when something is at fault.
 */
export async function check(args: string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    io.stderr.write(USAGE);
    return 2;
  }
  const { file, live } = asked;
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    if (live?.json) io.stdout.write(liveJson(loaded.faults.map((fault) => toFinding('fault', fault))));
    printFaults(io, file, loaded.faults);
    io.stderr.write(`${file} has ${count(loaded.faults.length, 'fault')}.\n`);
    return 2;
  }
  if (!live?.json) {
    for (const warning of loaded.warnings) io.stdout.write(`warning: ${formatFault(file, warning)}\n`);
    io.stdout.write(`${file} is fine: ${summary(loaded.config)}.\n`);
  }
  if (live === null) return 0;
  const watch = live.watchS === null ? null : live.watchS * 1_000;
  const found = await checkLive(loaded.config, { watch, say: (line) => io.stderr.write(`${line}\n`) });
  io.stdout.write(
    live.json
      ? liveJson([...loaded.warnings.map((fault) => toFinding('warning', fault)), ...found])
      : liveReport(found),
  );
  return Math.max(exitCodeOf(found), loaded.warnings.length > 0 ? 1 : 0);
}

function readArguments(args: string[]): Asked | null {
  try {
    const options = {
      live: { type: 'boolean' },
      watch: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return null;
    if (!values.live) return values.watch === undefined && !values.json ? { file, live: null } : null;
    const watchS = values.watch === undefined ? null : Number(values.watch);
    if (watchS !== null && !(watchS >= 1 && watchS <= 3_600)) return null;
    return { file, live: { watchS, json: values.json ?? false } };
  } catch {
    return null;
  }
}

function toFinding(level: 'warning' | 'fault', { path, message, remedy }: Fault): LiveFinding {
  return findingsOn('configuration')[level]('CONFIG', path === '' ? message : `${path}: ${message}`, remedy);
}

function summary({ sites, pools, channelNumbers, asterisk, users }: Config): string {
  const numbers = pools.reduce((sum, pool) => sum + pool.numbers.length, 0);
  return [
    count(sites.length, 'site'),
    `${count(pools.length, 'pool')} of ${count(numbers, 'number')}`,
    count(channelNumbers.length, 'channel number'),
    count(asterisk.length, 'Asterisk box', 'Asterisk boxes'),
    count(users.length, 'user'),
  ].join(', ');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
