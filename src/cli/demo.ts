// `leaseline demo`: the real service, a shop page with the snippet, and a simulated PBX to call from.
import path from 'node:path';
import { createPinoLogger } from '../adapters/system/pino-logger.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import { loadConfig } from '../config/load.ts';
import type { CommandIo } from './command-io.ts';
import { DEMO_FOLDER, type RunningDemo, startDemo } from './demo-parts.ts';
import { printFaults } from './print-faults.ts';

/** Visitors of the demo all come from this machine; the map says where they would be. */
const EVERYBODY_IN_MOSCOW = {
  enabled: true,
  locate: () => ({ country: 'RU', region: 'RU-MOW', city: 'Moscow' }),
};

/** Runs until `stopping`. Answers the exit code. */
export async function demo(_args: string[], io: CommandIo, stopping: AbortSignal): Promise<number> {
  const file = path.join(DEMO_FOLDER, 'leaseline.yaml');
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    printFaults(io, file, loaded.faults);
    return 2;
  }
  const { config } = loaded;
  const log = createPinoLogger({ level: config.log.level });
  const running = await startDemo({ config, log, clock: new SystemClock(log), geo: EVERYBODY_IN_MOSCOW });
  io.stdout.write(welcome(running, io.env['SSH_CONNECTION'] !== undefined));
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve));
  await running.stop();
  return 0;
}

function welcome({ shop, service }: RunningDemo, remote: boolean): string {
  const [shopPort, servicePort] = [new URL(shop).port, new URL(service).port];
  // Both listen on loopback only; whoever came over SSH has their browser elsewhere.
  const tunnel = `
Your browser is on another machine? Run this there first:

  ssh -L ${servicePort}:127.0.0.1:${servicePort} -L ${shopPort}:127.0.0.1:${shopPort} ...
`;
  return `
Leaseline demo is running. Open these two side by side:

  The shop, as a visitor:          ${shop}/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=123
  The monitor, as the operator:    ${service}/monitor/     (log in as demo, password demo)

The shop shows you a number of your own. Press "Call this number" beside the page and watch the monitor.
${remote ? tunnel : ''}
Stop with Ctrl-C.
`;
}
