// Corrects the answer for a call when somebody knows better: the caller read out the visit code.
import type { Attribution } from '../core/attribution.ts';
import type { Call } from '../core/call.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { Millis } from '../core/millis.ts';
import type { Session } from '../core/session.ts';
import type { SessionBook } from '../core/session-book.ts';
import { attributeByCode, closestVisit, wasGoingOn } from '../core/visit-code.ts';
import type { CallRepository } from '../ports/call-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { LeaseJournal } from '../ports/lease-journal.ts';
import type { CallTracking } from './call-tracking.ts';
import { findTouches } from './find-touches.ts';
import type { NumberingSource } from './numbering.ts';

export type CodeAnswer =
  | { readonly kind: 'found'; readonly record: CallRecord }
  | { readonly kind: 'no-such-call' }
  /** Where it was looked for: null means every site. */
  | { readonly kind: 'no-such-visit'; readonly sites: readonly string[] | null; readonly lookBack: Millis };

export interface VisitCodes {
  /** Gives the call to the visit that had `code` (digits only). */
  applyCode(call: string, code: string): Promise<CodeAnswer>;
}

export interface ReAttributionOptions {
  readonly tracking: Pick<CallTracking, 'current' | 'reattributed'>;
  readonly calls: CallRepository;
  readonly journal: LeaseJournal;
  readonly sessions: SessionBook;
  readonly numbering: NumberingSource;
  /** Visits last seen longer before the call are not looked at. */
  readonly lookBack: Millis;
  readonly clock: Clock;
  /**
   * The visit of a call is known for certain: `record` says it, `previous` is what was answered without the code. Told
   * again when the code of a call is corrected.
   */
  readonly onTruth?: (record: CallRecord, previous: Attribution) => void;
}

export class ReAttribution implements VisitCodes {
  readonly #options: ReAttributionOptions;

  constructor(options: ReAttributionOptions) {
    this.#options = options;
  }

  async applyCode(id: string, code: string): Promise<CodeAnswer> {
    const call = this.#current(id)?.call;
    if (!call) return { kind: 'no-such-call' };
    const sites = this.#sites(call);
    const visits = await this.#visits(call, code, sites);
    const visit = closestVisit(visits, call.startedAt);
    // Looked up again: the call may have gone on while the visits were read.
    const record = this.#current(id);
    if (!record) return { kind: 'no-such-call' };
    if (!visit) return { kind: 'no-such-visit', sites, lookBack: this.#options.lookBack };
    if (isProven(record.attribution, visit)) return { kind: 'found', record };
    const corrected = this.#corrected(record, visit, code, visits.length - 1);
    await this.#options.tracking.reattributed(corrected);
    return { kind: 'found', record: corrected };
  }

  #corrected(record: CallRecord, visit: Session, code: string, others: number): CallRecord {
    const { calls, journal, clock, onTruth } = this.#options;
    const guesses = [
      ...calls.versions(record.call.id).map(({ attribution }) => attribution),
      record.attribution,
    ];
    const before = guesses.findLast(({ method }) => method !== 'visit-code') ?? record.attribution;
    const touches = findTouches(visit, journal);
    const corrected = {
      ...record,
      attribution: attributeByCode({ code, visit, others, before, touches }),
      attributedAt: clock.now(),
    };
    onTruth?.(corrected, before);
    return corrected;
  }

  #current(id: string): CallRecord | null {
    const { tracking, calls } = this.#options;
    return tracking.current(id, calls.find(id));
  }

  /** Sites whose visitors may have seen the DID; null when it may have been seen on any. */
  #sites({ did }: Call): readonly string[] | null {
    const { catalogue, sitesOfPool } = this.#options.numbering.current;
    const role = catalogue.role(did);
    if (!role || role.kind === 'channel') return null;
    return sitesOfPool.get(role.pool) ?? [];
  }

  /** Memory first: a visit that was going on when the call began had the code alone, and the disk is not asked. */
  async #visits(call: Call, code: string, sites: readonly string[] | null): Promise<readonly Session[]> {
    const { sessions, journal, lookBack, clock } = this.#options;
    const to = call.endedAt ?? clock.now();
    const from = to - lookBack;
    const fits = ({ site, startedAt, lastSeenAt }: Session) =>
      startedAt <= to && lastSeenAt >= from && (sites === null || sites.includes(site));
    const present = sessions.withCode(code).filter(fits);
    if (present.some((visit) => wasGoingOn(visit, call.startedAt))) return present;
    const visits = new Map<string, Session>();
    for (const visit of await journal.visitsWithCode(code, from, to)) visits.set(visit.id, visit);
    for (const visit of present) visits.set(visit.id, visit);
    return [...visits.values()].filter(fits);
  }
}

function isProven({ method, session }: Attribution, visit: Session): boolean {
  return method === 'visit-code' && session === visit.id;
}
