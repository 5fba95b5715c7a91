// Traffic as the service would have recorded it: a scenario played with the real pool, written by the real journal.
import type { GroupCommit } from '../../src/adapters/storage/group-commit.ts';
import type { SqliteCallRepository } from '../../src/adapters/storage/sqlite-call-repository.ts';
import type { SqliteLeaseJournal } from '../../src/adapters/storage/sqlite-lease-journal.ts';
import { attribute } from '../../src/core/attribute.ts';
import { CallModel } from '../../src/core/call-model.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Engagement } from '../../src/core/engagement.ts';
import type { LeasePolicy } from '../../src/core/lease-policy.ts';
import type { Millis } from '../../src/core/millis.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { Session } from '../../src/core/session.ts';
import { CallerHistory } from '../../src/simulation/caller-history.ts';
import {
  type Answer,
  type IncomingCall,
  OVERFLOW,
  type Page,
  type Policy,
} from '../../src/simulation/policy.ts';
import { run } from '../../src/simulation/run.ts';
import type { Scenario } from '../../src/simulation/scenario.ts';
import type { Sign } from '../../src/simulation/sign.ts';
import type { Tally } from '../../src/simulation/tally.ts';
import { aCall, aSession, aTouchpoint } from './builders.ts';

/** Midnight UTC of a Monday: when the scenario's first day begins. */
export const MONDAY: Millis = Date.UTC(2026, 0, 5);
const REGIONS = ['RU-MOW', 'RU-MOW', 'RU-MOS'];
const NO_ANNOTATIONS = { tags: [], note: null, value: null, target: null };
/** Writes that wait in memory before they are put on disk. */
const FLUSH_AFTER = 5_000;

export interface RecordingStorage {
  readonly journal: SqliteLeaseJournal;
  readonly calls: SqliteCallRepository;
  readonly commits: GroupCommit;
}

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly poolSize: number;
  readonly lease: LeasePolicy;
  readonly lookBack: Millis;
  readonly pool?: string;
  readonly site?: string;
  /** Every so manieth call is labelled by its visit's code; none by default. */
  readonly labelEvery?: number;
}

/** Plays seed 1 of the scenario into the storage. */
export function recordWorld(storage: RecordingStorage, options: WorldOptions): Tally {
  const recorder = new Recorder(storage, options);
  const tally = run(options.scenario, recorder, options.poolSize, 1);
  recorder.end();
  return tally;
}

class Recorder implements Policy {
  readonly #storage: RecordingStorage;
  readonly #options: WorldOptions;
  readonly #pool: NumberPool;
  readonly #model: CallModel;
  readonly #history = new CallerHistory();
  readonly #dids: readonly E164[];
  readonly #sessions = new Map<string, Session>();
  #tokens = 0;
  #writes = 0;
  #now = 0;

