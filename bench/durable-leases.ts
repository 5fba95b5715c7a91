// Leases a second that reach the disk and then the visitor, and what they cost, beside other ways of building it.
import { DatabaseServer } from './database-server.ts';
import { type LoadOptions, load, steadyLoad } from './http-load.ts';
import { leaseRequest } from './lease-request.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, row } from './statistics.ts';

const ROUNDS = 7;
const SECONDS = 1.5;
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 50;
const STEADY_RATE = 500;
const STEADY_SECONDS = 6;
const STEADY_ROUNDS = 3;

const LABELS: Record<string, string> = {
  'bare-http': 'bare node:http echo, keeps nothing',
  leaseline: 'leaseline',
  express: 'bare express, keeps nothing',
  'express-sqlite': 'express + SQLite FULL',
  'express-redis': 'express + Redis AOF always',
  'fastify-redis': 'fastify + Redis AOF always',
  'express-postgres': 'express + PostgreSQL SKIP LOCKED',
};

interface Round {
  /** Answers a second. */
  readonly rate: number;
  /** us of the server process's time an answer; what a database server uses besides is not in it. */
  readonly cpu: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
}

export async function durableLeases(): Promise<void> {
  await using redis = await DatabaseServer.redis();
  await using postgres = await DatabaseServer.postgres();
  const starts: [name: string, ...args: string[]][] = [
    ['bare-http'],
    ['leaseline'],
    ['express'],
    ['express-sqlite'],
  ];
  // One Redis for both: they are never under load at once.
  if (redis) starts.push(['express-redis', redis.address], ['fastify-redis', redis.address]);
  else console.log('SKIPPED: the peers on Redis. redis-server is not installed.');
  if (postgres) starts.push(['express-postgres', postgres.address]);
  else console.log('SKIPPED: the peer on PostgreSQL. Its server is not installed.');
  const peers = new Map<string, ServerProcess>();
  try {
    for (const [name, ...args] of starts) peers.set(name, await ServerProcess.start(name, args));
    await fullSpeed(peers);
    await steady(peers);
  } finally {
    for (const server of peers.values()) await server[Symbol.asyncDispose]();
  }
}

async function fullSpeed(peers: ReadonlyMap<string, ServerProcess>): Promise<void> {
  const results = new Map([...peers.keys()].map((name) => [name, [] as Round[]]));
  for (const server of peers.values()) await load(options(server, WARM_UP_SECONDS));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, server] of peers) results.get(name)?.push(await measure(server));
  }
  console.log(
    `${ROUNDS} interleaved rounds of ${SECONDS} s, ${CONNECTIONS} connections, synced before the answer; medians`,
  );
  console.log(row('', 'answers/s', 'to bare', 'leaseline is', 'CPU us', 'CPU to bare', 'p50 ms', 'p99 ms'));
  const bare = results.get('bare-http') ?? [];
  const ours = results.get('leaseline') ?? [];
  for (const [name, rounds] of results) {
    const columns = [
      median(rounds.map(({ rate }) => rate)).toFixed(0),
      ratio(rounds, bare, 'rate').toFixed(2),
      `${ratio(ours, rounds, 'rate').toFixed(2)}x`,
      median(rounds.map(({ cpu }) => cpu)).toFixed(0),
      ratio(rounds, bare, 'cpu').toFixed(2),
      median(rounds.map(({ p50 }) => p50)).toFixed(2),
      median(rounds.map(({ p99 }) => p99)).toFixed(2),
    ];
    console.log(row(LABELS[name] ?? name, ...columns));
  }
}

async function steady(peers: ReadonlyMap<string, ServerProcess>): Promise<void> {
  const measured = ['leaseline', 'express-sqlite'].map((name) => ({
    name,
    server: peers.get(name) as ServerProcess,
    p50: [] as number[],
    p99: [] as number[],
  }));
  for (let round = 0; round < STEADY_ROUNDS; round++) {
    for (const { server, p50, p99 } of measured) {
      const latencies = await steadyLoad({ ...options(server, STEADY_SECONDS), rate: STEADY_RATE });
      p50.push(median(latencies));
      p99.push(quantile(latencies, 0.99));
    }
  }
  console.log(
    `\n${STEADY_RATE} leases/s at set moments, ${STEADY_ROUNDS} rounds of ${STEADY_SECONDS} s, from the moment on; medians`,
  );
  const base = median(measured[1]?.p99 ?? []);
  console.log(row('', 'p50 ms', 'p99 ms', 'p99 to SQLite’s'));
  for (const { name, p50, p99 } of measured) {
    const columns = [median(p50).toFixed(2), median(p99).toFixed(2), (median(p99) / base).toFixed(2)];
    console.log(row(LABELS[name] ?? name, ...columns));
  }
}

/** Of each round's values, which were measured within seconds of one another. */
function ratio(rounds: readonly Round[], base: readonly Round[], of: 'rate' | 'cpu'): number {
  return median(rounds.map((round, n) => round[of] / (base[n]?.[of] ?? Number.NaN)));
}

async function measure(server: ServerProcess): Promise<Round> {
  const before = await server.cpu();
  const { rate, latencies } = await load(options(server, SECONDS));
  const cpu = ((await server.cpu()) - before) / latencies.length;
  return { rate, cpu, p50: median(latencies), p99: quantile(latencies, 0.99) };
}

/** No visitor comes twice in a run. */
let visitors = 0;

function options(server: ServerProcess, seconds: number): LoadOptions {
  const body = () => leaseRequest(visitors++);
  return { port: server.port, route: '/v1/lease', connections: CONNECTIONS, seconds, body };
}
