// What one step of the pool costs, and what a lease takes of the heap, at growing sizes, beside a plain Map.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CallModel } from '../src/core/call-model.ts';
import type { E164 } from '../src/core/e164.ts';
import { type Acquired, NumberPool } from '../src/core/number-pool.ts';
import { median, row } from './statistics.ts';

const SIZES = [10_000, 100_000, 1_000_000];
/** Fewer rounds of the larger ones: a step is timed over all of its size. */
const ROUNDS = [9, 5, 2];
const MINUTE = 60_000;
const POLICY = {
  ttl: { engaged: 5 * MINUTE, visible: 3 * MINUTE, hidden: 2 * MINUTE, left: MINUTE, intent: 15 * MINUTE },
  linger: 5 * MINUTE,
  cooldown: 30 * MINUTE,
  maximum: 240 * MINUTE,
  holdAfterCall: 10 * MINUTE,
  heartbeat: 30_000,
  pressure: { threshold: 0.8, shrink: 0.5 },
};
/** Any is as good: it visits the leases in an order unlike that of their grant. */
const STRIDE = 7_919;

export async function poolOperations(): Promise<void> {
  console.log(row('', 'us an operation', 'to Map get+set', 'heap bytes'));
  for (const [at, size] of SIZES.entries()) {
    const times: Record<string, number[]> = { map: [], acquire: [], extend: [], expire: [] };
    const bytes: Record<string, number[]> = { map: [], acquire: [] };
    for (let round = 0; round < (ROUNDS[at] ?? 1); round++) measure(size, times, bytes);
    const map = median(times['map'] ?? []);
    for (const [name, values] of Object.entries(times)) {
      const cost = median(values);
      const label = name === 'map' ? 'plain Map, get + set' : name;
      const heap = bytes[name] ? `${median(bytes[name]).toFixed(0)} each` : '';
      console.log(
        row(`${size.toLocaleString('en')}: ${label}`, cost.toFixed(2), (cost / map).toFixed(2), heap),
      );
    }
  }
}

function measure(size: number, times: Record<string, number[]>, bytes: Record<string, number[]>): void {
  const dids = Array.from({ length: size }, (_, n) => `+7495${1_000_000 + n}` as E164);
  const ids = dids.map((_, n) => `m${(n * STRIDE) % size}x${n}`);
  const before = heap();
  const map = new Map<string, object>();
  for (const id of ids) map.set(id, { id });
  bytes['map']?.push((heap() - before) / size);
  times['map']?.push(
    each(size, (n) => {
      const id = ids[(n * STRIDE) % size] as string;
      map.set(id, map.get(id) as object);
    }),
  );
  map.clear();

  const model = new CallModel(POLICY.heartbeat);
  const pool = new NumberPool({
    id: 'p',
    regions: [],
    dids,
    policy: POLICY,
    lateCalls: model.lateCalls,
    watcher: model,
  });
  // Ids come from outside: what they take is not the pool's.
  const applicants = ids.map((id, n) => ({
    nonce: `t${id}`,
    site: 'shop',
    visitor: `v${id}`,
    session: `s${n}`,
    engagement: 'visible' as const,
  }));
  const tokens: string[] = new Array(size);
  const idle = heap();
  times['acquire']?.push(
    each(size, (n) => {
      tokens[n] = tokenOf(pool.acquire(applicants[n] as (typeof applicants)[number], at(n)));
    }),
  );
  bytes['acquire']?.push((heap() - idle) / size);
  times['extend']?.push(
    each(size, (n) => pool.renew(tokens[(n * STRIDE) % size] as string, 'engaged', at(size + n))),
  );
  times['expire']?.push(each(size, () => pool.reclaim(at(2 * size) + 60 * MINUTE, 1)));
  pool.takeEnded();
}

/** A hundred steps a millisecond: all of a size are done before the first lease runs out. */
function at(step: number): number {
  return Math.floor(step / 100);
}

/** The pool may make the token its own. */
function tokenOf(acquired: Acquired): string {
  if (acquired.kind === 'exhausted') throw new Error('the pool ran dry');
  return acquired.lease.token;
}

/** Microseconds a step. */
function each(count: number, step: (n: number) => unknown): number {
  const started = performance.now();
  for (let n = 0; n < count; n++) step(n);
  return ((performance.now() - started) * 1_000) / count;
}

/** Bytes in use once the garbage is gone. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
