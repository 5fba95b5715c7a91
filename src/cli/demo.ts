// `leaseline demo`: the real service, a shop page with the snippet, and a simulated PBX to call from.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PbxSimulator } from '../adapters/asterisk/simulator/pbx-simulator.ts';
import { createPinoLogger } from '../adapters/system/pino-logger.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import { createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import { formatFault } from '../config/fault.ts';
import { loadConfig } from '../config/load.ts';
import type { CommandIo } from './command-io.ts';
import { DemoShop } from './demo-shop.ts';

const DEMO_FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'demo');
const HOST = '127.0.0.1';
/** Taken when free; else any free port. */
const PREFERRED = { service: 8080, shop: 8081 };
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
    for (const fault of loaded.faults) io.stderr.write(`${formatFault(file, fault)}\n`);
    return 2;
  }
  const log = createPinoLogger({ level: loaded.config.log.level });
  const clock = new SystemClock(log);
  const pbx = new PbxSimulator({ clock });
  await pbx.start();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-demo-'));
  const ports = { service: await freePort(PREFERRED.service), shop: await freePort(PREFERRED.shop) };
  const config = demoConfig(loaded.config, { ...ports, ami: pbx.port, folder });
  const app = await createApp(config, { log, clock, geo: EVERYBODY_IN_MOSCOW });
  const shop = new DemoShop({
    folder: path.join(DEMO_FOLDER, 'shop'),
    port: ports.shop,
    snippetUrl: `${config.publicUrl}/s/shop.js`,
    monitorUrl: `${config.publicUrl}/monitor/`,
    pbx,
  });
  await app.start();
  await shop.start();
  io.stdout.write(`
Leaseline demo is running. Open these two side by side:

  The shop, as a visitor:          http://${HOST}:${ports.shop}/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=123
  The monitor, as the operator:    ${config.publicUrl}/monitor/     (log in as demo, password demo)

The shop shows you a number of your own. Press "Call this number" beside the page and watch the monitor.
Stop with Ctrl-C.
`);
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve));
  await shop.stop();
  await app.stop();
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
  return 0;
}

function demoConfig(
  config: Config,
  { service, shop, ami, folder }: { service: number; shop: number; ami: number; folder: string },
): Config {
  return {
    ...config,
    listen: { host: HOST, port: service },
    publicUrl: `http://${HOST}:${service}`,
    storage: { path: path.join(folder, 'leaseline.db') },
    asterisk: config.asterisk.map((box) => ({ ...box, ami: { ...box.ami, host: HOST, port: ami } })),
    sites: config.sites.map((site) => ({
      ...site,
      origins: [`http://${HOST}:${shop}`, `http://localhost:${shop}`],
    })),
  };
}

/** `preferred` if nobody listens there, else any. */
function freePort(preferred: number): Promise<number> {
  const listening = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(port, HOST, () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
      });
    });
  return listening(preferred).catch(() => listening(0));
}
