// The recorded traffic of a database file, opened for reading only: the service may be running.
import { Database } from '../adapters/storage/database.ts';
import { SqliteTrafficArchive } from '../adapters/storage/sqlite-traffic-archive.ts';
import { StorageFailure } from '../adapters/storage/storage-failure.ts';
import type { TrafficArchive } from '../ports/traffic-archive.ts';
import type { CommandIo } from './command-io.ts';

/** Null, and said why, when it cannot be opened. */
export function openArchive(path: string, io: CommandIo): TrafficArchive | null {
  try {
    return new SqliteTrafficArchive(Database.openToRead(path));
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    io.stderr.write(`${error.message}\n`);
    return null;
  }
}
