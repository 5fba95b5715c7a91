// What was saved of the delay models, from a database that may be open for reading only.
import type { Database } from './database.ts';

/** By site. */
export function savedModels(database: Database): ReadonlyMap<string, string> {
  const rows = database.all(database.query.selectFrom('delay_model').select(['site', 'state']));
  return new Map(rows.map(({ site, state }) => [site, state]));
}
