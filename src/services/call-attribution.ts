// Gathers all that is known about a call, and has the core say which visit it came from.
import { attribute } from '../core/attribute.ts';
import type { Attribution } from '../core/attribution.ts';
import type { Call } from '../core/call.ts';
import type { CallModel, Lesson } from '../core/call-model.ts';
import type { CallRecord } from '../core/call-record.ts';
import { regionAgreement } from '../core/caller-region.ts';
import type { E164 } from '../core/e164.ts';
import type { Lease } from '../core/lease.ts';
import type { Millis } from '../core/millis.ts';
import type { NumberPool } from '../core/number-pool.ts';
import type { EarlierCall, Holder } from '../core/posterior.ts';
import { regionFit } from '../core/region-fit.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import { NO_TOUCHES } from '../core/touches.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { Logger } from '../ports/logger.ts';
import { findTouches } from './find-touches.ts';
import type { NumberingSource } from './numbering.ts';

export interface CallAttributionOptions {
  readonly numbering: NumberingSource;
  readonly sessions: SessionBook;
  readonly journal: LeaseJournal;
  readonly calls: CallRepository;
  readonly model: CallModel;
  /** Leases that ended longer ago are no candidates. */
  readonly lookBack: Millis;
  /** Below this probability no visit is named. */
  readonly leastConfidence: number;
  readonly log: Logger;
}

export interface AttributedCall {
  readonly attribution: Attribution;
  /** Whether this caller has called before. */
  readonly repeat: boolean;
  /** What the call teaches the model. */
  readonly lesson: Lesson | null;
}

/** Earlier calls of a caller that are looked at. */
const EARLIER_CALLS = 20;

export class CallAttribution {
  readonly #options: CallAttributionOptions;

  constructor(options: CallAttributionOptions) {
    this.#options = options;
  }

  attribute(call: Call): AttributedCall {
    const { numbering, model, leastConfidence } = this.#options;
    const { catalogue, sitesOfPool } = numbering.current;
    const role = catalogue.role(call.did) ?? { kind: 'pool', pool: '' };
    const earlier = this.#earlierCalls(call);
    const evidence = {
      at: call.startedAt,
      did: call.did,
      role,
      holders: this.#holders(call),
      earlier: earlier.map(toEarlierCall),
      visits: this.#visitsOf(earlier),
      sites: role.kind === 'channel' ? [] : (sitesOfPool.get(role.pool) ?? []),
      leastConfidence,
    };
    const { attribution, lesson } = attribute(evidence, model);
    return { attribution: this.#withTouches(attribution), repeat: earlier.length > 0, lesson };
  }

  #holders({ did, startedAt, caller }: Call): Holder[] {
    const { lookBack } = this.#options;
    const leases = this.#poolOf(did)?.holders(did, startedAt) ?? [];
    return leases
      .filter(
        ({ endedAt, grantedAt }) => grantedAt <= startedAt && (endedAt ?? startedAt) >= startedAt - lookBack,
      )
      .map((lease) => this.#holder(lease, caller));
  }

  #holder(lease: Lease, caller: E164 | null): Holder {
    const session = this.#session(lease.session);
    const fit = session ? regionFit(regionAgreement(caller, session.place)) : 1;
    return { lease, session, regionFit: fit, phonedBefore: this.#phonedBefore(lease.session, caller) };
  }

  /** Probability that the visit has phoned from another number. */
  #phonedBefore(session: string, caller: E164 | null): number {
    const credited = this.#reading(() => this.#options.calls.creditedTo(session), []);
    const others = credited.filter((call) => call.caller !== null && call.caller !== caller);
    return others.reduce((most, { confidence }) => Math.max(most, confidence), 0);
  }

  #visitsOf(earlier: readonly CallRecord[]): ReadonlyMap<string, Session> {
    const ids = earlier.flatMap(({ attribution }) => attribution.candidates.map(({ session }) => session));
    return new Map(
      [...new Set(ids)].flatMap((id) => {
        const session = this.#session(id);
        return session ? [[id, session] as const] : [];
      }),
    );
  }

  #withTouches(attribution: Attribution): Attribution {
    const { site, session, visitor } = attribution;
    if (site === null || session === null || visitor === null) return attribution;
    const visit = this.#session(session);
    return visit
      ? { ...attribution, ...this.#reading(() => findTouches(visit, this.#options.journal), NO_TOUCHES) }
      : attribution;
  }

  #session(id: string): Session | null {
    const { sessions, journal } = this.#options;
    return sessions.find(id) ?? this.#reading(() => journal.session(id), null);
  }

  #earlierCalls({ id, caller, startedAt }: Call): readonly CallRecord[] {
    if (caller === null) return [];
    const known = this.#reading(() => this.#options.calls.byCaller(caller, EARLIER_CALLS), []);
    return known.filter(({ call }) => call.id !== id && call.startedAt <= startedAt);
  }

  #poolOf(did: E164): NumberPool | undefined {
    const { catalogue, pools } = this.#options.numbering.current;
    const role = catalogue.role(did);
    return role?.kind === 'pool' ? pools.get(role.pool)?.pool : undefined;
  }

  /** A disk that cannot be read must not cost the operator the call. */
  #reading<Value>(read: () => Value, otherwise: Value): Value {
    try {
      return read();
    } catch (error) {
      this.#options.log.error(
        { id: 'HISTORY_UNREADABLE', error: String(error) },
        'Earlier calls cannot be read.',
      );
      return otherwise;
    }
  }
}

function toEarlierCall({ call, attribution }: CallRecord): EarlierCall {
  return { at: call.startedAt, did: call.did, candidates: attribution.candidates };
}
