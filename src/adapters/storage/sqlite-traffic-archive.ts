// Recorded traffic in SQLite: read whole and in order by commands, piece by piece by the running service.
import { sql } from 'kysely';
import type { AttributionMethod } from '../../core/attribution.ts';
import type { E164 } from '../../core/e164.ts';
import type { Engagement } from '../../core/engagement.ts';
import type { Millis } from '../../core/millis.ts';
import type { Recorded, RecordedCall, RecordedVisit } from '../../core/recorded-traffic.ts';
import type { EndedHold, LoadJournal, Piece, ReadUpTo, TurnedAway } from '../../ports/load-journal.ts';
import type { RecordedPool, TimeRange, TrafficArchive } from '../../ports/traffic-archive.ts';
import type { Database } from './database.ts';

type VisitValues = readonly [
  at: number,
  session: string,
  visitor: string,
  site: string,
  country: string | null,
  region: string | null,
  pageViews: number,
  pool: string | null,
  did: string | null,
  engagement: string | null,
  lastActivityAt: number | null,
  engagedAt: number | null,
  intentAt: number | null,
  expiresAt: number | null,
  endedAt: number | null,
  lingerUntil: number | null,
];

type CallValues = readonly [
  at: number,
  id: string,
  did: string,
  caller: string | null,
  endedAt: number | null,
  method: string,
  confidence: number,
  site: string | null,
  session: string | null,
];

export class SqliteTrafficArchive implements TrafficArchive, LoadJournal {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  endedHolds(after: ReadUpTo, before: Millis, limit: number): Piece<EndedHold> {
    // Two ranges of the index, of leases that calls refer to and of the others.
    const rows = [0, 1]
      .flatMap((referred) => this.#endedLeases(referred, after, before, limit))
      .sort((one, two) => (one.ended_at ?? 0) - (two.ended_at ?? 0) || (one.token < two.token ? -1 : 1))
      .slice(0, limit);
    const items = rows.map(({ pool, did, granted_at, ended_at, linger_until }) => ({
      pool,
      did: did as E164,
      grantedAt: granted_at,
      freeAt: linger_until ?? ended_at ?? granted_at,
    }));
    const last = rows.at(-1);
    const next = last ? { at: last.ended_at ?? after.at, id: last.token } : after;
    return { items, next, more: rows.length === limit };
  }

