// Missed calls and the calls back, in SQLite.
import { MISSED_OUTCOMES } from '../../core/call.ts';
import type { E164 } from '../../core/e164.ts';
import type { Millis } from '../../core/millis.ts';
import type { Contact, MissedCall } from '../../core/missed-callers.ts';
import type { OutboundCall } from '../../core/outbound-book.ts';
import type { CallBacks } from '../../ports/call-backs.ts';
import type { Database } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { inList } from './in-list.ts';
import type { OutboundCallRow } from './outbound-schema.ts';
import { excluded, prepareWrite } from './prepared-write.ts';

/** Calls dropped in one go. */
const FORGET_CHUNK = 1_000;

export class SqliteCallBacks implements CallBacks {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #put: (row: OutboundCallRow) => number;

  constructor(database: Database, commits: GroupCommit) {
    this.#database = database;
    this.#commits = commits;
    this.#put = prepareWrite(database, (row) =>
      database.query
        .insertInto('outbound_call')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row))),
    );
  }

  save(call: OutboundCall): void {
    const { id, pbx, number, agent, startedAt, answeredAt, endedAt } = call;
    const times = { started_at: startedAt, answered_at: answeredAt, ended_at: endedAt };
    this.#commits.later(`outbound ${id}`, () => {
      this.#put({ id, pbx, number, agent, ...times });
    });
  }

  missed(from: Millis, to: Millis, limit: number): MissedCall[] {
    const rows = this.#database.query
      .selectFrom('call')
      .where('outcome', 'in', MISSED_OUTCOMES)
      .where('caller', 'is not', null)
      .where('started_at', '>=', from)
      .where('started_at', '<', to)
      .orderBy('started_at', 'desc')
      .limit(limit)
      .select(['id', 'caller', 'caller_name', 'started_at', 'ended_at', 'did', 'source', 'campaign', 'site']);
    return this.#database.all(rows).map((row) => ({
      id: row.id,
      caller: row.caller as E164,
      callerName: row.caller_name,
      at: row.started_at,
      wait: row.ended_at === null ? null : row.ended_at - row.started_at,
      did: row.did as E164,
      source: row.source,
      campaign: row.campaign,
      site: row.site,
    }));
  }

  contacts(callers: readonly E164[], from: Millis): Contact[] {
    const { query } = this.#database;
    const answered = query
      .selectFrom('call')
      .where('caller', 'in', inList<string>(callers))
      .where('started_at', '>=', from)
      .where('answered_at', 'is not', null)
      .select(['caller', 'answered_at', 'agents']);
    const made = query
      .selectFrom('outbound_call')
      .where('number', 'in', inList<string>(callers))
      .where('started_at', '>=', from)
      .select(['number', 'started_at', 'answered_at', 'agent']);
    return [
      ...this.#database.all(answered).map(
        ({ caller, answered_at, agents }): Contact => ({
          caller: caller as E164,
          at: answered_at ?? from,
          kind: 'in',
          agent: (JSON.parse(agents) as string[])[0] ?? null,
        }),
      ),
      ...this.#database.all(made).map(
        ({ number, started_at, answered_at, agent }): Contact => ({
          caller: number as E164,
          at: answered_at ?? started_at,
          kind: answered_at === null ? 'try' : 'out',
          agent,
        }),
      ),
    ];
  }

  forget(before: Millis): number {
    const { query } = this.#database;
    const old = query
      .selectFrom('outbound_call')
      .where('started_at', '<', before)
      .orderBy('started_at')
      .limit(FORGET_CHUNK)
      .select('id');
    return this.#database.run(query.deleteFrom('outbound_call').where('id', 'in', old));
  }
}
