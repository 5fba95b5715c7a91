// A CommandIo that keeps what a command wrote.
import { PassThrough, Readable } from 'node:stream';
import type { CommandIo } from '../../src/cli/command-io.ts';

export interface MemoryIo extends CommandIo {
  output(): string;
  errors(): string;
}

export function memoryIo({ env = {}, input = '' }: { env?: CommandIo['env']; input?: string }): MemoryIo {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  return {
    env,
    stdin: Readable.from([input]),
    stdout,
    stderr,
    output: () => String(stdout.read() ?? ''),
    errors: () => String(stderr.read() ?? ''),
  };
}
