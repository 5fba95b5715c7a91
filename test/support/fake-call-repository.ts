// A call repository in memory.
import { isDeepStrictEqual } from 'node:util';
import type { LabelledCall } from '../../src/core/accuracy.ts';
import type { AttributionVersion, CallAnnotations, CallRecord } from '../../src/core/call-record.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Millis } from '../../src/core/millis.ts';
import type { SiteScope } from '../../src/core/operator-view.ts';
import type { CallPage, CallQuery, CallRepository } from '../../src/ports/call-repository.ts';

export class FakeCallRepository implements CallRepository {
  readonly records = new Map<string, CallRecord>();
  readonly #versions = new Map<string, AttributionVersion[]>();
  /** Set it to let `save` fail, as a full disk would. */
  failure: Error | null = null;

  async save(record: CallRecord): Promise<void> {
    if (this.failure) throw this.failure;
    const { id } = record.call;
    const known = this.records.get(id);
    const version = this.#keepVersion(record, known);
    const annotations = known?.annotations ?? record.annotations;
    this.records.set(id, { ...record, attributedAt: version.at, annotations });
  }

  annotate(id: string, annotations: Partial<CallAnnotations>): CallRecord | null {
    const record = this.records.get(id);
    if (!record) return null;
    const annotated = { ...record, annotations: { ...record.annotations, ...annotations } };
    this.records.set(id, annotated);
    return annotated;
  }

  find(id: string): CallRecord | null {
    return this.records.get(id) ?? null;
  }

  versions(id: string): AttributionVersion[] {
    return [...(this.#versions.get(id) ?? [])];
  }

  labelled(from: Millis, to: Millis, sites: readonly string[] | null = null): LabelledCall[] {
    return [...this.records.values()].flatMap(({ call, attribution }) => {
      const guess = this.versions(call.id).findLast((each) => each.attribution.method !== 'visit-code');
      if (call.startedAt < from || call.startedAt >= to || attribution.method !== 'visit-code') return [];
      if (!guess || attribution.session === null) return [];
      if (sites !== null && !sites.includes(attribution.site ?? '')) return [];
      const { session: answer, confidence } = guess.attribution;
      return [{ truth: attribution.session, answer, confidence }];
    });
  }

  list(query: CallQuery): CallPage {
    const {
      from = 0,
      to = Number.POSITIVE_INFINITY,
      did,
      caller,
      source,
      outcome,
      sites,
      cursor,
      limit,
    } = query;
    const after = cursor === undefined ? undefined : this.records.get(cursor);
    if (cursor !== undefined && !after) return { records: [], next: null };
    const found = this.#newestFirst().filter(
      (record) =>
        record.call.startedAt >= from &&
        record.call.startedAt < to &&
        (did === undefined || record.call.did === did) &&
        (caller === undefined || record.call.caller === caller) &&
        (source === undefined || record.attribution.touchpoint?.source === source) &&
        (sites === undefined || isOf(sites, record)) &&
        (outcome === undefined || record.call.outcome === outcome) &&
        (after === undefined || newestFirst(after, record) < 0),
    );
    const records = found.slice(0, limit);
    return { records, next: found.length > limit ? (records.at(-1)?.call.id ?? null) : null };
  }

  open(): CallRecord[] {
    return this.#newestFirst()
      .reverse()
      .filter((record) => record.call.endedAt === null);
  }

  routed(from: Millis): { destination: string; at: Millis }[] {
    return this.#newestFirst()
      .reverse()
      .flatMap(({ call, route }) =>
        call.startedAt >= from && route !== null && route.destination !== null
          ? [{ destination: route.destination, at: route.at }]
          : [],
      );
  }

  byCaller(caller: E164, limit: number): CallRecord[] {
    return this.#newestFirst()
      .filter((record) => record.call.caller === caller)
      .slice(0, limit);
  }

  creditedTo(session: string): { caller: E164 | null; confidence: number }[] {
    return [...this.records.values()]
      .filter(({ attribution }) => attribution.session === session)
      .map(({ call, attribution }) => ({ caller: call.caller, confidence: attribution.confidence }));
  }

  ofVisits(sessions: readonly string[]): CallRecord[] {
    return [...this.records.values()].filter(({ attribution }) =>
      sessions.some((session) => session === attribution.session),
    );
  }

  forget(before: Millis): number {
    const size = this.records.size;
    for (const { call } of this.records.values()) {
      if (call.endedAt !== null && call.startedAt < before) this.records.delete(call.id);
    }
    return size - this.records.size;
  }

  #keepVersion({ call, attribution, attributedAt }: CallRecord, known?: CallRecord): AttributionVersion {
    const versions = this.#versions.get(call.id) ?? [];
    const last = versions.at(-1);
    if (last && isDeepStrictEqual(last.attribution, attribution)) return last;
    const isGuess = ![last?.attribution.method, attribution.method].includes('visit-code');
    const kept = known?.call.endedAt === null && isGuess ? versions.slice(0, -1) : versions;
    const version = { version: kept.length + 1, at: attributedAt, attribution };
    this.#versions.set(call.id, [...kept, version]);
    return version;
  }

  #newestFirst(): CallRecord[] {
    return [...this.records.values()].sort(newestFirst);
  }
}

function isOf({ sites, hasDid }: SiteScope, { call, attribution: { site } }: CallRecord): boolean {
  return site === null ? hasDid(call.did) : sites.includes(site);
}

function newestFirst(a: CallRecord, b: CallRecord): number {
  if (a.call.id === b.call.id) return 0;
  return b.call.startedAt - a.call.startedAt || (a.call.id < b.call.id ? 1 : -1);
}
