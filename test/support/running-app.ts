// The whole service on loopback with a simulated PBX: for tests that go in by HTTP and look out by WebSocket.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PbxSimulator } from '../../src/adapters/asterisk/simulator/pbx-simulator.ts';
import { SystemClock } from '../../src/adapters/system/system-clock.ts';
import { type App, type AppOverrides, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import type { LeaseRequest, LeaseResponse } from '../../src/wire/lease.ts';
import { parseTestConfig } from './test-config.ts';
import { WatchedBoard } from './watched-board.ts';

export const TOKEN = 'test-token-of-the-operator';
const SILENT = { info() {}, warn() {}, error() {} };

export interface RunningAppOptions {
  readonly change?: (config: Config) => Config;
  readonly overrides?: Partial<AppOverrides>;
}

export class RunningApp implements AsyncDisposable {
  readonly pbx: PbxSimulator;
  readonly config: Config;
  readonly folder: string;
  url = '';
  readonly #overrides: AppOverrides;
  #app: App | null = null;

  static async start(options: RunningAppOptions = {}): Promise<RunningApp> {
    const pbx = new PbxSimulator({ clock: new SystemClock(SILENT) });
    await pbx.start();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-app-'));
    const config = parseTestConfig({ folder, amiPort: pbx.port });
    const running = new RunningApp(pbx, (options.change ?? ((same) => same))(config), folder, {
      log: SILENT,
      ...options.overrides,
    });
    await running.startApp();
    return running;
  }

  private constructor(pbx: PbxSimulator, config: Config, folder: string, overrides: AppOverrides) {
    this.pbx = pbx;
    this.config = config;
    this.folder = folder;
    this.#overrides = overrides;
  }

  async startApp(): Promise<void> {
    this.#app = await createApp(this.config, this.#overrides);
    const { port } = await this.#app.start();
    this.url = `http://127.0.0.1:${port}`;
  }

  async stopApp(): Promise<void> {
    await this.#app?.stop();
    this.#app = null;
  }

  async lease(request: Partial<LeaseRequest> = {}): Promise<LeaseResponse> {
    const response = await this.post('/v1/lease', { site: 'shop', ...request });
    if (response.status !== 200) throw new Error(`lease: ${response.status} ${await response.text()}`);
    return (await response.json()) as LeaseResponse;
  }

  post(route: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + route, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  get(route: string): Promise<Response> {
    return fetch(this.url + route, { headers: { authorization: `Bearer ${TOKEN}` } });
  }

  patch(route: string, body: unknown): Promise<Response> {
    return fetch(this.url + route, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  watch(): Promise<WatchedBoard> {
    return WatchedBoard.open(this.url, TOKEN);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopApp();
    await this.pbx.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
