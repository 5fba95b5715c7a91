// Alerts in SQLite.
import type { Alert, AlertRule, AlertSeverity } from '../../core/alert.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { AlertRow } from './alert-schema.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { excluded, prepareWrite } from './prepared-write.ts';

export class SqliteAlertStore implements AlertStore {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: AlertRow) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#put = prepareWrite(database, (row) =>
      database.query
        .insertInto('alert')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row))),
    );
  }

  save({ facts, ...alert }: Alert): void {
    this.#commits.later(`alert ${alert.id}`, () => {
      this.#put({ ...alert, facts: JSON.stringify(facts) });
    });
  }

  recent(limit: number): Alert[] {
    const rows = this.#database.query
      .selectFrom('alert')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(limit);
    return this.#database.all(rows).map(({ rule, severity, facts, ...row }) => ({
      ...row,
      rule: rule as AlertRule,
      severity: severity as AlertSeverity,
      facts: JSON.parse(facts) as Alert['facts'],
    }));
  }
}
