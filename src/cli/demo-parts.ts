// The demo's parts, joined: the real service, a simulated PBX and the shop. For the command, and for scripts/screenshots.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PbxSimulator } from '../adapters/asterisk/simulator/pbx-simulator.ts';
import { createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../ports/clock.ts';
import type { GeoLocator } from '../ports/geo-locator.ts';
import type { Logger } from '../ports/logger.ts';
import { DemoShop } from './demo-shop.ts';

export const DEMO_FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'demo');
const HOST = '127.0.0.1';
/** Taken when free; else any free port. */
const PREFERRED = { service: 8080, shop: 8081 };

export interface DemoOptions {
  /** As demo/leaseline.yaml has it; addresses and the database are put in here. */
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly geo: GeoLocator;
}

export interface RunningDemo {
  /** `http://127.0.0.1:8081` */
  readonly shop: string;
  /** `http://127.0.0.1:8080` */
  readonly service: string;
  readonly pbx: PbxSimulator;
  stop(): Promise<void>;
}

export async function startDemo({ config, log, clock, geo }: DemoOptions): Promise<RunningDemo> {
  const pbx = new PbxSimulator({ clock });
  await pbx.start();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-demo-'));
  const ports = { service: await freePort(PREFERRED.service), shop: await freePort(PREFERRED.shop) };
  const service = `http://${HOST}:${ports.service}`;
  const app = await createApp(demoConfig(config, { ...ports, ami: pbx.port, folder }), { log, clock, geo });
  const shop = new DemoShop({
    folder: path.join(DEMO_FOLDER, 'shop'),
    port: ports.shop,
    snippetUrl: `${service}/s/shop.js`,
    monitorUrl: `${service}/monitor/`,
    pbx,
  });
  await app.start();
  await shop.start();
  return {
    shop: `http://${HOST}:${ports.shop}`,
    service,
    pbx,
    stop: async () => {
      await shop.stop();
      await app.stop();
      await pbx.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
