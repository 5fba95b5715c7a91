// An operator's program on WS /v1/live: keeps every message, and waits for the one a test is about.
import WebSocket from 'ws';
import type { WireCall } from '../../src/wire/call.ts';
import type { LiveMessage } from '../../src/wire/live.ts';

export class WatchedBoard implements AsyncDisposable {
  readonly messages: LiveMessage[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  static async open(url: string, token: string): Promise<WatchedBoard> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const board = new WatchedBoard(socket);
    await board.until((message) => message.type === 'snapshot');
    return board;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as LiveMessage);
      for (const wake of this.#waiting) wake();
    });
    socket.on('error', () => {});
  }

  /** The first message that fits, of those already here or still to come. */
  async until(fits: (message: LiveMessage) => boolean, within = 15_000): Promise<LiveMessage> {
    const deadline = Date.now() + within;
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`nothing fitting came; last: ${JSON.stringify(this.messages.at(-1))}`);
      await this.#next(left);
    }
  }

  /** The first message about a call that fits. */
  async call(fits: (call: WireCall) => boolean, within?: number): Promise<WireCall> {
    const message = await this.until((each) => each.type === 'call' && fits(each.call), within);
    if (message.type !== 'call') throw new Error('unreachable');
    return message.call;
  }

  #next(within: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, within);
      this.#waiting.add(wake);
    });
  }

  /** Every state this call went through, in order. */
  states(id: string): string[] {
    return this.messages.flatMap((each) =>
      each.type === 'call' && each.call.id === id ? [each.call.state] : [],
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
  }
}
