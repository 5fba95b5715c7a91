// Who called back how many of those whom nobody had answered.
import { sql } from 'kysely';
import { MISSED_OUTCOMES } from '../../core/call.ts';
import type { Millis } from '../../core/millis.ts';
import type { ReportScope } from '../../core/report.ts';
import type { Database } from './database.ts';
import { inList } from './in-list.ts';

/** A call is a call back when it comes so soon after the missed one. */
const SOON: Millis = 7 * 86_400_000;

export class CalledBackCounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Callers reached, by the phone they were called from; each caller once a phone. */
  byAgent({ from, to, site, sites }: ReportScope): ReadonlyMap<string, number> {
    const theirs = site === null ? sites : sites === null || sites.includes(site) ? [site] : [];
    const rows = this.#database.query
      .selectFrom('outbound_call')
      .where('started_at', '>=', from)
      .where('started_at', '<', to)
      .where('answered_at', 'is not', null)
      .where('agent', 'is not', null)
      .where(({ exists, selectFrom }) => {
        const missed = selectFrom('call')
          .whereRef('call.caller', '=', 'outbound_call.number')
          .whereRef('call.started_at', '<', 'outbound_call.started_at')
          .where(sql<boolean>`call.started_at >= outbound_call.started_at - ${SOON}`)
          .where('call.outcome', 'in', MISSED_OUTCOMES)
          .select('call.id');
        return exists(theirs === null ? missed : missed.where('call.site', 'in', inList(theirs)));
      })
      .groupBy('agent')
      .select(['agent', sql<number>`count(DISTINCT number)`.as('callers')]);
    return new Map(this.#database.all(rows).map(({ agent, callers }) => [agent ?? '', callers]));
  }
}
