// Call tracking over a scripted box, with everything around it in memory.
import type { Attribution } from '../../src/core/attribution.ts';
import { CallModel } from '../../src/core/call-model.ts';
import type { CallRecord } from '../../src/core/call-record.ts';
import { DidCatalogue, type DidRole } from '../../src/core/did-catalogue.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Lease } from '../../src/core/lease.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import type { Session } from '../../src/core/session.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import type { TelephonyListener } from '../../src/ports/telephony.ts';
import { CallAttribution } from '../../src/services/call-attribution.ts';
import { CallLearning } from '../../src/services/call-learning.ts';
import { CallTracking } from '../../src/services/call-tracking.ts';
import { LiveCalls } from '../../src/services/live-calls.ts';
import { ReAttribution } from '../../src/services/re-attribution.ts';
import { aNumbering } from './a-plan.ts';
import { aSession, aTouchpoint, e164 } from './builders.ts';
import { ScriptedBox, snapshotAfter } from './call-events.ts';
import { FakeCallRepository } from './fake-call-repository.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeLeaseJournal } from './fake-lease-journal.ts';
import { FakeModelStore } from './fake-model-store.ts';
import { MINUTE, POLICY } from './lease-policy.ts';
import { aCallBook, OTHER_DID, OUR_DID } from './played-calls.ts';

export const RADIO_DID = e164('+74957770001');
export const OVERFLOW_DID = e164('+74951239999');
export const LOOK_BACK = 7 * 24 * 60 * MINUTE;

const ROLES: [E164, DidRole][] = [
  [OUR_DID, { kind: 'pool', pool: 'moscow' }],
  [OTHER_DID, { kind: 'pool', pool: 'moscow' }],
  [OVERFLOW_DID, { kind: 'overflow', pool: 'moscow' }],
  [RADIO_DID, { kind: 'channel', touchpoint: aTouchpoint({ source: 'radio', medium: 'offline' }) }],
];

export class TrackedCalls {
  readonly clock = new FakeClock();
  readonly calls = new FakeCallRepository();
  readonly journal = new FakeLeaseJournal();
  readonly sessions = new SessionBook();
  readonly feed = new LiveCalls();
  readonly logged: string[] = [];
  readonly box = new ScriptedBox();
  readonly model = new CallModel(POLICY.heartbeat);
  readonly models = new FakeModelStore();
  readonly pool = new NumberPool({
    id: 'moscow',
    regions: [],
    dids: [OUR_DID, OTHER_DID],
    policy: POLICY,
    lateCalls: this.model.lateCalls,
    watcher: this.model,
  });
  readonly learning: CallLearning;
  readonly truths: { record: CallRecord; previous: Attribution }[] = [];
  readonly tracking: CallTracking;
  readonly visitCodes: ReAttribution;
  listener!: TelephonyListener;
  #told = 0;
  #visits = 0;

  /** @param testCallers numbers whose calls are our own tests */
  constructor(testCallers: ReadonlySet<E164> = new Set()) {
    const telephony = {
      pbx: 'office',
      start: (listener: TelephonyListener) => {
        this.listener = listener;
      },
      stop: async () => {},
    };
    const log = ({ id }: { id: string }) => void this.logged.push(id);
    const catalogue = new DidCatalogue('RU', new Map(ROLES));
    const loggers = { info: log, warn: log, error: log };
    const shared = {
      numbering: aNumbering(this.pool, catalogue),
      sessions: this.sessions,
      journal: this.journal,
      calls: this.calls,
      lookBack: LOOK_BACK,
      clock: this.clock,
    };
    this.learning = new CallLearning({
      model: this.model,
      store: this.models,
      clock: this.clock,
      log: loggers,
    });
    this.tracking = new CallTracking({
      ...shared,
      boxes: [{ telephony, book: aCallBook({ catalogue }) }],
      attribution: new CallAttribution({
        ...shared,
        model: this.model,
        leastConfidence: 0.25,
        log: loggers,
      }),
      learning: this.learning,
      feed: this.feed,
      log: loggers,
      metrics: { ended() {}, ignored() {}, linked() {}, unsaved() {} },
      testCallers,
    });
    this.visitCodes = new ReAttribution({
      ...shared,
      tracking: this.tracking,
      onTruth: (record, previous) => this.truths.push({ record, previous }),
    });
    this.tracking.start();
    this.listener.linkUp(snapshotAfter([]));
  }

  /** Tells what the box has done since, and lets what was written be answered. */
  async play(): Promise<void> {
    for (const event of this.box.events.slice(this.#told)) this.listener.event(event);
    this.#told = this.box.events.length;
    await this.turn();
  }

  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Time passes for the service and on the box. */
  wait(ms: number): void {
    this.clock.advance(ms);
    this.box.wait(ms);
  }

  /** A visit that was written; one that goes on is in memory, too. */
  visit(changes: Partial<Session> = {}, goesOn = true): Session {
    const n = ++this.#visits;
    const now = this.clock.now();
    const session = aSession({
      id: `session-${n}`,
      visitor: `visitor-${n}`,
      startedAt: now,
      lastSeenAt: now,
      visitCode: `${10_000 + n}`,
      ...changes,
    });
    this.journal.sessions.set(session.id, session);
    if (goesOn) this.sessions.restore(session);
    return session;
  }

  /** The visitor is lent a number. */
  lend({ id, site, visitor }: Session): Lease {
    const nonce = `token-of-${id}`;
    const applicant = { nonce, site, visitor, session: id, engagement: 'engaged' as const };
    const acquired = this.pool.acquire(applicant, this.clock.now());
    if (acquired.kind === 'exhausted') throw new Error('no number left');
    return acquired.lease;
  }

  get held(): number {
    return this.pool.figures(this.clock.now()).held;
  }

  /** The calls as the board shows them, by caller. */
  shown(caller: string): CallRecord | undefined {
    return this.feed.snapshot().calls.find(({ call }) => call.caller === caller);
  }
}
