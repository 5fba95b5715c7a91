// What a query asks of calls, as a condition of SQL.
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { CallQuery } from '../../ports/call-repository.ts';
import { decodeCursor } from './call-cursor.ts';
import type { CallSchema } from './call-schema.ts';

type Condition = (eb: ExpressionBuilder<CallSchema, 'call'>) => Expression<SqlBool>;

/** From `from` on and before `to`; sites are not a part of it. Null for a cursor that is not one of ours. */
export function callFilter(query: CallQuery): Condition | null {
  const { cursor, from, to, did, caller, source, outcome } = query;
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && after === null) return null;
  return (eb) => {
    const all: Expression<SqlBool>[] = [];
    if (after) {
      all.push(eb(eb.refTuple('call.started_at', 'call.id'), '<', eb.tuple(after.startedAt, after.id)));
    }
    if (from !== undefined) all.push(eb('call.started_at', '>=', from));
    if (to !== undefined) all.push(eb('call.started_at', '<', to));
    if (did !== undefined) all.push(eb('call.did', '=', did));
    if (caller !== undefined) all.push(eb('call.caller', '=', caller));
    if (source !== undefined) all.push(eb('call.source', '=', source));
    if (outcome !== undefined) all.push(eb('call.outcome', '=', outcome));
    return eb.and(all);
  };
}
