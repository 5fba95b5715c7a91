// Starts servers/watcher.ts and waits for the messages it is asked for.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export interface Seen {
  /** Nanoseconds on process.hrtime's clock. */
  readonly at: bigint;
  readonly message: unknown;
}

export class Watcher implements Disposable {
  readonly #child: ChildProcess;
  #onMessage: (seen: Seen) => void = () => {};

  static async open(url: string, token: string): Promise<Watcher> {
    const file = path.join(import.meta.dirname, 'servers', 'watcher.ts');
    const child = fork(file, [url, token], { execArgv: ['--import', 'tsx'] });
    await new Promise((resolve) => child.once('message', resolve));
    return new Watcher(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (told: { at: string; message: unknown }) =>
      this.#onMessage({ at: BigInt(told.at), message: told.message }),
    );
  }

  /** Does `act` and answers the ms from then until the message that fits came to the watcher. */
  timed(act: () => void, fits: (message: unknown) => boolean): Promise<number> {
    return new Promise((resolve) => {
      let started = 0n;
      this.#onMessage = ({ at, message }) => {
        if (fits(message)) resolve(Number(at - started) / 1e6);
      };
      started = process.hrtime.bigint();
      act();
    });
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
