// The live socket on a real server, and operators' programs that listen to it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import {
  type LiveAdmission,
  LiveSocket,
  type LiveSocketOptions,
} from '../../../src/adapters/live/live-socket.ts';
import { type OperatorView, WHOLE_VIEW } from '../../../src/core/operator-view.ts';
import { LiveCalls } from '../../../src/services/live-calls.ts';
import type { LiveMessage } from '../../../src/wire/live.ts';
import { FakeClock } from '../../support/fake-clock.ts';

export class LiveFixture {
  readonly clock = new FakeClock();
  readonly board = new LiveCalls();
  readonly live: LiveSocket;
  readonly server: Server = createServer((_request, response) => response.end('plain'));
  /** Cookie value `in` is admitted until the test takes it away. */
  loggedIn = new Set(['in']);
  /** What each cookie may see, when it is not everything. */
  readonly views = new Map<string, OperatorView>();
  /** Of DIDs and pools; those not named are of `shop`. */
  readonly sites = new Map<string, string[]>();
  clients = 0;
  tooSlow = 0;
  readonly #listeners: Listener[] = [];

  constructor(overrides: Partial<LiveSocketOptions> = {}) {
    this.live = new LiveSocket({
      board: this.board,
      admit: (request) => this.#admit(request),
      siteMap: {
        sitesOfDid: (did) => this.sites.get(did) ?? ['shop'],
        sitesOfPool: (pool) => this.sites.get(pool) ?? ['shop'],
      },
      clock: this.clock,
      meter: {
        clients: (count) => {
          this.clients = count;
        },
        tooSlow: () => {
          this.tooSlow += 1;
        },
      },
      ...overrides,
    });
  }

  async start(): Promise<this> {
    this.live.start(this.server);
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const { ws } of this.#listeners) ws.terminate();
    await this.live.stop();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  listen(headers: Record<string, string> = { Cookie: 'in' }, path = '/v1/live'): Listener {
    const listener = new Listener(new WebSocket(`ws://127.0.0.1:${this.port}${path}`, { headers }));
    this.#listeners.push(listener);
    return listener;
  }

  #admit({ headers }: IncomingMessage): LiveAdmission {
    if (headers.origin === 'https://evil.example') return 'cross-site';
    const cookie = headers.cookie ?? '';
    return this.loggedIn.has(cookie) ? (this.views.get(cookie) ?? WHOLE_VIEW) : 'unauthenticated';
  }
}

export class Listener {
  readonly ws: WebSocket;
  readonly messages: LiveMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  /** HTTP status and body of a refused handshake. */
  readonly refused: Promise<{ status: number; type: string; body: string }>;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => this.messages.push(JSON.parse(String(data)) as LiveMessage));
    ws.on('error', () => {});
    this.closed = new Promise((resolve) => {
      ws.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.refused = new Promise((resolve) => {
      ws.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body,
          }),
        );
      });
    });
  }

  async received(count: number): Promise<LiveMessage[]> {
    while (this.messages.length < count) {
      await new Promise((resolve) => this.ws.once('message', resolve));
    }
    return this.messages;
  }
}
