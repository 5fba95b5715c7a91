#!/usr/bin/env node
// The command line: picks the command, hands it the world, sets the exit code. The only file that touches `process`.
import { check } from './cli/check.ts';
import type { CommandIo } from './cli/command-io.ts';
import { demo } from './cli/demo.ts';
import { serve } from './cli/serve.ts';
import { userHash } from './cli/user-hash.ts';

const USAGE = `Usage:
  leaseline serve --config FILE    run the service
  leaseline check FILE             check a configuration, all faults at once
  leaseline user hash              turn a password into a line for users: in the configuration
  leaseline demo                   a shop, a monitor and a simulated PBX, to look at
`;

/** Aborts on the first SIGINT or SIGTERM; the second ends the process at once, as by default. */
function stopping(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

async function main([command, ...args]: string[], io: CommandIo): Promise<number> {
  switch (command) {
    case 'serve':
      return serve(args, io, stopping());
    case 'demo':
      return demo(args, io, stopping());
    case 'check':
      return check(args, io);
    case 'user':
      if (args[0] === 'hash') return userHash(args.slice(1), io);
      break;
    case 'help':
    case '--help':
      io.stdout.write(USAGE);
      return 0;
  }
  io.stderr.write(USAGE);
  return 2;
}

const { env, stdin, stdout, stderr } = process;
process.exitCode = await main(process.argv.slice(2), { env, stdin, stdout, stderr });
