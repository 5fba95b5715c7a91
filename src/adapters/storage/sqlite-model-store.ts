// The delay model of each site in SQLite.
import type { Clock } from '../../ports/clock.ts';
import type { ModelStore } from '../../ports/model-store.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import type { DelayModelRow } from './model-schema.ts';
import { excluded, prepareWrite } from './prepared-write.ts';
import { savedModels } from './saved-models.ts';

export class SqliteModelStore implements ModelStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #put: (row: DelayModelRow) => number;

  constructor(database: Database, commits: GroupCommit, clock: Clock) {
    this.#database = database;
    this.#commits = commits;
    this.#clock = clock;
    this.#put = prepareWrite(database, (row) =>
      database.query
        .insertInto('delay_model')
        .values(row)
        .onConflict((conflict) => conflict.column('site').doUpdateSet(excluded(row))),
    );
  }

  load(): ReadonlyMap<string, string> {
    return savedModels(this.#database);
  }

  save(site: string, text: string): void {
    const row = { site, state: text, saved_at: this.#clock.now() };
    this.#commits.later(`delay model ${site}`, () => {
      this.#put(row);
    });
  }
}
