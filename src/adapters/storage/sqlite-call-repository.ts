// Calls and their attributions in SQLite.
import { type Expression, type SqlBool, sql } from 'kysely';
import type { LabelledCall } from '../../core/accuracy.ts';
import type { AttributionVersion, CallAnnotations, CallRecord } from '../../core/call-record.ts';
import type { E164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import type { SiteScope } from '../../core/operator-view.ts';
import type { CallPage, CallQuery, CallRepository } from '../../ports/call-repository.ts';
import { encodeCursor } from './call-cursor.ts';
import { callFilter } from './call-filter.ts';
import {
  type AnnotationRow,
  type AttributionContent,
  type AttributionRow,
  type CallRow,
  fromAttributionRow,
  fromCallRecordRow,
  routeFrom,
  toAnnotationRow,
  toAttributionContent,
  toCallRow,
} from './call-schema.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { inList } from './in-list.ts';
import { excluded, prepareWrite } from './prepared-write.ts';
import type { SqliteCallCredits } from './sqlite-call-credits.ts';

/** Written out, not bound: only so does SQLite see that the index of labelled calls fits. */
const BY_CODE = (column: string): Expression<SqlBool> => sql<SqlBool>`${sql.ref(column)} = 'visit-code'`;

/** Calls dropped in one go. */
const FORGET_CHUNK = 1_000;

/** Reading a call gives its current, highest, version of the attribution. Saving an equal attribution adds nothing. */
export class SqliteCallRepository implements CallRepository {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #credits: SqliteCallCredits;
  readonly #putCall: (row: CallRow & AnnotationRow) => number;
  readonly #addAttribution: (row: AttributionRow) => number;
  readonly #dropAttribution: (key: { call: string; version: number }) => number;

  constructor(database: Database, commits: GroupCommit, credits: SqliteCallCredits) {
    this.#database = database;
    this.#commits = commits;
    this.#credits = credits;
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
    const changed = { ...record, annotations: { ...record.annotations, ...annotations } };
    const { query } = this.#database;
    this.#database.transaction(() => {
      this.#database.change(
        query.updateTable('call').set(toAnnotationRow(changed.annotations)).where('id', '=', id),
      );
      this.#credits.put(changed, false);
    });
    return this.find(id);
  }

  find(id: string): CallRecord | null {
    const [row] = this.#database.all(this.#records().where('call.id', '=', id));
    return row ? fromCallRecordRow(row) : null;
  }

  versions(id: string): AttributionVersion[] {
    const { query } = this.#database;
    const rows = query.selectFrom('attribution').selectAll().where('call', '=', id).orderBy('version');
    return this.#database.all(rows).map(fromAttributionRow);
  }

  labelled(from: Millis, to: Millis, sites: readonly string[] | null = null): LabelledCall[] {
    const all = this.#database.query
      .selectFrom('attribution as code')
      .innerJoin('call', (join) =>
        join.onRef('call.id', '=', 'code.call').onRef('call.attribution_version', '=', 'code.version'),
      )
      .innerJoin('attribution as guess', 'guess.call', 'code.call')
      .where(BY_CODE('code.method'))
      // The plus keeps SQLite from going through every call of the time instead.
      .where(sql<number>`+call.started_at`, '>=', from)
      .where(sql<number>`+call.started_at`, '<', to)
      .where('guess.version', '=', ({ selectFrom }) =>
        selectFrom('attribution as earlier')
          .select(({ fn }) => fn.max('earlier.version').as('version'))
          .whereRef('earlier.call', '=', 'code.call')
          .whereRef('earlier.version', '<', 'code.version')
          .where('earlier.method', '!=', 'visit-code'),
      )
      .select(['code.session as truth', 'guess.session as answer', 'guess.confidence'])
      .$narrowType<{ truth: string }>();
    return this.#database.all(sites === null ? all : all.where('code.site', 'in', [...sites]));
  }

  /** A cursor that is not one of ours gives an empty page. */
  list(query: CallQuery): CallPage {
    const wanted = callFilter(query);
    if (wanted === null) return { records: [], next: null };
    const rows = query.sites
      ? this.#records().where('call.id', 'in', this.#idsOf(query.sites, wanted, query.limit + 1))
      : this.#records().where(wanted);
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

  routed(from: Millis): { destination: string; at: Millis }[] {
    const { query } = this.#database;
    const rows = query
      .selectFrom('call')
      .select('route')
      .where('started_at', '>=', from)
      .where('route', 'is not', null)
      .orderBy('started_at');
    return this.#database.all(rows).flatMap(({ route }) => {
      const { destination = null, at = 0 } = routeFrom(route) ?? {};
      return destination === null ? [] : [{ destination, at }];
    });
  }

  byCaller(caller: E164, limit: number): CallRecord[] {
    const rows = this.#records()
      .where('call.caller', '=', caller)
      .orderBy('call.started_at', 'desc')
      .orderBy('call.id', 'desc')
      .limit(limit);
    return this.#database.all(rows).map(fromCallRecordRow);
  }

  creditedTo(session: string): { caller: E164 | null; confidence: number }[] {
    const rows = this.#joined()
      .where('attribution.session', '=', session)
      .select(['call.caller', 'attribution.confidence']);
    return this.#database.all(rows) as { caller: E164 | null; confidence: number }[];
  }

  ofVisits(sessions: readonly string[]): CallRecord[] {
    return this.#database
      .all(this.#records().where('attribution.session', 'in', inList(sessions)))
      .map(fromCallRecordRow);
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
      .select(['id', 'started_at as startedAt']);
    return this.#database.transaction(() => {
      const gone = this.#database.all(old);
      this.#credits.remove(gone);
      // The ids of what was just read: were the query run again it would find the same.
      return this.#database.change(
        query.deleteFrom('call').where('id', 'in', old.clearSelect().select('id')),
      );
    });
  }

  #write(record: CallRecord): void {
    const { id, startedAt } = record.call;
    const content = toAttributionContent(record.attribution);
    const known = this.#current(id);
    const isSame = known !== undefined && sameContent(known, content);
    const version = known === undefined ? 1 : known.version + (isSame || isReplaced(known, content) ? 0 : 1);
    this.#putCall({ ...toCallRow(record, version), ...toAnnotationRow(record.annotations) });
    if (!isSame) {
      this.#dropAttribution({ call: id, version });
      this.#addAttribution({ call: id, version, at: record.attributedAt, ...content });
    }
    const moved = known !== undefined && known.started_at !== startedAt;
    if (moved) this.#credits.remove([{ id, startedAt: known.started_at }]);
    this.#credits.put(known ? withAnnotations(record, known) : record, !isSame || moved);
  }

  #current(id: string): KnownRow | undefined {
    const [row] = this.#database.all(
      this.#joined()
        .where('call.id', '=', id)
        .selectAll('attribution')
        .select(['call.ended_at', 'call.started_at', 'call.target', 'call.value']),
    );
    return row;
  }

  /** The newest of some sites. SQLite merges one ordered walk a site, and goes no further than the last one wanted. */
  #idsOf(
    { sites, hasDid }: SiteScope,
    wanted: NonNullable<ReturnType<typeof callFilter>>,
    limit: number,
  ): string[] {
    const of = (site: string | null) =>
      this.#database.query
        .selectFrom('call')
        .where('call.site', 'is', site)
        .where(wanted)
        .select(['call.started_at', 'call.id', 'call.did', 'call.site']);
    const all = sites.reduce((united, site) => united.unionAll(of(site)), of(null));
    const newestFirst = all.orderBy('started_at', 'desc').orderBy('id', 'desc');
    const ids: string[] = [];
    for (const [id, did, site] of this.#database.eachValues(
      newestFirst,
      ([_at, id, did, site]: [number, string, E164, string | null]) => [id, did, site] as const,
    )) {
      if (site !== null || hasDid(did)) ids.push(id);
      if (ids.length === limit) break;
    }
    return ids;
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

type KnownRow = AttributionRow &
  Pick<CallRow, 'ended_at' | 'started_at'> &
  Pick<AnnotationRow, 'target' | 'value'>;

/** What people added stays as it is on disk: the record may be older than that. */
function withAnnotations(record: CallRecord, { target, value }: KnownRow): CallRecord {
  const said = { value, target: target === null ? null : target === 1 };
  return { ...record, annotations: { ...record.annotations, ...said } };
}

/** A guess about a call that still goes on has no successor worth comparing; what an operator typed in stays. */
function isReplaced(known: KnownRow, content: AttributionContent): boolean {
  return known.ended_at === null && known.method !== 'visit-code' && content.method !== 'visit-code';
}

function sameContent(known: AttributionContent, content: AttributionContent): boolean {
  return (Object.keys(content) as (keyof AttributionContent)[]).every(
    (name) => known[name] === content[name],
  );
}
