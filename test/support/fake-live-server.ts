// A stand-in for the server behind the monitor: its files under a strict CSP, a log-in, a live feed that tests steer.
//
// By itself it plays a busy morning: `npx tsx test/support/fake-live-server.ts [port]`, then sign in as admin / admin.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WebSocketServer } from 'ws';
import type { WireCall } from '../../src/wire/call.ts';
import type { LiveMessage, WirePbx } from '../../src/wire/live.ts';
import type { WirePool } from '../../src/wire/pool.ts';
import type { WireVisit } from '../../src/wire/visitor.ts';
import {
  ATTRIBUTIONS,
  answered,
  busyBoard,
  call,
  ended,
  POOLS,
  type SampleBoard,
} from '../monitor/sample-board.ts';
import { FakeOperatorApi } from './sample/fake-operator-api.ts';
import { sampleAlerts } from './sample/sample-alerts.ts';

/** As strict as the real server may ever become. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const TRIES = 5;

export class FakeLiveServer {
  readonly #root: string;
  readonly #board: SampleBoard;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly api = new FakeOperatorApi(Date.now());
  #seq = 40;
  #session: string | null = null;
  #failures = 0;
  /** When true, nothing is answered: requests are cut off, as by a dead network. */
  unreachable = false;
  /** How far this server's clock runs ahead of the real one, ms. */
  clockAheadMs = 0;
  /** Of whoever signs in. */
  role: 'admin' | 'marketer' | 'operator' = 'admin';
  /** When set, signing in wants this code as well. */
  totpCode: string | null = null;
  /** Paths that begin so are refused with 403. */
  forbidden: string | null = null;

  /** @param root folder of the built monitor */
  constructor(root: string, board: SampleBoard) {
    this.#root = root;
    this.#board = board;
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) => {
      if (this.unreachable || !this.#knows(request)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        client.send(
          JSON.stringify({
            type: 'snapshot',
            seq: this.#seq,
            alerts: sampleAlerts(Date.now()),
            ...this.#board,
          } satisfies LiveMessage),
        );
      });
    });
  }

  async start(port = 0): Promise<string> {
    this.#http.listen(port, '127.0.0.1');
    await once(this.#http, 'listening');
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.cut();
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  get clients(): number {
    return this.#sockets.clients.size;
  }

  putCall(next: WireCall): void {
    const at = this.#board.calls.findIndex(({ id }) => id === next.id);
    this.#board.calls = at < 0 ? [...this.#board.calls, next] : this.#board.calls.with(at, next);
    this.#send({ type: 'call', seq: ++this.#seq, call: next });
  }

  putPool(next: WirePool): void {
    this.#board.pools = this.#board.pools.map((pool) => (pool.id === next.id ? next : pool));
    this.#send({ type: 'pool', seq: ++this.#seq, pool: next });
  }

  putPbx(next: WirePbx): void {
    this.#board.pbxs = this.#board.pbxs.map((pbx) => (pbx.name === next.name ? next : pbx));
    this.#send({ type: 'pbx', seq: ++this.#seq, pbx: next });
  }

  /** Somebody who phoned comes back to the site. */
  putReturn(visit: WireVisit): void {
    this.#send({ type: 'return', seq: ++this.#seq, visit });
  }

  /** Loses one message on the way. */
  skip(): void {
    this.#seq++;
  }

  /** Drops every live connection without a goodbye. */
  cut(): void {
    for (const client of this.#sockets.clients) client.terminate();
  }

  endSession(): void {
    this.#session = null;
    this.cut();
  }

  #send(message: LiveMessage): void {
    const text = JSON.stringify(message);
    for (const client of this.#sockets.clients) client.send(text);
  }

  #knows(request: IncomingMessage): boolean {
    return this.#session !== null && (request.headers.cookie ?? '').includes(`session=${this.#session}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.unreachable) {
      request.socket.destroy();
      return;
    }
    response.setHeader('date', new Date(Date.now() + this.clockAheadMs).toUTCString());
    const url = new URL(request.url ?? '/', 'http://fake');
    const { pathname } = url;
    switch (`${request.method} ${pathname}`) {
      case 'POST /v1/login':
        return this.#login(await body(request), response);
      case 'GET /v1/me':
        if (this.#knows(request)) return reply(response, 200, { name: 'admin', role: this.role });
        return reply(response, 401, problem(401, 'Sign in first.'));
      case 'POST /v1/logout':
        this.endSession();
        return reply(response, 204);
    }
    if (pathname.startsWith('/v1/')) return this.#operate(request, url, response);
    if (pathname.startsWith('/monitor/')) return this.#file(pathname.slice('/monitor/'.length), response);
    return reply(response, 404, problem(404, 'No such page.'));
  }

  async #operate(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const text = await body(request);
    const open = /^\/v1\/(setup|invites)/.test(url.pathname);
    if (!open && !this.#knows(request)) return reply(response, 401, problem(401, 'Sign in first.'));
    if (this.forbidden !== null && url.pathname.startsWith(this.forbidden))
      return reply(response, 403, problem(403, 'Your role does not allow this.'));
    const onBoard = this.#board.calls.some(
      ({ id }) => url.pathname === `/v1/calls/${encodeURIComponent(id)}`,
    );
    if (onBoard && request.method === 'PATCH') return this.#patchCall(url.pathname, text, response);
    const answer = this.api.answer(request.method ?? 'GET', url, text);
    if (answer === null) return reply(response, 404, problem(404, 'No such page.'));
    reply(response, answer.status, answer.body as object | undefined);
  }

  /** Visit code 12345 is that of a visit from avito; no other code is known. */
  #patchCall(pathname: string, text: string, response: ServerResponse): void {
    const known = this.#board.calls.find(({ id }) => pathname === `/v1/calls/${encodeURIComponent(id)}`);
    const { visit_code: code } = JSON.parse(text) as Record<string, unknown>;
    const digits = String(code).replace(/[ -]/g, '');
    if (!known) reply(response, 404, problem(404, 'No such call.'));
    else if (!/^\d+$/.test(digits)) reply(response, 422, problem(422, 'No code.', 'invalid-body'));
    else if (digits !== '12345') reply(response, 422, problem(422, 'No visit.', 'unknown-visit-code'));
    else {
      const next = { ...known, attribution: ATTRIBUTIONS['code'] ?? known.attribution };
      this.putCall(next);
      reply(response, 200, next);
    }
  }

  #login(text: string, response: ServerResponse): void {
    const { name, password, code } = JSON.parse(text) as Record<string, unknown>;
    if (this.#failures >= TRIES) {
      response.setHeader('retry-after', '900');
      reply(response, 429, problem(429, 'Too many tries.'));
    } else if (name !== 'admin' || password !== 'admin') {
      this.#failures++;
      reply(response, 401, problem(401, 'Wrong name or password.'));
    } else if (this.totpCode !== null && code !== this.totpCode) {
      reply(response, 401, problem(401, 'A code is needed as well.', 'totp-required'));
    } else {
      this.#failures = 0;
      this.#session = crypto.randomUUID();
      response.setHeader('set-cookie', `session=${this.#session}; HttpOnly; SameSite=Strict; Path=/`);
      reply(response, 200, { name, role: this.role });
    }
  }

  async #file(path: string, response: ServerResponse): Promise<void> {
    const asset = path.startsWith('assets/') || path === 'favicon.svg';
    const name = asset ? normalize(path).replace(/^[/.]+/, '') : 'index.html';
    try {
      const content = await readFile(join(this.#root, name));
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.setHeader('content-security-policy', CSP);
      response.setHeader('x-content-type-options', 'nosniff');
      response.end(content);
    } catch {
      reply(response, 404, problem(404, 'No such file.'));
    }
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, json?: object): void {
  response.statusCode = status;
  if (json)
    response.setHeader('content-type', status < 400 ? 'application/json' : 'application/problem+json');
  response.end(json && JSON.stringify(json));
}

function problem(status: number, detail: string, code = `fake-${status}`): object {
  return { type: `urn:leaseline:${code}`, title: 'Refused', status, detail };
}

/** Calls come, are answered or not, and end, for ever. */
function play(server: FakeLiveServer): void {
  const kinds = Object.values(ATTRIBUTIONS);
  let number = 0;
  const ring = () => {
    number++;
    const attribution = kinds[number % kinds.length] ?? call('x', 0, 0).attribution;
    const rung = call(`p${number}`, Date.now(), 0, {
      caller: `+7916${String(1_000_000 + ((number * 7_654_321) % 8_999_999))}`,
      repeat: number % 3 === 0,
      attribution,
    });
    server.putCall(rung);
    setTimeout(() => {
      if (number % 4 === 0) return server.putCall(ended(rung, Date.now()));
      const talk = answered(rung, Date.now(), `PJSIP/10${number % 5}`);
      server.putCall(talk);
      setTimeout(() => server.putCall(ended(talk, Date.now())), 25_000 + (number % 7) * 6000);
    }, 9000);
    const [pool] = POOLS;
    if (pool)
      server.putPool({
        ...pool,
        leased: 19 + (number % 5),
        free: 9 - (number % 5),
        granted: pool.granted + number,
      });
  };
  setInterval(ring, 12_000);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL('../../dist/monitor', import.meta.url));
  const server = new FakeLiveServer(root, busyBoard(Date.now()));
  const url = await server.start(Number(process.argv[2] ?? 8099));
  play(server);
  console.log(`${url}/monitor/ (admin / admin)`);
}
