// Everything kept of people, in an SQLite database that lives in memory.
import { Database } from '../../../src/adapters/storage/database.ts';
import { GroupCommit } from '../../../src/adapters/storage/group-commit.ts';
import { SqliteAuditLog } from '../../../src/adapters/storage/sqlite-audit-log.ts';
import { SqliteLinkStore } from '../../../src/adapters/storage/sqlite-link-store.ts';
import { SqliteSessionStore } from '../../../src/adapters/storage/sqlite-session-store.ts';
import { SqliteTokenStore } from '../../../src/adapters/storage/sqlite-token-store.ts';
import { SqliteUserStore } from '../../../src/adapters/storage/sqlite-user-store.ts';
import type { Clock } from '../../../src/ports/clock.ts';

export class PeopleStorage {
  readonly users: SqliteUserStore;
  readonly operatorSessions: SqliteSessionStore;
  readonly tokens: SqliteTokenStore;
  readonly links: SqliteLinkStore;
  readonly auditLog: SqliteAuditLog;
  readonly commits: GroupCommit;
  readonly #database: Database;

  constructor(clock: Clock, path = ':memory:') {
    const database = Database.open(path);
    const commits = new GroupCommit({ database, clock, onTrouble() {}, onRecovered() {} });
    this.#database = database;
    this.commits = commits;
    this.users = new SqliteUserStore(database, commits);
    this.operatorSessions = new SqliteSessionStore(database, commits);
    this.tokens = new SqliteTokenStore(database, commits);
    this.links = new SqliteLinkStore(database, commits);
    this.auditLog = new SqliteAuditLog(database, commits);
  }

  close(): void {
    this.commits.close();
    this.#database.close();
  }
}
