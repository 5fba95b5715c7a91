// A call repository in memory.
import type { CallAnnotations, CallRecord } from '../../src/core/call-record.ts';
import type { E164 } from '../../src/core/e164.ts';
import type { Millis } from '../../src/core/millis.ts';
import type { CallPage, CallQuery, CallRepository } from '../../src/ports/call-repository.ts';

export class FakeCallRepository implements CallRepository {
  readonly records = new Map<string, CallRecord>();
  /** Set it to let `save` fail, as a full disk would. */
  failure: Error | null = null;

  async save(record: CallRecord): Promise<void> {
    if (this.failure) throw this.failure;
    const { id } = record.call;
    const annotations = this.records.get(id)?.annotations ?? record.annotations;
    this.records.set(id, { ...record, annotations });
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

  list(query: CallQuery): CallPage {
    const { from = 0, to = Number.POSITIVE_INFINITY, did, caller, source, outcome, cursor, limit } = query;
    const after = cursor === undefined ? undefined : this.records.get(cursor);
    if (cursor !== undefined && !after) return { records: [], next: null };
    const found = this.#newestFirst().filter(
      (record) =>
        record.call.startedAt >= from &&
        record.call.startedAt < to &&
        (did === undefined || record.call.did === did) &&
        (caller === undefined || record.call.caller === caller) &&
        (source === undefined || record.attribution.touchpoint?.source === source) &&
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

  byCaller(caller: E164, limit: number): CallRecord[] {
    return this.#newestFirst()
      .filter((record) => record.call.caller === caller)
      .slice(0, limit);
  }

  forget(before: Millis): number {
    const size = this.records.size;
    for (const { call } of this.records.values()) {
      if (call.endedAt !== null && call.startedAt < before) this.records.delete(call.id);
    }
    return size - this.records.size;
  }

  #newestFirst(): CallRecord[] {
    return [...this.records.values()].sort(newestFirst);
  }
}

function newestFirst(a: CallRecord, b: CallRecord): number {
  if (a.call.id === b.call.id) return 0;
  return b.call.startedAt - a.call.startedAt || (a.call.id < b.call.id ? 1 : -1);
}
