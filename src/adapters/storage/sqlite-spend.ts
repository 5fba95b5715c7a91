// What advertising cost, in SQLite.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KnownSpend, SpendStore } from '../../ports/spend-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { inList } from './in-list.ts';
import { prepareWrite } from './prepared-write.ts';
import type { SpendRow } from './report-schema.ts';
import { fromSpendRow } from './spend-reader.ts';

/** Rows written in one go: some 5 ms. */
const CHUNK = 500;

export class SqliteSpend implements SpendStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: SpendRow) => number;
  readonly #dropAlike: (row: SpendRow) => void;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#put = prepareWrite(database, (row) => database.query.insertInto('spend').values(row));
    const drop = database.sqlite.prepare(
      `DELETE FROM spend WHERE first_day = ? AND source = ? AND last_day = ? AND medium IS ? AND campaign IS ? AND site IS ?`,
    );
    this.#dropAlike = ({ first_day, source, last_day, medium, campaign, site }) => {
      drop.run(first_day, source, last_day, medium, campaign, site);
    };
  }

  list(limit: number, sites: readonly string[] | null): { spends: KnownSpend[]; more: number } {
    const all = this.#database.query.selectFrom('spend');
    const theirs = sites === null ? all : all.where('site', 'in', inList(sites));
    const rows = theirs
      .selectAll()
      .orderBy('last_day', 'desc')
      .orderBy('source')
      .orderBy('campaign')
      .orderBy('id')
      .limit(limit);
    const spends = this.#database.all(rows).map(fromSpendRow);
    const [{ count } = { count: 0 }] = this.#database.all(
      theirs.select(({ fn }) => fn.countAll<number>().as('count')),
    );
    return { spends, more: count - spends.length };
  }

  add(spend: KnownSpend): Promise<void> {
    return this.#commits.write(() => {
      this.#put(toRow(spend));
    });
  }

  remove(id: string, sites: readonly string[] | null): boolean {
    let rows = this.#database.query.deleteFrom('spend').where('id', '=', id);
    if (sites !== null) rows = rows.where('site', 'in', sites);
    return this.#database.run(rows) > 0;
  }

  async replace(spends: readonly KnownSpend[]): Promise<void> {
    for (let start = 0; start < spends.length; start += CHUNK) {
      const rows = spends.slice(start, start + CHUNK).map(toRow);
      await this.#commits.write(() => {
        for (const row of rows) {
          this.#dropAlike(row);
          this.#put(row);
        }
      });
      await nextTurn();
    }
  }
}

function toRow({ firstDay, lastDay, ...rest }: KnownSpend): SpendRow {
  return { ...rest, first_day: firstDay, last_day: lastDay };
}
