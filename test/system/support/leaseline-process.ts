// Leaseline as its owner runs it: `leaseline serve --config FILE` in a process of its own, which can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireCall } from '../../../src/wire/call.ts';
import type { LeaseRequest, LeaseResponse } from '../../../src/wire/lease.ts';
import { testYaml } from '../../support/test-config.ts';
import { WatchedBoard } from '../../support/watched-board.ts';
import { freeTcpPort } from './free-ports.ts';

const MAIN = join(import.meta.dirname, '../../../dist/main.js');
const TOKEN = 'test-token-of-the-operator';
const START_MS = 20_000;

export interface LeaselineProcessOptions {
  readonly ami: { readonly port: number; readonly secret: string };
  /** Where the dialplan's questions come from; by default nobody asks. */
  readonly ari?: { readonly url: string; readonly username: string; readonly password: string };
  /** Of the shop's pages. */
  readonly origin?: string;
  /** More YAML at the end of the file. */
  readonly yaml?: string;
}

export class LeaselineProcess implements AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** Lines of the log, parsed. */
  readonly log: { level: string; id: string; msg: string }[] = [];
  #process: ChildProcess | null = null;

  static async start(options: LeaselineProcessOptions): Promise<LeaselineProcess> {
    const { ami, ari, origin = 'https://shop.example.ru', yaml = '' } = options;
    const folder = mkdtempSync(join(tmpdir(), 'leaseline-system-'));
    const port = await freeTcpPort();
    const text = testYaml({ folder, amiPort: ami.port, amiSecret: ami.secret, origin })
      .replace('127.0.0.1:8080', `127.0.0.1:${port}`)
      .replace('level: warn', 'level: info');
    const withAri = ari
      ? text.replace('    trunk_contexts', `    ari: ${JSON.stringify(ari)}\n    trunk_contexts`)
      : text;
    writeFileSync(join(folder, 'leaseline.yaml'), withAri + yaml);
    const leaseline = new LeaselineProcess(`http://127.0.0.1:${port}`, folder);
    await leaseline.start();
    return leaseline;
  }

  private constructor(url: string, folder: string) {
    this.url = url;
    this.folder = folder;
  }

  /** Resolves when it answers and, for a box that is there, its link is up. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, 'serve', '--config', join(this.folder, 'leaseline.yaml')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.log.push(JSON.parse(line));
    });
    await this.logged('STARTED');
  }

  /** Waits for a log line of that id, or for one more when `times` are wanted. */
  async logged(id: string, times = 1, within = START_MS): Promise<void> {
    const deadline = Date.now() + within;
    while (this.log.filter((line) => line.id === id).length < times) {
      if (Date.now() > deadline || this.#process?.exitCode !== null) {
        throw new Error(`no ${id} in the log: ${JSON.stringify(this.log.slice(-5))}`);
      }
      await sleep(20);
    }
  }

  /** SIGSTOP and SIGCONT: alive, and answering nobody. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** SIGKILL: no goodbye. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Changes the YAML file; the service learns of it by `reload()`. */
  edit(change: (yaml: string) => string): void {
    const file = join(this.folder, 'leaseline.yaml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  /** SIGHUP, until the log says what became of it. */
  async reload(outcome: 'RELOADED' | 'RELOAD_REFUSED'): Promise<void> {
    const before = this.log.filter(({ id }) => id === outcome).length;
    this.#process?.kill('SIGHUP');
    await this.logged(outcome, before + 1);
  }

  async lease(request: Partial<LeaseRequest> = {}): Promise<LeaseResponse> {
    const response = await this.post('/v1/lease', { site: 'shop', ...request });
    if (response.status !== 200) throw new Error(`lease: ${response.status} ${await response.text()}`);
    return (await response.json()) as LeaseResponse;
  }

  post(route: string, body: unknown): Promise<Response> {
    return fetch(this.url + route, { method: 'POST', body: JSON.stringify(body) });
  }

  /** As the operator whose token it is. */
  get(route: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + route, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } });
  }

  async call(id: string): Promise<WireCall> {
    return (await (await this.get(`/v1/calls/${id}`)).json()) as WireCall;
  }

  /** Opens the live board, and waits until it shows the Asterisk box as linked. */
  async watch(): Promise<WatchedBoard> {
    const board = await WatchedBoard.open(this.url, TOKEN);
    await board.until(
      (message) =>
        (message.type === 'snapshot' && message.pbxs.some(({ up }) => up)) ||
        (message.type === 'pbx' && message.pbx.up),
    );
    return board;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    this.log.length = 0;
  }
}
