// `WS /v1/live`: a snapshot of the live board, then each change of it, to every operator who watches.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../ports/clock.ts';
import type { LiveChange } from '../../ports/live-feed.ts';
import type { LiveListener, LiveSnapshot } from '../../services/live-calls.ts';
import { LiveClient } from './live-client.ts';
import { changeFrame, snapshotFrame } from './live-frames.ts';
import { refuseUpgrade, type UpgradeRefusal } from './refuse-upgrade.ts';

const PATH = '/v1/live';
const HEARTBEAT = 30_000;
/** How long stop() waits for clients to say goodbye (ms). */
const GRACE = 1_000;
const BACKLOG_LIMIT = 1024 * 1024;
/** Nothing is expected from clients but control frames. */
const INCOMING_LIMIT = 1024;

/** `LiveCalls` is one. */
export interface LiveBoard {
  snapshot(): LiveSnapshot;
  subscribe(listener: LiveListener): () => void;
}

export interface LiveMeter {
  clients(count: number): void;
  /** A client read too slowly and was closed. */
  tooSlow(): void;
}

export interface LiveSocketOptions {
  readonly board: LiveBoard;
  /** Asked at the handshake, at every heartbeat and at every log-out. */
  readonly admit: (request: IncomingMessage) => 'admitted' | 'unauthenticated' | 'cross-site';
  readonly clock: Clock;
  readonly meter: LiveMeter;
  /** Bytes that may wait for a client, beyond its snapshot, before it is closed with 4008; 1 MiB. */
  readonly backlogLimit?: number;
}

export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #backlogLimit: number;
  // Compression would cost each client its own pass over each message.
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: INCOMING_LIMIT,
  });
  readonly #clients = new Set<LiveClient>();
  /** Changes of this turn, to be written together: one write a client instead of one a change. */
  #pending: Buffer[] = [];
  /** The board as it is now, for clients that come before the next change. */
  #snapshot: Buffer | null = null;
  #endings: (() => void)[] = [];
  #running = false;
  #emptied: (() => void) | null = null;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#backlogLimit = options.backlogLimit ?? BACKLOG_LIMIT;
  }

  start(server: Server): void {
    const { board, clock } = this.#options;
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head);
    server.on('upgrade', upgrade);
    this.#running = true;
    this.#endings = [
      () => server.off('upgrade', upgrade),
      board.subscribe((seq, change) => this.#changed(seq, change)),
      clock.every(HEARTBEAT, () => this.#heartbeat()),
    ];
  }

  /** Somebody logged out: their sockets end now, not at the next heartbeat. */
  checkAdmitted(): void {
    for (const client of this.#clients) client.checkAdmitted();
  }

  /** Closes every client with 1001; resolves when they are gone. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const end of this.#endings) end();
    this.#endings = [];
    this.#flush();
    if (this.#clients.size === 0) return;
    const emptied = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    for (const client of this.#clients) client.close(1001, 'the service stops');
    const cancel = this.#options.clock.after(GRACE, () => {
      for (const client of this.#clients) client.terminate();
    });
    await emptied;
    cancel();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refused = this.#refusal(request);
    if (refused !== null) refuseUpgrade(socket, refused);
    else this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#join(ws, socket, request));
  }

  #refusal(request: IncomingMessage): UpgradeRefusal | null {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return 'not-websocket';
    if ((request.url ?? '').split('?', 1)[0] !== PATH) return 'not-found';
    switch (this.#options.admit(request)) {
      case 'admitted':
        return null;
      case 'unauthenticated':
        return 'unauthenticated';
      case 'cross-site':
        return 'cross-site-request';
    }
  }

  #join(ws: WebSocket, socket: Duplex, request: IncomingMessage): void {
    if (!this.#running) {
      ws.close(1001, 'the service stops');
      return;
    }
    // What is pending is in the snapshot already; those who wait for it get it now.
    this.#flush();
    this.#snapshot ??= snapshotFrame(this.#options.board.snapshot());
    const limit = this.#backlogLimit + this.#snapshot.length;
    const client = new LiveClient(ws, socket, () => this.#options.admit(request) === 'admitted', limit);
    this.#clients.add(client);
    this.#options.meter.clients(this.#clients.size);
    ws.on('close', () => this.#left(client));
    client.write(this.#snapshot);
  }

  #left(client: LiveClient): void {
    this.#clients.delete(client);
    this.#options.meter.clients(this.#clients.size);
    if (this.#clients.size === 0) this.#emptied?.();
  }

  #changed(seq: number, change: LiveChange): void {
    this.#snapshot = null;
    if (this.#clients.size === 0) return;
    if (this.#pending.length === 0) setImmediate(() => this.#flush());
    this.#pending.push(changeFrame(seq, change));
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const frames = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
    this.#pending = [];
    for (const client of this.#clients) {
      if (!client.write(frames)) this.#options.meter.tooSlow();
    }
  }

  #heartbeat(): void {
    for (const client of this.#clients) client.checkAlive();
  }
}