  constructor(storage: RecordingStorage, options: WorldOptions) {
    this.#storage = storage;
    this.#options = options;
    this.#dids = Array.from({ length: options.poolSize }, (_, n) => `+7495${1_230_001 + n}` as E164);
    const id = options.pool ?? 'moscow';
    this.#model = new CallModel(options.lease.heartbeat);
    const { lateCalls } = this.#model;
    this.#pool = new NumberPool({
      id,
      regions: [],
      dids: this.#dids,
      policy: options.lease,
      lateCalls,
      watcher: this.#model,
    });
  }

  sign(page: Page, sign: Sign, at: Millis): void {
    const now = this.#sweep(at);
    if (sign === 'touched' || sign === 'settled') return;
    if (sign === 'view') this.#ask(page, 'visible', now);
    else if (page.token !== null) this.#report(page, sign, now);
  }

  call({ id, did, caller }: IncomingCall, at: Millis): Answer {
    const now = this.#sweep(at);
    const number = this.#dids[did] as E164;
    const holders = this.#pool
      .holders(number, now)
      .filter(({ endedAt }) => (endedAt ?? now) >= now - this.#options.lookBack)
      .map((lease) => ({
        lease,
        session: this.#sessions.get(lease.session) ?? null,
        regionFit: 1,
        phonedBefore: this.#history.phonedBefore(lease.session, callerOf(caller)),
      }));
    const role = { kind: 'pool', pool: this.#pool.id } as const;
    const evidence = {
      at: now,
      did: number,
      role,
      holders,
      earlier: this.#history.of(callerOf(caller)),
      visits: this.#sessions,
      sites: [this.#site],
      leastConfidence: 0.1,
    };
    const { attribution, lesson } = attribute(evidence, this.#model);
    if (lesson) this.#model.learn(lesson, now);
    this.#history.add(callerOf(caller), { at: now, did: number, candidates: attribution.candidates });
    const labelled = attribution.session !== null && id % (this.#options.labelEvery ?? Number.NaN) === 0;
    const call = aCall({
      id: `office-${id}`,
      did: number,
      caller: callerOf(caller) as E164 | null,
      startedAt: now,
      endedAt: now + 60_000,
    });
    const answer = labelled
      ? ({ ...attribution, method: 'visit-code', confidence: 1 } as const)
      : attribution;
    this.#wrote(
      this.#storage.calls.save({
        call,
        attribution: answer,
        attributedAt: now,
        repeat: false,
        annotations: NO_ANNOTATIONS,
        route: null,
      }),
    );
    this.#pool.callStarted(number, String(id), now);
    const { session, confidence } = attribution;
    return {
      visit: session === null ? null : Number(session.slice(session.lastIndexOf('-') + 1)),
      confidence,
    };
  }

  callEnded({ id, did }: IncomingCall, at: Millis): void {
    this.#pool.callEnded(this.#dids[did] as E164, String(id), dateOf(at));
  }

  /** All that is still lent runs out. */
  end(): void {
    this.#sweep(this.#now + 30 * 24 * 3_600_000);
    this.#storage.commits.flush();
  }

  get #site(): string {
    return this.#options.site ?? 'shop';
  }

  #ask(page: Page, engagement: Engagement, now: Millis): void {
    const session = this.#seen(page, now);
    const { site, visitor } = session;
    const nonce = `${this.#pool.id}-${String(++this.#tokens).padStart(9, '0')}`;
    const acquired = this.#pool.acquire({ nonce, site, visitor, session: session.id, engagement }, now);
    if (acquired.kind === 'exhausted') {
      page.token = null;
      page.shown = OVERFLOW;
      this.#wrote(this.#storage.journal.visited(session));
      return;
    }
    page.token = acquired.lease.token;
    page.shown = this.#dids.indexOf(acquired.lease.did);
    if (acquired.kind === 'kept') this.#storage.journal.leaseChanged(acquired.lease);
    else this.#wrote(this.#storage.journal.granted(acquired.lease, session));
  }

  #report(page: Page, engagement: Engagement, now: Millis): void {
    const lease = this.#pool.renew(page.token ?? '', engagement, now);
    if (lease) this.#storage.journal.leaseChanged(lease);
    else if (engagement !== 'left') this.#ask(page, engagement, now);
  }

  #seen({ visit, visitor }: Page, now: Millis): Session {
    const id = `${this.#site}-${this.#pool.id}-${visit}`;
    const known = this.#sessions.get(id);
    const session: Session = known
      ? { ...known, lastSeenAt: now, pageViews: known.pageViews + 1 }
      : aSession({
          id,
          visitor: `v${visitor.id}`,
          site: this.#site,
          startedAt: now,
          lastSeenAt: now,
          touchpoint: aTouchpoint(),
          place: { country: 'RU', region: REGIONS[visit % REGIONS.length] ?? null, city: null },
        });
    this.#sessions.set(id, session);
    if (this.#sessions.size > 50_000)
      for (const old of this.#sessions.keys()) {
        this.#sessions.delete(old);
        if (this.#sessions.size < 40_000) break;
      }
    return session;
  }

  /** Answers the time as a date. */
  #sweep(at: Millis): Millis {
    this.#now = at;
    const now = dateOf(at);
    this.#pool.reclaim(now, Number.POSITIVE_INFINITY);
    for (const lease of this.#pool.takeEnded()) this.#storage.journal.leaseChanged(lease);
    return now;
  }

  #wrote(written: Promise<void>): void {
    written.catch(() => {});
    if (++this.#writes % FLUSH_AFTER === 0) this.#storage.commits.flush();
  }
}

function callerOf(caller: number | null): string | null {
  return caller === null ? null : `+7916${String(Math.abs(caller)).padStart(7, '0')}`;
}

/** Whole ms: the journal keeps no fractions. */
function dateOf(at: Millis): Millis {
  return MONDAY + Math.round(at);
}
