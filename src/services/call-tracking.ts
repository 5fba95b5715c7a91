// Follows calls on the Asterisk boxes: holds the DID, says where the caller came from, stores and shows the record.
import type { Call, CallChange } from '../core/call.ts';
import type { CallBook } from '../core/call-book.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { CallRoute } from '../core/call-route.ts';
import type { E164 } from '../core/e164.ts';
import type { Millis } from '../core/millis.ts';
import type { NumberPool } from '../core/number-pool.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { Logger } from '../ports/logger.ts';
import type { CallMetrics } from '../ports/metrics.ts';
import type { Telephony } from '../ports/telephony.ts';
import type { CallAttribution } from './call-attribution.ts';
import type { CallLearning } from './call-learning.ts';
import { CallSaver } from './call-saver.ts';
import { ForeseenCalls } from './foreseen-calls.ts';
import type { NumberingSource } from './numbering.ts';
import type { OutboundCalls } from './outbound-calls.ts';
import { PbxLinks } from './pbx-links.ts';

/** One Asterisk box: its link and the calls on it. */
export interface Box {
  readonly telephony: Telephony;
  readonly book: CallBook;
  readonly outbound?: OutboundCalls;
}

export interface CallTrackingOptions {
  readonly boxes: readonly Box[];
  readonly numbering: NumberingSource;
  readonly calls: CallRepository;
  readonly attribution: CallAttribution;
  readonly learning: CallLearning;
  readonly feed: LiveFeed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: CallMetrics;
  /** Numbers that only our own test calls show: such a call is nobody's. */
  readonly testCallers?: ReadonlySet<E164>;
}

/** A call that could not be written is tried again so often. */
const SAVE_AGAIN_EVERY: Millis = 5_000;
/** Calls of a box unseen for so long are given up: its open calls would hold their DIDs until it comes back. */
const GIVE_UP_AFTER: Millis = 2 * 3_600_000;
const LOOK_EVERY: Millis = 60_000;
const NO_ANNOTATIONS = { tags: [], note: null, value: null, target: null } as const;

export class CallTracking {
  readonly #options: CallTrackingOptions;
  readonly #open = new Map<string, CallRecord>();
  readonly #foreseen: ForeseenCalls;
  readonly #saver: CallSaver;
  readonly #links: PbxLinks;
  #endings: (() => void)[] = [];

  constructor(options: CallTrackingOptions) {
    this.#options = options;
    this.#links = new PbxLinks(options);
    this.#saver = new CallSaver(options);
    this.#foreseen = new ForeseenCalls(options.clock);
  }

  /** At start: a call that was going on when we stopped. */
  restore(record: CallRecord): void {
    this.#open.set(record.call.id, record);
  }

