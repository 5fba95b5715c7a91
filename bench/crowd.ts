// Starts servers/crowd.ts: so many operators at once.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export class Crowd implements Disposable {
  readonly #child: ChildProcess;

  /** Resolves when all of them are connected. */
  static async open(url: string, token: string, count: number): Promise<Crowd> {
    const file = path.join(import.meta.dirname, 'servers', 'crowd.ts');
    const child = fork(file, [url, token, String(count)], { execArgv: ['--import', 'tsx'] });
    await new Promise((resolve) => child.once('message', resolve));
    return new Crowd(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** What all of them together were sent so far, and how many were closed. */
  async seen(): Promise<{ messages: number; closed: number }> {
    const told = new Promise((resolve) => this.#child.once('message', resolve));
    this.#child.send('tell');
    return (await told) as { messages: number; closed: number };
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
