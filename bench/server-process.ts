// A server under test in a process of its own, on a port of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;

  /** Starts bench/servers/{name}.ts, which prints `{"port":N}` when it listens. */
  static async start(name: string): Promise<ServerProcess> {
    const file = path.join(import.meta.dirname, 'servers', `${name}.ts`);
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
      child.stdout.once('data', (data) => resolve(JSON.parse(String(data)).port));
    });
    return new ServerProcess(child, port);
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}
