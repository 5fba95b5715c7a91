// Writes a year of a busy owner into a database file: 200,000 calls and 2 million page views, by the service's own code.
import { existsSync } from 'node:fs';
import { Database } from '../src/adapters/storage/database.ts';
import { GroupCommit } from '../src/adapters/storage/group-commit.ts';
import { SqliteCallCredits } from '../src/adapters/storage/sqlite-call-credits.ts';
import { SqliteCallRepository } from '../src/adapters/storage/sqlite-call-repository.ts';
import { SqliteLeaseJournal } from '../src/adapters/storage/sqlite-lease-journal.ts';
import { SqliteSpend } from '../src/adapters/storage/sqlite-spend.ts';
import { VisitTally } from '../src/adapters/storage/visit-tally.ts';
import { SystemClock } from '../src/adapters/system/system-clock.ts';
import { DAY } from '../src/core/calendar-day.ts';
import { Dice } from './seed/dice.ts';
import { SeededCalls } from './seed/seeded-calls.ts';
import { type SeededVisit, seededVisits } from './seed/seeded-visits.ts';
import { CHANNELS, POOLS } from './seed/shop-world.ts';

export interface SeedOptions {
  readonly calls: number;
  readonly visits: number;
  /** Mean. */
  readonly pagesAVisit: number;
  readonly days: number;
  /** A midnight, UTC: the year ends then. */
  readonly until: number;
}

export const BUSY_YEAR: SeedOptions = {
  calls: 200_000,
  visits: 500_000,
  pagesAVisit: 4,
  days: 365,
  until: Math.floor(Date.now() / DAY) * DAY,
};

/** Of all calls; the others are of no visit of that moment. */
const OF_VISITS = 0.65;
const LOOK_BACK = 7 * DAY;
const SEED = 20_261_125;
/** Writes in one transaction: so many that a page of an index is written once, not a hundred times. */
const BATCH = 40_000;
/** KB; pages stay in memory until their transaction ends. */
const CACHE = 600_000;

/**
 * The same options and day give the same figures. Times of the day follow working hours, days the week; sources, campaigns,
 * keywords and pages are as unevenly popular as real ones; three visits in ten are of known visitors. Page views are written when
 * the file has a table for them.
 * @param path a new file
 */
export async function seedDatabase(path: string, options: SeedOptions = BUSY_YEAR): Promise<void> {
  if (existsSync(path)) throw new Error(`${path} exists: name a new file`);
  const database = Database.open(path);
  const { sqlite } = database;
  sqlite.pragma(`cache_size = -${CACHE}`);
  const commits = new GroupCommit({
    database,
    clock: new SystemClock({ info() {}, warn() {}, error() {} }),
    onTrouble: (failure) => console.error(failure.message),
    onRecovered: () => {},
  });
  const credits = new SqliteCallCredits(database, { poolOf, lookBack: LOOK_BACK });
  const calls = new SqliteCallRepository(database, commits, credits);
  const journal = new SqliteLeaseJournal(database, commits);
  const addPages = pageWriter(database);
  const dice = new Dice(SEED);
  const made = new SeededCalls(dice);
  const from = options.until - options.days * DAY;
  const started = performance.now();
  const count = { calls: 0, visits: 0, pages: 0 };
  let batch: Promise<void>[] = [];
  let pages: SeededVisit[] = [];
  for (const visit of seededVisits(dice, { ...options, from })) {
    const { session, lease } = visit;
    batch.push(lease ? journal.granted(lease, session) : journal.visited(session));
    pages.push(visit);
    count.visits += 1;
    count.pages += visit.pages.length;
    const due = Math.floor((count.visits * options.calls) / options.visits) - count.calls;
    for (let n = 0; n < due; n++) {
      const isOfVisit = count.calls === 0 || dice.chance(OF_VISITS);
      batch.push(calls.save(isOfVisit ? made.ofVisit(visit) : made.ofNow(session.startedAt)));
      count.calls += 1;
    }
    if (batch.length < BATCH) continue;
    await Promise.all(batch);
    addPages(pages);
    batch = [];
    pages = [];
  }
  await Promise.all(batch);
  addPages(pages);
  await new SqliteSpend(database, commits).replace(seededSpend(dice, from, options));
  const tally = new VisitTally(database, commits);
  while (await tally.piece(options.until + 2 * DAY, 5_000));
  commits.close();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  const megabytes = (Number(sqlite.pragma('page_count', { simple: true })) * 4_096) / 1e6;
  database.close();
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${path}: ${count.calls} calls, ${count.visits} visits, ${count.pages} page views, ${megabytes.toFixed(0)} MB in ${seconds.toFixed(0)} s`,
  );
}

function poolOf(did: string): string | null {
  const number = Number(did.slice(1));
  const pool = Object.entries(POOLS).find(([, [first, count]]) => number >= first && number < first + count);
  return pool?.[0] ?? null;
}

/** Nothing is written to a file that has no table of page views. */
function pageWriter({ sqlite }: Database): (visits: readonly SeededVisit[]) => void {
  const hasTable = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'page_view'").get();
  if (!hasTable) return () => {};
  const add = sqlite.prepare('INSERT INTO page_view (session, at, url, title) VALUES (?, ?, ?, ?)');
  return sqlite.transaction((visits: readonly SeededVisit[]) => {
    for (const { session, pages } of visits)
      for (const { at, url } of pages) add.run(session.id, at, url, session.page.title);
  });
}

function seededSpend(dice: Dice, from: number, { days }: SeedOptions) {
  const paid = CHANNELS.filter(({ cost }) => cost > 0);
  return Array.from({ length: days }, (_, n) => from / DAY + n).flatMap((day) =>
    paid.flatMap(({ source, medium, campaigns, cost }) =>
      campaigns.slice(0, 6).map((campaign) => ({
        id: dice.id(),
        firstDay: day,
        lastDay: day,
        source,
        medium,
        campaign,
        site: null,
        amount: Math.round(cost * (50 + dice.below(100))) / 100,
      })),
    ),
  );
}
