// Which DIDs are somebody's, by the database of a service that may be running beside us.
import { existsSync } from 'node:fs';
import type { E164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import { Database } from './database.ts';

/**
 * DIDs that are leased, linger or cool, or had a call at or after `callsSince`.
 * @throws StorageFailure
 */
export function busyDids(path: string, now: Millis, callsSince: Millis): Set<E164> {
  if (!existsSync(path)) return new Set();
  const database = Database.openToRead(path);
  try {
    const { query } = database;
    const leases = query
      .selectFrom('lease')
      .select('did')
      .where((lease) => lease.or([lease('ended_at', 'is', null), lease('cool_until', '>', now)]));
    const calls = query
      .selectFrom('call')
      .select('did')
      .where((call) => call.or([call('state', '!=', 'ended'), call('ended_at', '>=', callsSince)]));
    return new Set([...database.all(leases), ...database.all(calls)].map(({ did }) => did as E164));
  } finally {
    database.close();
  }
}
