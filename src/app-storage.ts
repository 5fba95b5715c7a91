// What the composition root keeps on disk: one SQLite file, and all that reads and writes it.
import type { PrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { CreditBackfill } from './adapters/storage/credit-backfill.ts';
import { Database } from './adapters/storage/database.ts';
import { GroupCommit } from './adapters/storage/group-commit.ts';
import { InlineReports } from './adapters/storage/inline-reports.ts';
import { ReportThread } from './adapters/storage/report-thread.ts';
import { ReportUpkeep } from './adapters/storage/report-upkeep.ts';
import { SqliteAlertStore } from './adapters/storage/sqlite-alert-store.ts';
import { SqliteAuditLog } from './adapters/storage/sqlite-audit-log.ts';
import { SqliteCallBacks } from './adapters/storage/sqlite-call-backs.ts';
import { SqliteCallCredits, type SqliteCallCreditsOptions } from './adapters/storage/sqlite-call-credits.ts';
import { SqliteCallRepository } from './adapters/storage/sqlite-call-repository.ts';
import { SqliteLeaseJournal } from './adapters/storage/sqlite-lease-journal.ts';
import { SqliteLinkStore } from './adapters/storage/sqlite-link-store.ts';
import { SqliteModelStore } from './adapters/storage/sqlite-model-store.ts';
import { SqliteSessionStore } from './adapters/storage/sqlite-session-store.ts';
import { SqliteSpend } from './adapters/storage/sqlite-spend.ts';
import { SqliteTokenStore } from './adapters/storage/sqlite-token-store.ts';
import { SqliteTrafficArchive } from './adapters/storage/sqlite-traffic-archive.ts';
import { SqliteTrafficCounts } from './adapters/storage/sqlite-traffic-counts.ts';
import { SqliteUserStore } from './adapters/storage/sqlite-user-store.ts';
import { SqliteVisitHistory } from './adapters/storage/sqlite-visit-history.ts';
import { VisitTally } from './adapters/storage/visit-tally.ts';
import type { CallReports } from './ports/call-reports.ts';
import type { Clock } from './ports/clock.ts';
import type { Logger } from './ports/logger.ts';

export interface StorageOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: PrometheusMetrics['storage'];
  /** How calls are shared out for reports. */
  readonly credits: SqliteCallCreditsOptions;
}

/** @throws when the database cannot be opened */
export function openStorage({ path, clock, log, metrics, credits }: StorageOptions) {
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
  const parts = { database, commits, credits: new SqliteCallCredits(database, credits) };
  const calls = new SqliteCallRepository(database, commits, parts.credits);
  const thread = path === ':memory:' ? null : new ReportThread({ path, clock, log });
  const reports: CallReports = thread ?? new InlineReports(database);
  return {
    journal: new SqliteLeaseJournal(database, commits),
    alerts: new SqliteAlertStore(database, commits),
    callBacks: new SqliteCallBacks(database, commits),
    calls,
    reports,
    spend: new SqliteSpend(database, commits),
    /** Started last, stopped first. */
    upkeep: new ReportUpkeep({
      backfill: new CreditBackfill({ ...parts, calls }),
      tally: new VisitTally(database, commits),
      clock,
      log,
    }),
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
    async close() {
      await thread?.stop();
      commits.close();
      database.close();
    },
  };
}
