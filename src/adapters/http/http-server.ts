// The HTTP server: visitor calls on a short path of their own, everything else to express.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrawlerDetector } from '../../ports/crawler-detector.ts';
import type { VisitorCalls } from '../../services/lease-answer.ts';
import { clientAddress } from './client-address.ts';
import { answerHttpFaults } from './http-faults.ts';
import { OriginRules } from './origin-rules.ts';
import { PROBLEM_TYPE, problem } from './problems.ts';
import { RateLimit, type RateLimitOptions } from './rate-limit.ts';
import { VisitorDesk } from './visitor-desk.ts';
import { VisitorEndpoint } from './visitor-endpoint.ts';
import { createWebApp, type WebAppOptions } from './web-app.ts';

export interface HttpServerOptions extends Omit<WebAppOptions, 'clientAddress'> {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly visitors: VisitorCalls;
  readonly crawlers: CrawlerDetector;
  /** Lease requests of one IPv4 address or IPv6 /64; null for no limit. */
  readonly leaseRateLimit: RateLimitOptions | null;
  /** Proxies whose X-Forwarded-For is believed: addresses, CIDR ranges, `loopback`. */
  readonly trustedProxies: readonly string[];
}

export interface HttpServer {
  /** For the live socket to take upgrades from. */
  readonly server: Server;
  /** Resolves when it listens; rejects when the address is taken. */
  start(): Promise<AddressInfo>;
  /** Takes no more requests, lets those under way finish for a moment, then cuts them. Stop the live socket first. */
  stop(): Promise<void>;
}

/** A client that sends its request slower than this holds a connection for nothing (ms). */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000 };
/** Longer than nginx keeps its own side open (60 s), so that it is never us who closes under a request (ms). */
const KEEP_ALIVE = 75_000;
/** A connection on which nothing moves, such as a download nobody reads (ms). */
const IDLE = 120_000;
/** How long stop() waits for answers under way (ms). */
const GRACE = 3_000;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { clock, meter, log, sites, visitors } = options;
  const address = clientAddress(options.trustedProxies);
  const origins = new OriginRules(sites);
  const desk = new VisitorDesk({
    visitors,
    origins,
    leaseRateLimit: options.leaseRateLimit && new RateLimit(options.leaseRateLimit),
    clientAddress: address,
    crawlers: options.crawlers,
    clock,
  });
  const endpoint = new VisitorEndpoint({ desk, origins, meter, log });
  const app = createWebApp({ ...options, clientAddress: address });
  // node's own answer to a missing Host would be no problem document.
  const server = createServer({ ...TIMEOUTS, keepAliveTimeout: KEEP_ALIVE, requireHostHeader: false });
  server.timeout = IDLE;
  // A client may close its sending side and still wait for the answer, `nc` style; node would cut it (nodejs/node).
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  answerHttpFaults(server, meter, clock);

  server.on('request', (request, response) => {
    if (endpoint.handle(request, response)) return;
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      meter.refused('malformed-request');
      const body = JSON.stringify(problem('malformed-request', { detail: 'the Host header is missing' }));
      response.writeHead(400, { 'Content-Type': PROBLEM_TYPE, Connection: 'close' }).end(body);
      return;
    }
    app(request, response);
  });

  return {
    server,
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, () => {
          server.off('error', reject);
          resolve(server.address() as AddressInfo);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        const cancel = clock.after(GRACE, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
      }),
  };
}
