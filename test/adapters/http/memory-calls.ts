// Calls in memory: just enough of a repository for the routes above it.
import type { LabelledCall } from '../../../src/core/accuracy.ts';
import type { AttributionVersion, CallAnnotations, CallRecord } from '../../../src/core/call-record.ts';
import type { CallPage, CallQuery, CallRepository } from '../../../src/ports/call-repository.ts';

export class MemoryCalls implements CallRepository {
  records: CallRecord[] = [];
  readonly queries: CallQuery[] = [];
  labels: LabelledCall[] = [];
  /** What `labelled` was asked for. */
  readonly asked: [from: number, to: number, sites: readonly string[] | null][] = [];

  async save(record: CallRecord): Promise<void> {
    this.records.push(record);
  }

  annotate(id: string, annotations: Partial<CallAnnotations>): CallRecord | null {
    const at = this.records.findIndex(({ call }) => call.id === id);
    const record = this.records[at];
    if (!record) return null;
    const changed = { ...record, annotations: { ...record.annotations, ...annotations } };
    this.records[at] = changed;
    return changed;
  }

  find(id: string): CallRecord | null {
    return this.records.find(({ call }) => call.id === id) ?? null;
  }

  ofVisits(sessions: readonly string[]): CallRecord[] {
    return this.records.filter(
      ({ attribution: { session } }) => session !== null && sessions.includes(session),
    );
  }

  routed(): never[] {
    return [];
  }

  versions(id: string): AttributionVersion[] {
    const record = this.find(id);
    return record ? [{ version: 1, at: record.attributedAt, attribution: record.attribution }] : [];
  }

  labelled(from: number, to: number, sites: readonly string[] | null = null): LabelledCall[] {
    this.asked.push([from, to, sites]);
    return this.labels;
  }

  /** Cursors are positions; filters are only recorded. */
  list(query: CallQuery): CallPage {
    this.queries.push(query);
    const start = Number(query.cursor ?? 0);
    const end = start + query.limit;
    return {
      records: this.records.slice(start, end),
      next: end < this.records.length ? String(end) : null,
    };
  }

  open(): CallRecord[] {
    return [];
  }

  byCaller(): CallRecord[] {
    return [];
  }

  creditedTo(): { caller: null; confidence: number }[] {
    return [];
  }

  forget(): number {
    return 0;
  }
}
