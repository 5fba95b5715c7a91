// What the composition root keeps on disk: one SQLite file, and all that reads and writes it.
import type { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { Database } from './adapters/storage/database.ts';
import { GroupCommit } from './adapters/storage/group-commit.ts';
import { SqliteAlertStore } from './adapters/storage/sqlite-alert-store.ts';
import { SqliteAuditLog } from './adapters/storage/sqlite-audit-log.ts';
import { SqliteCallBacks } from './adapters/storage/sqlite-call-backs.ts';
import { SqliteCallRepository } from './adapters/storage/sqlite-call-repository.ts';
import { SqliteLeaseJournal } from './adapters/storage/sqlite-lease-journal.ts';
import { SqliteLinkStore } from './adapters/storage/sqlite-link-store.ts';
import { SqliteModelStore } from './adapters/storage/sqlite-model-store.ts';
import { SqliteSessionStore } from './adapters/storage/sqlite-session-store.ts';
import { SqliteTokenStore } from './adapters/storage/sqlite-token-store.ts';
import { SqliteTrafficArchive } from './adapters/storage/sqlite-traffic-archive.ts';
import { SqliteTrafficCounts } from './adapters/storage/sqlite-traffic-counts.ts';
import { SqliteUserStore } from './adapters/storage/sqlite-user-store.ts';
import { SqliteVisitHistory } from './adapters/storage/sqlite-visit-history.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

export interface StorageOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: PrometheusMetrics['storage'];
}

/** @throws when the database cannot be opened */
export function openStorage({ path, clock, log, metrics }: StorageOptions) {
  let healthy = true;
  const database = Database.open(path);
  const commits = new GroupCommit({
    database,
    clock,
    onTrouble: (failure) => {
      healthy = false;
      metrics.failed('commit');
      log.error({ id: 'STORAGE_TROUBLE', error: failure }, failure.message);
    },
    onRecovered: () => {
      healthy = true;
      log.info({ id: 'STORAGE_RECOVERED' }, 'The database can be written again.');
    },
  });
  return {
    journal: new SqliteLeaseJournal(database, commits),
    calls: new SqliteCallRepository(database, commits),
    alerts: new SqliteAlertStore(database, commits),
    callBacks: new SqliteCallBacks(database, commits),
    models: new SqliteModelStore(database, commits, clock),
    traffic: new SqliteTrafficArchive(database),
    counts: new SqliteTrafficCounts(database),
    visits: new SqliteVisitHistory(database, commits),
    users: new SqliteUserStore(database, commits),
    operatorSessions: new SqliteSessionStore(database, commits),
    tokens: new SqliteTokenStore(database, commits),
    links: new SqliteLinkStore(database, commits),
    auditLog: new SqliteAuditLog(database, commits),
    /** False from a write that failed until one succeeds. */
    isHealthy: () => healthy,
    close() {
      commits.close();
      database.close();
    },
  };
}
