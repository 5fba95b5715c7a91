// The audit log in SQLite.
import type { Millis } from '../../core/millis.ts';
import type { AuditEntry, AuditLog, AuditQuery } from '../../ports/audit-log.ts';
import { decodeCursor, encodeCursor } from './call-cursor.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { prepareWrite } from './prepared-write.ts';
import type { AuditRow } from './user-schema.ts';

/** Entries dropped in one go. */
const FORGET_CHUNK = 1_000;

export class SqliteAuditLog implements AuditLog {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #add: (row: AuditRow) => number;
  #failed = 0;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#add = prepareWrite(database, (row) =>
      database.query.insertInto('audit_entry').values(row as AuditRow & { id: never }),
    );
  }

  append({ at, who, what, subject, detail, address }: AuditEntry): void {
    const add = () => {
      this.#add({ at, who, what, subject, detail, address });
    };
    this.#commits.write(add).catch(() => {
      this.#failed += 1;
      this.#commits.later(`audit ${this.#failed}`, add);
    });
  }

  list(query: AuditQuery): { entries: AuditEntry[]; next: string | null } {
    let rows = this.#database.query.selectFrom('audit_entry').selectAll();
    if (query.cursor !== undefined) {
      const after = decodeCursor(query.cursor);
      if (!after) return { entries: [], next: null };
      rows = rows.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('at', 'id'), '<', tuple(after.startedAt, Number(after.id))),
      );
    }
    if (query.from !== undefined) rows = rows.where('at', '>=', query.from);
    if (query.to !== undefined) rows = rows.where('at', '<', query.to);
    if (query.who !== undefined) rows = rows.where('who', '=', query.who);
    if (query.what !== undefined) rows = rows.where('what', '=', query.what);
    const newestFirst = rows.orderBy('at', 'desc').orderBy('id', 'desc');
    // One more than asked for tells whether there is a next page.
    const found = this.#database.all(newestFirst.limit(query.limit + 1));
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const isMore = last !== undefined && found.length > query.limit;
    return {
      entries: page.map(({ id: _id, ...entry }) => entry),
      next: isMore ? encodeCursor({ startedAt: last.at, id: String(last.id) }) : null,
    };
  }

  forget(before: Millis): number {
    const { query } = this.#database;
    const old = query.selectFrom('audit_entry').where('at', '<', before).orderBy('at').limit(FORGET_CHUNK);
    return this.#database.run(query.deleteFrom('audit_entry').where('id', 'in', old.select('id')));
  }
}
