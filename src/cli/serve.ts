// `leaseline serve --config FILE`: runs the service until it is told to stop.
import { parseArgs } from 'node:util';
import { createPinoLogger } from '../adapters/system/pino-logger.ts';
import { type App, createApp } from '../app.ts';
import { formatFault } from '../config/fault.ts';
import { loadConfig } from '../config/load.ts';
import type { Logger } from '../ports/logger.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';

const USAGE = 'Usage: leaseline serve --config FILE\n';

/** Answers the exit code: 0 after a stop, 1 when it could not start, 2 when the configuration is at fault. */
export async function serve(args: string[], io: CommandIo, stopping: AbortSignal): Promise<number> {
  const file = readConfigFile(args);
  if (file === null) {
    io.stderr.write(USAGE);
    return 2;
  }
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    printFaults(io, file, loaded.faults);
    io.stderr.write(`${file} has ${loaded.faults.length} fault(s); nothing was started.\n`);
    return 2;
  }
  const log = createPinoLogger({ level: loaded.config.log.level });
  for (const warning of loaded.warnings) log.warn({ id: 'CONFIG_WARNING' }, formatFault(file, warning));
  return run(() => createApp(loaded.config, { log }), log, stopping);
}

/** Starts the app, waits for the signal, stops it. */
async function run(create: () => Promise<App>, log: Logger, stopping: AbortSignal): Promise<number> {
  let app: App;
  try {
    app = await create();
    const { url } = await app.start();
    log.info({ id: 'STARTED', url }, `Leaseline listens at ${url}`);
  } catch (error) {
    log.error({ id: 'START_FAILED', error }, error instanceof Error ? error.message : String(error));
    return 1;
  }
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve));
  log.info({ id: 'STOPPING' }, 'Leaseline stops.');
  await app.stop();
  return 0;
}

function readConfigFile(args: string[]): string | null {
  try {
    const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
    return values.config ?? null;
  } catch {
    return null;
  }
}
