// Shares out the calls that were recorded before there were credits, the newest first, a piece at a time.
import type { Statement } from 'better-sqlite3';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import type { SqliteCallCredits } from './sqlite-call-credits.ts';
import type { SqliteCallRepository } from './sqlite-call-repository.ts';

export interface CreditBackfillParts {
  readonly database: Database;
  readonly commits: GroupCommit;
  readonly calls: SqliteCallRepository;
  readonly credits: SqliteCallCredits;
}

/** The migration says that there is something to do; where it has come to is the cursor of the calls' list. */
export class CreditBackfill {
  readonly #parts: CreditBackfillParts;
  readonly #cursor: Statement;
  readonly #setCursor: Statement;
  readonly #end: Statement;

  constructor(parts: CreditBackfillParts) {
    this.#parts = parts;
    const { sqlite } = parts.database;
    this.#cursor = sqlite.prepare("SELECT id FROM report_progress WHERE name = 'calls'").pluck();
    this.#setCursor = sqlite.prepare("UPDATE report_progress SET id = ? WHERE name = 'calls'");
    this.#end = sqlite.prepare("DELETE FROM report_progress WHERE name = 'calls'");
  }

  /** Shares out `limit` calls at most. Resolves, when that is on disk, to whether there are more. */
  async piece(limit: number): Promise<boolean> {
    const { calls, commits, credits } = this.#parts;
    const cursor = this.#cursor.get() as string | undefined;
    if (cursor === undefined) return false;
    const { records, next } = calls.list({ limit, ...(cursor !== '' && { cursor }) });
    await commits.write(() => {
      for (const record of records) credits.put(record, true);
      if (next === null) this.#end.run();
      else this.#setCursor.run(next);
    });
    return next !== null;
  }
}