  /**
   * Somebody added a tag, a note or the like: the others should see it.
   * @param record as the disk has it now @returns as the call is now
   */
  annotated(record: CallRecord): CallRecord {
    const { id } = record.call;
    const current = this.current(id, record) ?? record;
    if (this.#open.has(id)) this.#open.set(id, current);
    this.#options.feed.publish({ type: 'call', record: current });
    return current;
  }

  /** The call as it is now. @param stored as the disk has it, which may lag behind in all but what people added. */
  current(id: string, stored: CallRecord | null): CallRecord | null {
    const known = this.#open.get(id) ?? this.#saver.pending(id);
    if (known === undefined) return stored;
    return stored ? { ...known, annotations: stored.annotations } : known;
  }

  /** Somebody knows better where the call came from. Resolves when that is on disk, or will be tried again. */
  reattributed(record: CallRecord): Promise<void> {
    const { id } = record.call;
    if (this.#open.has(id)) this.#open.set(id, record);
    this.#options.feed.publish({ type: 'call', record });
    return this.#saver.save(record);
  }

  /** The open call of a channel that the dialplan asks on, which need not be the caller's first. */
  followed(pbx: string, uniqueid: string, linkedid: string): CallRecord | null {
    const own = this.#open.get(`${pbx}-${uniqueid}`);
    if (own) return own;
    for (const record of this.#open.values()) {
      if (record.call.linkedid === linkedid && record.call.pbx === pbx) return record;
    }
    return null;
  }

  /**
   * A call that the dialplan asks about before AMI has told of it, as it will be then: it is attributed once.
   * @param asked how it looks to the dialplan
   */
  foresee(asked: Call): CallRecord {
    return this.#foreseen.see(asked, () => this.#recordOf(asked, undefined));
  }

  /** The dialplan was told where to send the call. */
  routed(id: string, route: CallRoute): void {
    const open = this.#open.get(id);
    if (!open) {
      this.#foreseen.routed(id, route);
      return;
    }
    const record = { ...open, route };
    this.#open.set(id, record);
    this.#options.feed.publish({ type: 'call', record });
    void this.#saver.save(record);
  }

  /** Calls going on, or about to begin, that were sent to that destination. */
  callsAt(destination: string): number {
    const isThere = ({ route }: CallRecord) => route?.destination === destination;
    return [...this.#open.values(), ...this.#foreseen.records()].filter(isThere).length;
  }

  start(): void {
    const { boxes, clock } = this.#options;
    this.#endings = [
      clock.every(SAVE_AGAIN_EVERY, () => this.#saver.saveAgain()),
      clock.every(LOOK_EVERY, () => this.#giveUpUnseen()),
    ];
    for (const box of boxes) this.#follow(box);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#options.boxes.map(({ telephony }) => telephony.stop()));
    for (const end of this.#endings) end();
    this.#endings = [];
    this.#saver.saveAgain();
  }

  #follow({ telephony, book, outbound }: Box): void {
    const { pbx } = telephony;
    this.#links.down(pbx, 'connecting');
    telephony.start({
      linkUp: (snapshot) => {
        this.#links.up(pbx, snapshot);
        this.#take(book.reconcile(snapshot));
        this.#links.ignored(pbx, book.takeIgnored());
        outbound?.seen(snapshot);
      },
      looked: (snapshot) => {
        this.#take(book.look(snapshot));
        outbound?.seen(snapshot);
      },
      linkDown: (reason) => this.#links.down(pbx, reason),
      event: (event) => {
        this.#take(book.apply(event));
        this.#links.ignored(pbx, book.takeIgnored());
        outbound?.event(event);
      },
    });
  }

  #giveUpUnseen(): void {
    const { boxes, clock, log } = this.#options;
    for (const { telephony, book } of boxes) {
      const { pbx } = telephony;
      if (this.#links.unseenFor(pbx) < GIVE_UP_AFTER) continue;
      const lost = book.giveUp(clock.now());
      if (lost.length === 0) continue;
      log.warn(
        { id: 'CALLS_GIVEN_UP', pbx, calls: lost.length },
        `Asterisk ${pbx} has not been seen for hours: its open calls end as unknown and their numbers are free again.`,
      );
      this.#take(lost);
    }
  }

  #take(changes: readonly CallChange[]): void {
    for (const change of changes) {
      try {
        this.#takeOne(change);
      } catch (error) {
        // One snapshot may end many calls: a fault with one of them must not hold the numbers of the others.
        const { log } = this.#options;
        log.error(
          { id: 'CALL_FAULT', call: change.call.id, error },
          'A change of a call could not be handled.',
        );
      }
    }
  }

  #takeOne({ type, call }: CallChange): void {
    if (this.#isTestCall(call) && !this.#open.has(call.id)) return;
    if (type === 'ended') {
      this.#poolOf(call.did)?.callEnded(call.did, call.id, call.endedAt ?? this.#options.clock.now());
    }
    const before = this.#open.get(call.id);
    const record = this.#recordOf(call, before);
    if (type === 'ended') this.#end(record);
    else this.#keep(record, before === undefined);
    this.#options.feed.publish({ type: 'call', record });
    void this.#saver.save(record);
  }

  #isTestCall({ caller }: Call): boolean {
    return caller !== null && this.#options.testCallers?.has(caller) === true;
  }

  #keep(record: CallRecord, isNew: boolean): void {
    const { call } = record;
    if (isNew) this.#poolOf(call.did)?.callStarted(call.did, call.id, call.startedAt);
    this.#open.set(call.id, record);
  }

  #end({ call, attribution }: CallRecord): void {
    this.#open.delete(call.id);
    this.#options.metrics.ended(call.outcome ?? 'unknown', attribution.method);
  }

  /**
   * The attribution is made once, when the phone begins to ring; again only if the caller's number came late. What a
   * visit code proved stays.
   */
  #recordOf(call: Call, earlier: CallRecord | undefined): CallRecord {
    const before = earlier ?? this.#foreseen.take(call.id);
    if (before && before.call.caller === call.caller && before.call.did === call.did)
      return { ...before, call };
    const { attribution: attributing, learning, clock } = this.#options;
    // A call given up for lost may come back.
    const known = before ?? this.#stored(call.id);
    const proven = known?.attribution.method === 'visit-code' ? known : null;
    const { attribution, repeat, lesson } = attributing.attribute(call);
    if (lesson) learning.learn(call.id, lesson);
    return {
      call,
      attribution: proven?.attribution ?? attribution,
      attributedAt: proven?.attributedAt ?? clock.now(),
      repeat,
      annotations: known?.annotations ?? NO_ANNOTATIONS,
      route: known?.route ?? null,
    };
  }

  #stored(id: string): CallRecord | null {
    try {
      return this.#options.calls.find(id);
    } catch (error) {
      this.#options.log.error(
        { id: 'HISTORY_UNREADABLE', error: String(error) },
        'Earlier calls cannot be read.',
      );
      return null;
    }
  }

  #poolOf(did: E164): NumberPool | undefined {
    const { catalogue, pools } = this.#options.numbering.current;
    const role = catalogue.role(did);
    return role?.kind === 'pool' ? pools.get(role.pool)?.pool : undefined;
  }
}
