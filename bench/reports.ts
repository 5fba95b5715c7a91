// How long reports take over a seeded year of 200,000 calls, by which query plans, and what visitors notice of them.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CreditReader } from '../src/adapters/storage/credit-reader.ts';
import { Database } from '../src/adapters/storage/database.ts';
import { SqliteCallReports } from '../src/adapters/storage/sqlite-call-reports.ts';
import { ATTRIBUTION_MODELS } from '../src/core/attribution-model.ts';
import type { ReportScope } from '../src/core/report.ts';
import { periodBefore } from '../src/core/report-period.ts';
import { TOKEN } from './bench-config.ts';
import { steadyLoad } from './http-load.ts';
import { leaseRequest } from './lease-request.ts';
import { BUSY_YEAR, seedDatabase } from './seed-database.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, row } from './statistics.ts';

const ROUNDS = 9;
/** The issue's: each report under this, ms. */
const BOUND = 300;
const LEASES_A_SECOND = 200;
const SECONDS = 8;
const LEASE_ROUNDS = 5;
const DAY = 86_400_000;

export async function reports(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leaseline-reports-'));
  const file = path.join(folder, 'leaseline.db');
  const ready = process.env['SEEDED_DATABASE'];
  try {
    // A file made by `npm run bench seed-database` spares the minutes that making one takes.
    if (ready && existsSync(ready)) copyFileSync(ready, file);
    else await seedDatabase(file);
    measureReports(file);
    await measureLeases(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureReports(file: string): void {
  const database = Database.openToRead(file);
  const asked = collectStatements(database);
  const found = reportsOf(new SqliteCallReports(database));
  const times = new Map(found.map(({ name }) => [name, [] as number[]]));
  for (const { ask } of found) ask();
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, ask } of found) {
      const started = performance.now();
      ask();
      times.get(name)?.push(performance.now() - started);
    }
  }
  console.log(`the whole year, ${ROUNDS} interleaved rounds, ms; to be under ${BOUND}`);
  console.log(row('', 'median', 'slowest', ''));
  for (const [name, took] of times) {
    const middle = median(took);
    console.log(
      row(name, middle.toFixed(0), Math.max(...took).toFixed(0), middle < BOUND ? 'ok' : 'TOO SLOW'),
    );
  }
  console.log('\nquery plans');
  for (const sql of asked) {
    const plan = database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const steps = plan.all(...Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => 0));
    console.log(`- ${sql.replace(/\s+/g, ' ')}`);
    for (const step of steps) console.log(`    ${(step as { detail: string }).detail}`);
  }
  database.close();
}

/** Every text that is prepared from now on. */
function collectStatements({ sqlite }: Database): ReadonlySet<string> {
  const texts = new Set<string>([CreditReader.SQL]);
  const prepare = sqlite.prepare.bind(sqlite);
  Object.defineProperty(sqlite, 'prepare', {
    value: (text: string) => {
      if (!text.startsWith('EXPLAIN')) texts.add(text);
      return prepare(text);
    },
  });
  return texts;
}

function reportsOf(found: SqliteCallReports): { name: string; ask: () => unknown }[] {
  const to = BUSY_YEAR.until + DAY;
  const year: ReportScope = {
    from: to - (BUSY_YEAR.days + 1) * DAY,
    to,
    site: null,
    sites: null,
    zone: 'Europe/Moscow',
  };
  const half = { ...year, from: to - 183 * DAY };
  const plain = { model: 'last', compared: null, limit: 1_000 } as const;
  const calls = (...by: Parameters<typeof found.answer<'calls'>>[1]['by'][number][]) => ({
    name: `calls by ${by.join(', ')}`,
    ask: () => found.answer('calls', { ...year, ...plain, by }),
  });
  return [
    calls('source'),
    calls('source', 'campaign'),
    calls('campaign', 'term'),
    calls('page', 'region'),
    calls('pool', 'agent'),
    ...ATTRIBUTION_MODELS.slice(1).map((model) => ({
      name: `calls by source, campaign: ${model}`,
      ask: () => found.answer('calls', { ...year, ...plain, by: ['source', 'campaign'], model }),
    })),
    {
      name: 'calls, half years compared',
      ask: () =>
        found.answer('calls', {
          ...half,
          ...plain,
          by: ['source'],
          compared: periodBefore(half, 'previous'),
        }),
    },
    {
      name: 'trend by day and source',
      ask: () => found.answer('trend', { ...year, step: 'day', by: 'source', model: 'last' }),
    },
    {
      name: 'trend by hour',
      ask: () => found.answer('trend', { ...year, step: 'hour', by: null, model: 'last' }),
    },
    { name: 'heat map', ask: () => found.answer('heatmap', year) },
    { name: 'funnel', ask: () => found.answer('funnel', { ...year, source: null }) },
    { name: 'funnel of a source', ask: () => found.answer('funnel', { ...year, source: 'yandex' }) },
    { name: 'agents', ask: () => found.answer('agents', year) },
    { name: 'pools', ask: () => found.answer('pools', year) },
  ];
}

async function measureLeases(folder: string): Promise<void> {
  await using server = await ServerProcess.start('leaseline', [folder]);
  const alone = { p50: [] as number[], p99: [] as number[] };
  const beside = { p50: [] as number[], p99: [] as number[] };
  let visitors = 0;
  const measure = async (into: typeof alone) => {
    const latencies = await steadyLoad({
      port: server.port,
      route: '/v1/lease',
      connections: 50,
      seconds: SECONDS,
      rate: LEASES_A_SECOND,
      body: () => leaseRequest(visitors++),
    });
    into.p50.push(median(latencies));
    into.p99.push(quantile(latencies, 0.99));
  };
  await measure({ p50: [], p99: [] });
  let answered = 0;
  for (let round = 0; round < LEASE_ROUNDS; round++) {
    await measure(alone);
    let isOver = false;
    const reading = readReports(server.port, () => isOver).then((count) => {
      answered += count;
    });
    await measure(beside);
    isOver = true;
    await reading;
  }
  console.log(
    `\n${LEASES_A_SECOND} leases/s at set moments, ${LEASE_ROUNDS} interleaved rounds of ${SECONDS} s, with and without reports one after the other (${answered} of them); medians, ms`,
  );
  console.log(row('', 'p50', 'p99'));
  console.log(row('no reports', median(alone.p50).toFixed(2), median(alone.p99).toFixed(2)));
  console.log(row('reports all the time', median(beside.p50).toFixed(2), median(beside.p99).toFixed(2)));
  const ratio = median(beside.p99.map((p99, round) => p99 / (alone.p99[round] ?? Number.NaN)));
  console.log(row('p99, to that without; at most 2', '', ratio.toFixed(2)));
}

async function readReports(port: number, isOver: () => boolean): Promise<number> {
  const from = new Date(BUSY_YEAR.until - BUSY_YEAR.days * DAY).toISOString();
  const names = ['calls?by=source,campaign&', 'calls?by=source&model=probability&', 'heatmap?', 'funnel?'];
  let count = 0;
  for (; !isOver(); count++) {
    const route = `/v1/reports/${names[count % names.length]}from=${from}`;
    const response = await fetch(`http://127.0.0.1:${port}${route}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    if (response.status !== 200) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    await response.text();
  }
  return count;
}