  #endedLeases(referred: number, after: ReadUpTo, before: Millis, limit: number) {
    return this.#database.all(
      this.#database.query
        .selectFrom('lease')
        .where('referred', '=', referred)
        .where('ended_at', '>=', after.at)
        .where('ended_at', '<', before)
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('ended_at', 'token'), '>', tuple<number, string>(after.at, after.id)),
        )
        .orderBy('ended_at')
        .orderBy('token')
        .limit(limit)
        .select(['pool', 'did', 'granted_at', 'ended_at', 'linger_until', 'token']),
    );
  }

  turnedAway(after: ReadUpTo, before: Millis, limit: number): Piece<TurnedAway> {
    const rows = this.#database.all(
      this.#database.query
        .selectFrom('session')
        // An index has these alone; a visit that a call names had a lease, but for very few.
        .where('referred', '=', 0)
        .where('last_seen_at', '>=', after.at)
        .where('last_seen_at', '<', before)
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple('last_seen_at', 'id'), '>', tuple<number, string>(after.at, after.id)),
        )
        .orderBy('last_seen_at')
        .orderBy('id')
        .limit(limit)
        .select(['id', 'site', 'country', 'region', 'started_at', 'last_seen_at', 'turned_away']),
    );
    const items = rows
      .filter(({ turned_away }) => turned_away === 1)
      .map(({ started_at, site, country, region }) => ({ at: started_at, site, country, region }));
    const last = rows.at(-1);
    const next = last ? { at: last.last_seen_at, id: last.id } : after;
    return { items, next, more: rows.length === limit };
  }

  span(): TimeRange | null {
    const { fn } = this.#database.query;
    const [row] = this.#database.all(
      this.#database.query
        .selectFrom('session')
        .select([fn.min('started_at').as('first'), fn.max('last_seen_at').as('last')]),
    );
    return row && row.first !== null ? { from: Number(row.first), to: Number(row.last) + 1 } : null;
  }

  pools(range: TimeRange): RecordedPool[] {
    const { fn } = this.#database.query;
    const leases = this.#leases(range);
    const dids = this.#database.all(
      this.#database.query
        .selectFrom('lease')
        .where('granted_at', '>=', range.from)
        .where('granted_at', '<', range.to)
        .groupBy(['pool', 'did'])
        .select(['pool', 'did', fn.countAll().as('leases')]),
    );
    const places = this.#database.all(
      leases
        .groupBy(['lease.site', 'session.region', 'lease.pool'])
        .select(['lease.site', 'session.region', 'lease.pool', fn.countAll().as('leases')])
        .orderBy('leases', 'desc'),
    );
    const served = new Set<string>();
    const mostly = places.filter(({ site, region }) => {
      const place = `${site} ${region}`;
      const isFirst = !served.has(place);
      served.add(place);
      return isFirst;
    });
    return [...new Set(dids.map(({ pool }) => pool))].sort().map((id) => {
      const own = dids.filter(({ pool }) => pool === id);
      return {
        id,
        dids: own.map(({ did }) => did as E164),
        leases: own.reduce((sum, each) => sum + Number(each.leases), 0),
        serves: mostly.filter(({ pool }) => pool === id).map(({ site, region }) => ({ site, region })),
      };
    });
  }

  calledSessions(range: TimeRange): ReadonlyMap<string, Millis> {
    const last = new Map<string, Millis>();
    for (const { session, at } of this.#calls(range)) if (session !== null) last.set(session, at);
    return last;
  }

  *traffic(range: TimeRange): Generator<Recorded> {
    const calls = this.#calls(range);
    let call = calls.next();
    for (const visit of this.#visits(range)) {
      for (; !call.done && call.value.at < visit.at; call = calls.next()) yield call.value;
      yield visit;
    }
    for (; !call.done; call = calls.next()) yield call.value;
  }

  close(): void {
    this.#database.close();
  }

  /** Sorted by SQLite, in a temporary file when there are many: no index has the order of grants. */
  #visits(range: TimeRange): Generator<RecordedVisit> {
    const lent = this.#leases(range).select([
      'lease.granted_at as at',
      'session.id',
      'session.visitor',
      'session.site',
      'session.country',
      'session.region',
      'lease.page_views',
      'lease.pool',
      'lease.did',
      'lease.engagement',
      'lease.last_activity_at',
      'lease.engaged_at',
      'lease.intent_at',
      'lease.expires_at',
      'lease.ended_at',
      'lease.linger_until',
    ]);
    const turnedAway = this.#database.query
      .selectFrom('session')
      .where('started_at', '>=', range.from)
      .where('started_at', '<', range.to)
      .where('turned_away', '=', 1)
      // Who got a number after all is counted by their lease.
      .where('id', 'not in', this.#leases(range).select('lease.session'))
      .select(['started_at as at', 'id', 'visitor', 'site', 'country', 'region', 'page_views'])
      .select([
        sql<string | null>`NULL`.as('pool'),
        sql<string | null>`NULL`.as('did'),
        sql<string | null>`NULL`.as('engagement'),
        sql<number | null>`NULL`.as('last_activity_at'),
        sql<number | null>`NULL`.as('engaged_at'),
        sql<number | null>`NULL`.as('intent_at'),
        sql<number | null>`NULL`.as('expires_at'),
        sql<number | null>`NULL`.as('ended_at'),
        sql<number | null>`NULL`.as('linger_until'),
      ]);
    const inOrder = (lent as unknown as typeof turnedAway).unionAll(turnedAway).orderBy('at');
    return this.#database.eachValues(inOrder, toVisit);
  }

  #calls(range: TimeRange): Generator<RecordedCall> {
    const calls = this.#database.query
      .selectFrom('call')
      .innerJoin('attribution', (join) =>
        join
          .onRef('attribution.call', '=', 'call.id')
          .onRef('attribution.version', '=', 'call.attribution_version'),
      )
      .where('call.started_at', '>=', range.from)
      .where('call.started_at', '<', range.to)
      .orderBy('call.started_at')
      .orderBy('call.id')
      .select(['call.started_at', 'call.id', 'call.did', 'call.caller', 'call.ended_at'])
      .select(['attribution.method', 'attribution.confidence', 'attribution.site', 'attribution.session']);
    return this.#database.eachValues(calls, toCall);
  }

  #leases({ from, to }: TimeRange) {
    return this.#database.query
      .selectFrom('lease')
      .innerJoin('session', 'session.id', 'lease.session')
      .where('lease.granted_at', '>=', from)
      .where('lease.granted_at', '<', to);
  }
}

function toVisit(values: VisitValues): RecordedVisit {
  const [at, session, visitor, site, country, region, pageViews, pool, did, engagement, ...times] = values;
  const [lastActivityAt, engagedAt, intentAt, expiresAt, endedAt, lingerUntil] = times;
  const visit = { kind: 'visit', at, session, visitor, site, country, region } as const;
  if (pool === null) return { ...visit, lease: null };
  const last = lastActivityAt ?? at;
  return {
    ...visit,
    lease: {
      pool,
      did: did as E164,
      engagement: engagement as Engagement,
      lastActivityAt: last,
      engagedAt,
      intentAt,
      pageViews,
      expiresAt: expiresAt ?? last,
      endedAt,
      freeAt: endedAt === null ? null : (lingerUntil ?? endedAt),
    },
  };
}

function toCall(values: CallValues): RecordedCall {
  const [at, id, did, caller, endedAt, method, confidence, site, session] = values;
  return {
    kind: 'call',
    at,
    id,
    did: did as E164,
    caller: caller as E164 | null,
    endedAt,
    method: method as AttributionMethod,
    confidence,
    site,
    session,
  };
}
