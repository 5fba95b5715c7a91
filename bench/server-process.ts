// A server under test in a process of its own, on a port of its own.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { ServerMessage } from './under-test.ts';

export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;

  /** Starts bench/servers/{name}.ts, which says its port when it listens. */
  static async start(name: string, args: readonly string[] = []): Promise<ServerProcess> {
    const file = path.join(import.meta.dirname, 'servers', `${name}.ts`);
    const child = fork(file, args, { execArgv: ['--import', 'tsx'] });
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    });
    ended.catch(() => {});
    const { port } = await Promise.race([answer(child, 'port'), ended]);
    return new ServerProcess(child, port);
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Processor time it has used so far, us. */
  async cpu(): Promise<number> {
    const answered = answer(this.#child, 'cpu');
    this.#child.send('cpu');
    return (await answered).cpu;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

function answer<Key extends keyof ServerMessage>(
  child: ChildProcess,
  key: Key,
): Promise<Record<Key, number>> {
  return new Promise((resolve) => {
    const look = (message: Partial<ServerMessage>) => {
      if (message[key] === undefined) return;
      child.off('message', look);
      resolve(message as Record<Key, number>);
    };
    child.on('message', look);
  });
}
