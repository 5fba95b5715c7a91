// CallReports on the service's own connection, for a database in memory, which no other thread can read.
import type { CallReports, ReportKind, ReportKinds } from '../../ports/call-reports.ts';
import type { Database } from './database.ts';
import { SqliteCallReports } from './sqlite-call-reports.ts';

export class InlineReports implements CallReports {
  readonly #reports: SqliteCallReports;

  constructor(database: Database) {
    this.#reports = new SqliteCallReports(database);
  }

  async ask<Kind extends ReportKind>(
    kind: Kind,
    query: ReportKinds[Kind]['query'],
  ): Promise<ReportKinds[Kind]['answer']> {
    return this.#reports.answer(kind, query);
  }
}
