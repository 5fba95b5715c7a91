// A load of POSTs over kept-alive connections, one request in flight each. Raw sockets: the client must not be the limit.
import net from 'node:net';

export interface LoadResult {
  /** Answers a second. */
  readonly rate: number;
  /** Time of each answer, ms. */
  readonly latencies: number[];
}

export interface LoadOptions {
  readonly port: number;
  readonly route: string;
  readonly connections: number;
  readonly seconds: number;
  /** The next request's body, ASCII. */
  readonly body: () => string;
}

/** Each connection sends its next request when the last one is answered. */
export async function load({ port, route, connections, seconds, body }: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const clients = await Promise.all(Array.from({ length: connections }, () => Connection.open(port, route)));
  const started = performance.now();
  const until = started + seconds * 1_000;
  await Promise.all(
    clients.map(
      (client) =>
        new Promise<void>((resolve, reject) => {
          let sentAt = 0;
          const send = () => {
            sentAt = performance.now();
            client.post(body(), answered, reject);
          };
          const answered = () => {
            const now = performance.now();
            latencies.push(now - sentAt);
            if (now < until) send();
            else resolve();
          };
          send();
        }),
    ),
  );
  const rate = latencies.length / ((performance.now() - started) / 1_000);
  for (const client of clients) client.close();
  return { rate, latencies };
}

/**
 * Requests at set moments, `rate` a second, whether or not earlier ones are answered; each is timed from its moment on,
 * so that a server's stall costs all who would have come meanwhile ("coordinated omission", G. Tene).
 */
export async function steadyLoad(options: LoadOptions & { rate: number }): Promise<number[]> {
  const { port, route, connections, seconds, body, rate } = options;
  const latencies: number[] = [];
  const idle = await Promise.all(Array.from({ length: connections }, () => Connection.open(port, route)));
  const all = [...idle];
  const waiting: number[] = [];
  const started = performance.now();
  const count = rate * seconds;
  let scheduled = 0;
  await new Promise<void>((resolve, reject) => {
    const serve = () => {
      while (waiting.length > 0 && idle.length > 0) {
        const client = idle.pop() as Connection;
        const due = waiting.shift() as number;
        const answered = () => {
          latencies.push(performance.now() - due);
          idle.push(client);
          if (latencies.length === count) resolve();
          else serve();
        };
        client.post(body(), answered, reject);
      }
    };
    const tick = () => {
      const now = performance.now();
      for (let due = started + (scheduled * 1_000) / rate; scheduled < count && due <= now; ) {
        waiting.push(due);
        due = started + (++scheduled * 1_000) / rate;
      }
      serve();
      // Not a timer: those are late by up to a millisecond.
      if (scheduled < count) setImmediate(tick);
    };
    tick();
  });
  for (const client of all) client.close();
  return latencies;
}

class Connection {
  readonly #socket: net.Socket;
  readonly #head: string;
  #received = '';
  #answered: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  static async open(port: number, route: string): Promise<Connection> {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Connection(socket, route);
  }

  private constructor(socket: net.Socket, route: string) {
    this.#socket = socket;
    this.#head = `POST ${route} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: `;
    socket.setEncoding('latin1');
    socket.on('error', (error) => this.#failed(error));
    socket.on('data', (text: string) => this.#read(text));
  }

  /** @param body ASCII */
  post(body: string, answered: () => void, failed: (error: Error) => void): void {
    this.#answered = answered;
    this.#failed = failed;
    this.#received = '';
    this.#socket.write(`${this.#head}${body.length}\r\n\r\n${body}`, 'latin1');
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#received += text;
    if (!isWhole(this.#received)) return;
    if (this.#received.startsWith('HTTP/1.1 200')) this.#answered();
    else this.#failed(new Error(`refused: ${this.#received.slice(0, 300)}`));
  }
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return text.length >= head + 4 + Number(length ?? 0);
}
