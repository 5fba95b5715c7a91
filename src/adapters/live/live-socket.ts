// `WS /v1/live`: a snapshot of the live board, then each change of it, to every operator who watches.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type OperatorView, type SiteMap, viewKey } from '../../core/operator-view.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveChange } from '../../ports/live-feed.ts';
import type { LiveListener, LiveSnapshot } from '../../services/live-calls.ts';
import { LiveAudience } from './live-audience.ts';
import { LiveClient, type StillAdmitted } from './live-client.ts';
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

export type LiveAdmission = OperatorView | 'unauthenticated' | 'cross-site' | 'scope-missing';

export interface LiveSocketOptions {
  readonly board: LiveBoard;
  /** What the client may see; asked at the handshake, at every heartbeat and whenever rights have changed. */
  readonly admit: (request: IncomingMessage) => LiveAdmission;
  readonly siteMap: SiteMap;
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
  /** Those with clients, by view: all who see everything share one. */
  readonly #audiences = new Map<string, LiveAudience>();
  #isDue = false;
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
      board.subscribe((_seq, change) => this.#changed(change)),
      clock.every(HEARTBEAT, () => this.#heartbeat()),
    ];
  }

  /** Somebody logged out, or may see something else: their sockets end now, not at the next heartbeat. */
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
    const admitted = this.#admission(request);
    if (typeof admitted === 'string') refuseUpgrade(socket, admitted);
    else
      this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#join(ws, socket, request, admitted));
  }

  #admission(request: IncomingMessage): OperatorView | UpgradeRefusal {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return 'not-websocket';
    if ((request.url ?? '').split('?', 1)[0] !== PATH) return 'not-found';
    const admitted = this.#options.admit(request);
    return admitted === 'cross-site' ? 'cross-site-request' : admitted;
  }

  #join(ws: WebSocket, socket: Duplex, request: IncomingMessage, view: OperatorView): void {
    if (!this.#running) {
      ws.close(1001, 'the service stops');
      return;
    }
    // What is pending is in the snapshot already; those who wait for it get it now.
    this.#flush();
    const key = viewKey(view);
    const audience = this.#audience(key, view);
    const snapshot = audience.snapshot();
    const stillAdmitted = () => this.#stillAdmitted(request, key);
    const client = new LiveClient(ws, socket, stillAdmitted, this.#backlogLimit + snapshot.length);
    this.#clients.add(client);
    audience.clients.add(client);
    this.#options.meter.clients(this.#clients.size);
    ws.on('close', () => this.#left(client, key));
    client.write(snapshot);
  }

  #audience(key: string, view: OperatorView): LiveAudience {
    const { board, siteMap: map } = this.#options;
    const audience = this.#audiences.get(key) ?? new LiveAudience({ view, map, board });
    this.#audiences.set(key, audience);
    return audience;
  }

  #stillAdmitted(request: IncomingMessage, key: string): StillAdmitted {
    const admitted = this.#options.admit(request);
    if (typeof admitted === 'string') return 'no';
    return viewKey(admitted) === key ? 'yes' : 'changed';
  }

  #left(client: LiveClient, key: string): void {
    this.#clients.delete(client);
    const audience = this.#audiences.get(key);
    audience?.clients.delete(client);
    if (audience?.clients.size === 0) this.#audiences.delete(key);
    this.#options.meter.clients(this.#clients.size);
    if (this.#clients.size === 0) this.#emptied?.();
  }

  #changed(change: LiveChange): void {
    if (this.#audiences.size === 0) return;
    if (!this.#isDue) setImmediate(() => this.#flush());
    this.#isDue = true;
    for (const audience of this.#audiences.values()) audience.changed(change);
  }

  #flush(): void {
    this.#isDue = false;
    for (const audience of this.#audiences.values()) {
      for (let slow = audience.flush(); slow > 0; slow--) this.#options.meter.tooSlow();
    }
  }

  #heartbeat(): void {
    for (const client of this.#clients) client.checkAlive();
  }
}
