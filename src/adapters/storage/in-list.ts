// `column IN (many values)` as one bound value, so that one prepared statement serves any number of them.
import { type RawBuilder, sql } from 'kysely';

/** For `where(column, 'in', inList(values))`. */
export function inList<Value extends string | number>(values: readonly Value[]): RawBuilder<Value> {
  return sql<Value>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
