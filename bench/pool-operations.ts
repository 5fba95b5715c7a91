// What one step of the pool costs in memory at growing sizes, beside a plain Map's get and set.
import type { E164 } from '../src/core/e164.ts';
import { NumberPool } from '../src/core/number-pool.ts';
import { median, row } from './statistics.ts';

const SIZES = [10_000, 100_000];
const ROUNDS = 5;
const MINUTE = 60_000;
const POLICY = {
  ttl: { engaged: 5 * MINUTE, visible: 3 * MINUTE, hidden: 2 * MINUTE, left: MINUTE, intent: 15 * MINUTE },
  linger: 5 * MINUTE,
  cooldown: 30 * MINUTE,
  maximum: 240 * MINUTE,
  holdAfterCall: 10 * MINUTE,
  pressure: { threshold: 0.8, shrink: 0.5 },
};

export async function poolOperations(): Promise<void> {
  console.log(row('', 'us an operation', 'to Map get+set'));
  for (const size of SIZES) {
    const times: Record<string, number[]> = { map: [], acquire: [], renew: [], expire: [] };
    for (let round = 0; round < ROUNDS; round++) measure(size, times);
    const map = median(times.map ?? []);
    for (const [name, values] of Object.entries(times)) {
      const cost = median(values);
      const label = name === 'map' ? 'plain Map, get + set' : name;
      console.log(row(`${size} numbers: ${label}`, cost.toFixed(2), (cost / map).toFixed(2)));
    }
  }
}

function measure(size: number, times: Record<string, number[]>): void {
  const dids = Array.from({ length: size }, (_, n) => `+7495${String(1_000_000 + n)}` as E164);
  const tokens = dids.map((_, n) => `token-${n}-${(n * 7919) % size}`);
  const map = new Map<string, object>();
  for (const token of tokens) map.set(token, { token });
  times.map?.push(
    each(size, (n) => {
      const token = tokens[n] as string;
      map.set(token, map.get(token) as object);
    }),
  );
  const pool = new NumberPool({ id: 'p', regions: [], dids, policy: POLICY });
  const applicant = (n: number) => ({
    token: tokens[n] as string,
    site: 'shop',
    visitor: `visitor-${n}`,
    session: `session-${n}`,
    engagement: 'visible' as const,
  });
  times.acquire?.push(each(size, (n) => pool.acquire(applicant(n), n)));
  times.renew?.push(each(size, (n) => pool.renew(tokens[(n * 7919) % size] as string, 'engaged', size + n)));
  times.expire?.push(each(size, () => pool.reclaim(60 * MINUTE, 1)));
  pool.takeEnded();
}

/** Microseconds a step. */
function each(count: number, step: (n: number) => unknown): number {
  const started = performance.now();
  for (let n = 0; n < count; n++) step(n);
  return ((performance.now() - started) * 1_000) / count;
}
