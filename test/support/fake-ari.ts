// An ARI on loopback, as far as routing needs one: API docs of a real one (test/fixtures/ari), requests, events.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const FIXTURES = new URL('../fixtures/ari/', import.meta.url);

export class FakeAri implements AsyncDisposable {
  readonly username = 'leaseline';
  readonly password = 'simulated';
  /** Requests that change something, in order: `POST /channels/1.2/continue`. */
  readonly requests: string[] = [];
  /** Channels in our application, as the box lists them. */
  waiting: string[] = [];
  /** Channels that are gone: whatever is asked of them is answered 404. */
  readonly gone = new Set<string>();
  /** Answers everything with this status when set. */
  status: number | null = null;
  connections = 0;
  port = 0;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #open = new Set<WebSocket>();

  static async start(): Promise<FakeAri> {
    const ari = new FakeAri();
    ari.#server.listen(0, '127.0.0.1');
    await new Promise((listening) => ari.#server.once('listening', listening));
    const address = ari.#server.address();
    ari.port = typeof address === 'object' && address ? address.port : 0;
    return ari;
  }

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        this.connections += 1;
        this.#open.add(client);
        client.on('close', () => this.#open.delete(client));
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The channel of a question enters Stasis(leaseline, ...args). */
  ask(channel: string, ...args: unknown[]): void {
    this.enter(channel, 'Local/s@leaseline-ask-00000001;2', args);
  }

  enter(id: string, name: string, args: readonly unknown[]): void {
    this.send(JSON.stringify({ type: 'StasisStart', application: 'leaseline', args, channel: { id, name } }));
  }

  send(text: string): void {
    for (const client of this.#open) client.send(text);
  }

  /** Every WebSocket breaks. */
  cut(): void {
    for (const client of this.#open) client.terminate();
  }

  /** The value that LEASELINE_ANSWER was set to on the channel. */
  answerOf(channel: string): string | null {
    const set = this.requests.find((each) => each.startsWith(`POST /channels/${channel}/variable?`));
    return set ? new URL(`http://x${set.split(' ')[1]}`).searchParams.get('value') : null;
  }

  wentOn(channel: string): boolean {
    return this.requests.includes(`POST /channels/${channel}/continue`);
  }

  hungUp(channel: string): boolean {
    return this.requests.includes(`DELETE /channels/${channel}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').replace(/^\/ari/, '');
    const login = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    if (this.status !== null) response.writeHead(this.status).end('{}');
    else if (request.headers.authorization !== login && path.startsWith('/api-docs/resources')) {
      // ari-client asks for this one once without its name and password.
      if (request.headers.authorization) response.writeHead(401).end('{}');
      else this.#docs('resources.json', response);
    } else if (path.startsWith('/api-docs/')) this.#docs(path.slice('/api-docs/'.length), response);
    else if (path.startsWith('/applications/'))
      json(response, { name: 'leaseline', channel_ids: this.waiting });
    else {
      this.requests.push(`${request.method} ${path}`);
      const [, channel = ''] = /^\/channels\/([^/?]+)/.exec(path) ?? [];
      response.writeHead(this.gone.has(channel) ? 404 : 204).end();
    }
  }

  #docs(name: string, response: ServerResponse): void {
    const docs = JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8'));
    json(response, { ...docs, basePath: `${this.url}/ari` });
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
