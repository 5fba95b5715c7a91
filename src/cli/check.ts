// `leaseline check FILE`: every fault of a configuration, or what it amounts to.
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { formatFault } from '../config/fault.ts';
import { loadConfig } from '../config/load.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';

const USAGE = 'Usage: leaseline check FILE\n';

/** Answers the exit code: 0 when the file is fine, 2 when it is not (or the command was misspelt). */
export async function check(args: string[], io: CommandIo): Promise<number> {
  const file = readFileName(args);
  if (file === null) {
    io.stderr.write(USAGE);
    return 2;
  }
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    printFaults(io, file, loaded.faults);
    io.stderr.write(`${file} has ${count(loaded.faults.length, 'fault')}.\n`);
    return 2;
  }
  for (const warning of loaded.warnings) io.stdout.write(`warning: ${formatFault(file, warning)}\n`);
  io.stdout.write(`${file} is fine: ${summary(loaded.config)}.\n`);
  return 0;
}

function readFileName(args: string[]): string | null {
  try {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    return positionals.length === 1 ? (positionals[0] ?? null) : null;
  } catch {
    return null;
  }
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
