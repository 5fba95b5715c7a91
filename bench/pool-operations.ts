// What one step of the pool costs, and what a lease takes of the heap, at growing sizes, beside a plain Map.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RandomIdSource } from '../src/adapters/system/random-id-source.ts';
import { CallModel } from '../src/core/call-model.ts';
import type { E164 } from '../src/core/e164.ts';
import { type Acquired, NumberPool } from '../src/core/number-pool.ts';
import { median, row } from './statistics.ts';

const SIZES = [10_000, 100_000, 1_000_000];
/** Fewer rounds of the larger ones: a step is timed over all of its size. */
const ROUNDS = [25, 9, 5];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const POLICY = {
  ttl: { engaged: 5 * MINUTE, visible: 3 * MINUTE, hidden: 2 * MINUTE, left: MINUTE, intent: 15 * MINUTE },
  linger: 5 * MINUTE,
  cooldown: 30 * MINUTE,
  maximum: 240 * MINUTE,
  holdAfterCall: 10 * MINUTE,
  heartbeat: 30 * SECOND,
  pressure: { threshold: 0.8, shrink: 0.5 },
};
/** A day of 2025: times of today are no small integers, which V8 would treat better. */
const START = 1_760_000_000_000;
/** A pass of the service's reclaimer (services/lease-reclaimer.ts). */
const STEPS_PER_PASS = 2_000;
const PASS_EVERY = 250;

const LABELS = {
  map: 'plain Map, get + set',
  acquire: 'acquire',
  extend: 'extend',
  expire: 'expire, each of its 3 steps',
} as const;
type Operation = keyof typeof LABELS;

interface Sample {
  /** CPU microseconds a step. */
  readonly cost: Record<Operation, number>;
  /** Bytes each. */
  readonly bytes: Partial<Record<Operation, number>>;
}

export async function poolOperations(): Promise<void> {
  console.log(row('', 'CPU us a step', 'to Map get+set', 'heap bytes'));
  for (const [at, size] of SIZES.entries()) {
    const samples = Array.from({ length: ROUNDS[at] ?? 1 }, () => measure(size));
    const of = (operation: Operation) => median(samples.map(({ cost }) => cost[operation]));
    for (const operation of Object.keys(LABELS) as Operation[]) {
      const bytes = samples.flatMap((sample) => sample.bytes[operation] ?? []);
      console.log(
        row(
          `${size.toLocaleString('en')}: ${LABELS[operation]}`,
          of(operation).toFixed(2),
          median(samples.map(({ cost }) => cost[operation] / cost.map)).toFixed(2),
          bytes.length > 0 ? `${median(bytes).toFixed(0)} each` : '',
        ),
      );
    }
  }
}

function measure(size: number): Sample {
  const source = new RandomIdSource();
  const order = shuffled(size);
  const visitors = Array.from({ length: size }, () => sent(source.token()));
  const { cost: map, bytes: mapBytes } = measureMap(visitors, order);

  const dids = visitors.map((_, n) => `+7495${1_000_000 + n}` as E164);
  const model = new CallModel(POLICY.heartbeat);
  const { lateCalls } = model;
  const pool = new NumberPool({ id: 'p', regions: [], dids, policy: POLICY, lateCalls, watcher: model });
  const applicants = visitors.map((visitor) => ({
    nonce: source.token(),
    site: 'shop',
    visitor,
    session: sent(source.token()),
    engagement: 'visible' as const,
  }));
  const tokens: string[] = new Array(size);
  const idle = heap();
  const acquire = each(size, (n) => {
    tokens[n] = tokenOf(pool.acquire(applicants[n] as (typeof applicants)[number], at(n)));
  });
  const bytes = (heap() - idle) / size;
  for (let n = 0; n < size; n++) tokens[n] = sent(tokens[n] as string);
  const extend = each(size, (n) => {
    if (!pool.renew(tokens[order[n] as number] as string, 'engaged', at(size + n)))
      throw new Error('a lease is gone');
  });
  const expire = measureExpiry(pool, size);
  return { cost: { map, acquire, extend, expire }, bytes: { map: mapBytes, acquire: bytes } };
}

function measureMap(keys: readonly string[], order: Int32Array): { cost: number; bytes: number } {
  const before = heap();
  const map = new Map<string, object>();
  for (const key of keys) map.set(key, { key });
  const bytes = (heap() - before) / keys.length;
  const cost = each(keys.length, (n) => {
    const key = keys[order[n] as number] as string;
    map.set(key, map.get(key) as object);
  });
  return { cost, bytes };
}

/** All leases run out, linger and cool: the service's passes, one after another. */
function measureExpiry(pool: NumberPool, size: number): number {
  const last = at(2 * size);
  let now = last;
  let ended = 0;
  const cost = each(1, () => {
    for (; now <= last + 60 * MINUTE; now += PASS_EVERY) {
      pool.reclaim(now, STEPS_PER_PASS);
      ended += pool.takeEnded().length;
    }
  });
  if (ended !== size || pool.figures(now).free !== size) throw new Error(`of ${size} leases ${ended} ended`);
  return cost / (3 * size);
}

/** Steps follow one another so fast that all of a size are done before the first lease runs out. */
function at(step: number): number {
  return START + Math.floor(step / 100);
}

/** The same letters, but another string: as pages send it. */
function sent(text: string): string {
  return Buffer.from(text).toString();
}

/** The pool may make the token its own. */
function tokenOf(acquired: Acquired): string {
  if (acquired.kind === 'exhausted') throw new Error('the pool ran dry');
  return acquired.lease.token;
}

/** All below `count`, in an order that is anybody's (Fisher and Yates). */
function shuffled(count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, n) => n);
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(Math.random() * (n + 1));
    [order[n], order[other]] = [order[other] as number, order[n] as number];
  }
  return order;
}

/** Microseconds a step of the processor, the garbage collector's threads included: other programs do not count. */
function each(count: number, step: (n: number) => unknown): number {
  const started = process.cpuUsage();
  for (let n = 0; n < count; n++) step(n);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / count;
}

/** Bytes in use once the garbage is gone, those of typed arrays too. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
