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
  /** The n-th request's body. */
  readonly body: (n: number) => string;
}

export async function load({ port, route, connections, seconds, body }: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  let sent = 0;
  const next = () => {
    const text = body(sent++);
    return `POST ${route} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
  await Promise.all(Array.from({ length: connections }, () => oneConnection(port, next, until, latencies)));
  return { rate: latencies.length / ((performance.now() - started) / 1_000), latencies };
}

function oneConnection(port: number, next: () => string, until: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let sentAt = 0;
    let received = '';
    const send = () => {
      sentAt = performance.now();
      received = '';
      socket.write(next());
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) {
        reject(new Error(`refused: ${received.slice(0, 300)}`));
        return;
      }
      latencies.push(performance.now() - sentAt);
      if (performance.now() < until) send();
      else socket.end(resolve);
    });
  });
}

function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  return text.length >= head + 4 + Number(length ?? 0);
}
