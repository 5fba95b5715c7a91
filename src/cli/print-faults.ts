// The faults of a file a command was given, one a line.
import { type Fault, formatFault } from '../config/fault.ts';
import type { CommandIo } from './command-io.ts';

export function printFaults(io: CommandIo, file: string, faults: readonly Fault[]): void {
  for (const fault of faults) io.stderr.write(`${formatFault(file, fault)}\n`);
}
