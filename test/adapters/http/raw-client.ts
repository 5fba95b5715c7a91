// Bytes to a server and back, for what no HTTP client would send.
import { connect, type Socket } from 'node:net';

export class RawClient {
  readonly socket: Socket;
  received = '';
  #closed = false;
  #watchers: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (chunk) => {
      this.received += chunk.toString();
      this.#wake();
    });
    for (const event of ['end', 'close', 'error']) {
      this.socket.on(event, () => {
        this.#closed = true;
        this.#wake();
      });
    }
  }

  send(...lines: string[]): this {
    this.socket.write(lines.join('\r\n'));
    return this;
  }

  /** Waits until `answers` status lines have come, or the server closed. */
  async answers(answers: number): Promise<number[]> {
    const statuses = () =>
      [...this.received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
    while (statuses().length < answers && !this.#closed) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
    return statuses();
  }

  async closed(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  destroy(): void {
    this.socket.destroy();
  }

  #wake(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const wake of watchers) wake();
  }
}

/** A POST of a JSON body, as bytes. */
export function rawPost(path: string, body: string, ...headers: string[]): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: calls.example.ru',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}
