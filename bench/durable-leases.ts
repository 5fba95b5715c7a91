// How many leases a second reach the disk and the visitor, beside node:http that only parses and answers.
import { load } from './http-load.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, row } from './statistics.ts';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 50;

const body = (n: number) =>
  JSON.stringify({
    site: 'shop',
    visitor: `visitor-${n}`,
    page: {
      url: `https://shop.example.ru/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=${n}`,
      title: 'Windows and balconies',
      referrer: 'https://yandex.ru/',
    },
    ids: { ym: '1700000000123456789' },
    engagement: 'visible',
  });

export async function durableLeases(): Promise<void> {
  const results: Record<string, { rate: number; p50: number; p99: number }[]> = {
    'bare-http': [],
    leaseline: [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, rounds] of Object.entries(results)) {
      await using server = await ServerProcess.start(name);
      const options = { port: server.port, route: '/v1/lease', connections: CONNECTIONS, body };
      await load({ ...options, seconds: 1, body: (n) => body(1_000_000 + n) });
      const { rate, latencies } = await load({ ...options, seconds: SECONDS });
      rounds.push({ rate, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) });
    }
  }
  console.log(`${ROUNDS} interleaved rounds of ${SECONDS} s, ${CONNECTIONS} connections, medians`);
  console.log(row('', 'answers/s', 'p50 ms', 'p99 ms', 'to bare'));
  const bare = median(results['bare-http']?.map(({ rate }) => rate) ?? []);
  for (const [name, rounds] of Object.entries(results)) {
    const of = (key: 'rate' | 'p50' | 'p99') => median(rounds.map((round) => round[key]));
    const columns = [
      of('rate').toFixed(0),
      of('p50').toFixed(2),
      of('p99').toFixed(2),
      (of('rate') / bare).toFixed(2),
    ];
    console.log(
      row(name === 'leaseline' ? 'leaseline, fsync before answer' : 'bare node:http echo', ...columns),
    );
  }
}
