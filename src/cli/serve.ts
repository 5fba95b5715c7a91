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

/** What the owner asks of a running service. */
export interface ServeSignals {
  readonly stopping: AbortSignal;
  /** Calls back at each wish for a reload (SIGHUP). */
  onReload(reload: () => void): void;
}

/** Answers the exit code: 0 after a stop, 1 when it could not start, 2 when the configuration is at fault. */
export async function serve(args: string[], io: CommandIo, signals: ServeSignals): Promise<number> {
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
  const reload = (app: App) => {
    try {
      reloadFrom(file, io, app, log);
    } catch (error) {
      log.error(
        { id: 'RELOAD_FAILED', error },
        'A fault of ours kept the file from being taken on. Please report it.',
      );
    }
  };
  return run(() => createApp(loaded.config, { log }), { io, log, signals, reload });
}

/** Takes on the file as it is now, or nothing of it. */
function reloadFrom(file: string, io: CommandIo, app: App, log: Logger): void {
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    for (const fault of loaded.faults) log.error({ id: 'RELOAD_FAULT' }, formatFault(file, fault));
    const { length } = loaded.faults;
    log.error(
      { id: 'RELOAD_REFUSED', faults: length },
      `${file} has ${length} fault(s); nothing was changed.`,
    );
    return;
  }
  for (const warning of loaded.warnings) log.warn({ id: 'CONFIG_WARNING' }, formatFault(file, warning));
  const { draining, needRestart } = app.reload(loaded.config);
  if (needRestart.length > 0) {
    log.warn(
      { id: 'NEEDS_RESTART', keys: needRestart },
      `Changed, but needs a restart: ${needRestart.join(', ')}. Until then they go on as they were.`,
    );
  }
  log.info({ id: 'RELOADED', draining }, `Numbers, sites and lease times are now those of ${file}.`);
}

interface RunOptions {
  readonly io: CommandIo;
  readonly log: Logger;
  readonly signals: ServeSignals;
  readonly reload: (app: App) => void;
}

/** Starts the app, waits for the signal, stops it. */
async function run(
  create: () => Promise<App>,
  { io, log, signals: { stopping, onReload }, reload }: RunOptions,
): Promise<number> {
  let app: App;
  try {
    app = await create();
    const { url, setUpLink } = await app.start();
    onReload(() => reload(app));
    log.info({ id: 'STARTED', url }, `Leaseline listens at ${url}`);
    // Not by the log, which may be sent anywhere.
    if (setUpLink !== null) io.stderr.write(`Make the first admin within an hour: ${setUpLink}\n`);
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
