#!/usr/bin/env node
// The command line: picks the command, hands it the world, sets the exit code. The only file that touches `process`.
import { check } from './cli/check.ts';
import type { CommandIo } from './cli/command-io.ts';
import { demo } from './cli/demo.ts';
import { model } from './cli/model.ts';
import { plan } from './cli/plan.ts';
import { replay } from './cli/replay.ts';
import { serve } from './cli/serve.ts';
import { simulate } from './cli/simulate.ts';
import { userHash } from './cli/user-hash.ts';
import { userLink } from './cli/user-link.ts';

const USAGE = `Usage:
  leaseline serve --config FILE    run the service
  leaseline check FILE             check a configuration, all faults at once
  leaseline check --live FILE      and look at the running Asterisk boxes, ARI, database
  leaseline user invite NAME --role R --config FILE
                                   make a user, and a link by which they choose their password
  leaseline user reset NAME --config FILE
                                   a link by which a user chooses a new password
  leaseline user hash              turn a password into a line for users: in the configuration
  leaseline simulate SCENARIO      play generated visitors against this and other ways of lending numbers
  leaseline model --config FILE    what was learned of when visitors phone
  leaseline plan --config FILE     how many numbers each pool needs, by its recorded traffic
  leaseline replay --db FILE --numbers N
                                   recorded visits and calls once more, with another pool size or policy
  leaseline demo                   a shop, a monitor and a simulated PBX, to look at
`;

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** npm passes on a Ctrl-C that the terminal has sent us already: signals this close together are one. */
const SAME_CTRL_C_MS = 1_000;

/** Aborts on the first SIGINT or SIGTERM; a later one ends the process at once, as by default. */
function stopping(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort();
    const byDefault = () => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
    };
    setTimeout(byDefault, SAME_CTRL_C_MS).unref();
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return controller.signal;
}

/** SIGHUP asks for a reload. One that comes while the service starts is kept for when it has. */
function reloads(): (reload: () => void) => void {
  let reload: (() => void) | null = null;
  let isWanted = false;
  process.on('SIGHUP', () => {
    if (reload) reload();
    else isWanted = true;
  });
  return (ready) => {
    reload = ready;
    if (isWanted) ready();
  };
}

async function main([command, ...args]: string[], io: CommandIo): Promise<number> {
  switch (command) {
    case 'serve':
      return serve(args, io, { stopping: stopping(), onReload: reloads() });
    case 'demo':
      return demo(args, io, stopping());
    case 'check':
      return check(args, io);
    case 'simulate':
      return simulate(args, io);
    case 'model':
      return model(args, io);
    case 'plan':
      return plan(args, io);
    case 'replay':
      return replay(args, io);
    case 'user':
      return args[0] === 'hash' ? userHash(args.slice(1), io) : userLink(args, io);
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
