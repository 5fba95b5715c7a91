// Calls and their attributions in SQLite.
import type { CallAnnotations, CallRecord } from '../../core/call-record.ts';
import type { E164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import type { CallPage, CallQuery, CallRepository } from '../../ports/call-repository.ts';
import { decodeCursor, encodeCursor } from './call-cursor.ts';
import {
  type AnnotationRow,
  type AttributionContent,
  type AttributionRow,
  type CallRow,
  fromCallRecordRow,
  toAnnotationRow,
  toAttributionContent,
  toCallRow,
} from './call-schema.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { excluded, prepareWrite } from './prepared-write.ts';

/** Calls dropped in one go. */
const FORGET_CHUNK = 1_000;

/**
 * Attributions are kept in versions. While a call is open its attribution is replaced in place; once the call has
 * ended, a different attribution (an operator's re-run, a better delay model) becomes the next version and the earlier
 * ones stay for comparison. Reading gives the current, highest, version. Saving an equal attribution adds nothing.
 */
export class SqliteCallRepository implements CallRepository {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #putCall: (row: CallRow & AnnotationRow) => number;
  readonly #addAttribution: (row: AttributionRow) => number;
  readonly #dropAttribution: (key: { call: string; version: number }) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    const { query } = database;
    this.#putCall = prepareWrite(database, (row) => {
      const { tags: _tags, note: _note, value: _value, target: _target, ...call } = row;
      return query
        .insertInto('call')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(call)));
    });
    this.#addAttribution = prepareWrite(database, (row) => query.insertInto('attribution').values(row));
    this.#dropAttribution = prepareWrite(database, ({ call, version }) =>
      query.deleteFrom('attribution').where('call', '=', call).where('version', '=', version),
    );
  }

  save(record: CallRecord): Promise<void> {
    return this.#commits.write(() => this.#write(record));
  }

  annotate(id: string, annotations: Partial<CallAnnotations>): CallRecord | null {
    const record = this.find(id);
    if (!record) return null;
    const changed = toAnnotationRow({ ...record.annotations, ...annotations });
    this.#database.run(this.#database.query.updateTable('call').set(changed).where('id', '=', id));
    return this.find(id);
  }

  find(id: string): CallRecord | null {
    const [row] = this.#database.all(this.#records().where('call.id', '=', id));
    return row ? fromCallRecordRow(row) : null;
  }

  /** From `from` on and before `to`. A cursor that is not one of ours gives an empty page. */
  list(query: CallQuery): CallPage {
    let rows = this.#records();
    if (query.cursor !== undefined) {
      const after = decodeCursor(query.cursor);
      if (!after) return { records: [], next: null };
      rows = rows.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('call.started_at', 'call.id'), '<', tuple(after.startedAt, after.id)),
      );
    }
    if (query.from !== undefined) rows = rows.where('call.started_at', '>=', query.from);
    if (query.to !== undefined) rows = rows.where('call.started_at', '<', query.to);
    if (query.did !== undefined) rows = rows.where('call.did', '=', query.did);
    if (query.caller !== undefined) rows = rows.where('call.caller', '=', query.caller);
    if (query.source !== undefined) rows = rows.where('call.source', '=', query.source);
    if (query.outcome !== undefined) rows = rows.where('call.outcome', '=', query.outcome);
    const newestFirst = rows.orderBy('call.started_at', 'desc').orderBy('call.id', 'desc');
    // One more than asked for tells whether there is a next page.
    const found = this.#database.all(newestFirst.limit(query.limit + 1)).map(fromCallRecordRow);
    const records = found.slice(0, query.limit);
    const last = records.at(-1);
    return { records, next: last && found.length > query.limit ? encodeCursor(last.call) : null };
  }

  open(): CallRecord[] {
    const rows = this.#records().where('call.ended_at', 'is', null).orderBy('call.started_at');
    return this.#database.all(rows).map(fromCallRecordRow);
  }

  byCaller(caller: E164, limit: number): CallRecord[] {
    const rows = this.#records()
      .where('call.caller', '=', caller)
      .orderBy('call.started_at', 'desc')
      .orderBy('call.id', 'desc')
      .limit(limit);
    return this.#database.all(rows).map(fromCallRecordRow);
  }

  /** Drops a bounded number, so as not to stall the service: call it again, in a later turn, until it answers 0. */
  forget(before: Millis): number {
    const { query } = this.#database;
    const old = query
      .selectFrom('call')
      .where('started_at', '<', before)
      .where('ended_at', 'is not', null)
      .orderBy('started_at')
      .limit(FORGET_CHUNK)
      .select('id');
    return this.#database.run(query.deleteFrom('call').where('id', 'in', old));
  }

  #write(record: CallRecord): void {
    const { id } = record.call;
    const content = toAttributionContent(record.attribution);
    const known = this.#current(id);
    const isSame = known !== undefined && sameContent(known, content);
    const version = known === undefined ? 1 : known.version + (isSame || known.ended_at === null ? 0 : 1);
    this.#putCall({ ...toCallRow(record, version), ...toAnnotationRow(record.annotations) });
    if (isSame) return;
    this.#dropAttribution({ call: id, version });
    this.#addAttribution({ call: id, version, ...content });
  }

  #current(id: string): (AttributionRow & { ended_at: number | null }) | undefined {
    const [row] = this.#database.all(
      this.#joined().where('call.id', '=', id).selectAll('attribution').select('call.ended_at'),
    );
    return row;
  }

  #records() {
    return this.#joined().selectAll('attribution').selectAll('call');
  }

  #joined() {
    return this.#database.query
      .selectFrom('call')
      .innerJoin('attribution', (join) =>
        join
          .onRef('attribution.call', '=', 'call.id')
          .onRef('attribution.version', '=', 'call.attribution_version'),
      );
  }
}

function sameContent(known: AttributionContent, content: AttributionContent): boolean {
  return (Object.keys(content) as (keyof AttributionContent)[]).every(
    (name) => known[name] === content[name],
  );
}
