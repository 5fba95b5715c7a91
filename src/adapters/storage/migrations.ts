// Brings a database file to the schema this version knows.
import type { Database as Sqlite } from 'better-sqlite3';
import { initial } from './migrations/001-initial.ts';
import { lighterGrants } from './migrations/002-lighter-grants.ts';
import { attributionHistory } from './migrations/003-attribution-history.ts';
import { callRoutes } from './migrations/004-call-routes.ts';
import { callTalk } from './migrations/005-call-talk.ts';
import { reports } from './migrations/006-reports.ts';
import { users } from './migrations/007-users.ts';
import { pageViews } from './migrations/008-page-views.ts';
import { callBacks } from './migrations/009-call-backs.ts';
import { alerts } from './migrations/010-alerts.ts';
import { StorageFailure } from './storage-failure.ts';

/** In order; the number of the last one run is the file's `user_version`. Only ever add to the end. */
const MIGRATIONS: readonly string[] = [
  initial,
  lighterGrants,
  attributionHistory,
  callRoutes,
  callTalk,
  reports,
  users,
  pageViews,
  callBacks,
  alerts,
];

/** "LEAS": tells our files from other SQLite files (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x4c_45_41_53;

/**
 * For those who only read.
 * @throws StorageFailure when the file is not of this version, or not ours
 */
export function checkSchema(sqlite: Sqlite, path: string): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  const ours = sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID;
  if (ours && version === MIGRATIONS.length) return;
  throw new StorageFailure(
    ours
      ? `Database ${path}: schema ${version}, this Leaseline reads ${MIGRATIONS.length}; start the service of this version once`
      : `Database ${path}: this is not a file of Leaseline; name the one of storage.path`,
    null,
  );
}

/** @throws StorageFailure when the file is of a newer version or not ours */
export function migrate(sqlite: Sqlite, path: string): void {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  const tables = sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  const isNew = version === 0 && tables === 0;
  if (!isNew && sqlite.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StorageFailure(
      `Database ${path}: this is the file of another program; name a new file in storage.path`,
      null,
    );
  }
  if (version > MIGRATIONS.length) {
    throw new StorageFailure(
      `Database ${path}: a newer Leaseline made it (schema ${version}, this one knows ${MIGRATIONS.length}); ` +
        'install that version again, or restore a backup from before the upgrade',
      null,
    );
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    sqlite.transaction(() => {
      sqlite.exec(MIGRATIONS[next] ?? '');
      sqlite.pragma(`application_id = ${APPLICATION_ID}`);
      sqlite.pragma(`user_version = ${next + 1}`);
    })();
  }
}
