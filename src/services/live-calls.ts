// The live board: every call, pool and PBX link as operators see them now, and each change with a sequence number.
import type { Alert } from '../core/alert.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { PbxLink } from '../core/pbx-link.ts';
import type { PoolReport } from '../core/pool-figures.ts';
import type { LiveChange, LiveFeed } from '../ports/live-feed.ts';

export interface LiveSnapshot {
  /** Of the last change the snapshot contains. */
  readonly seq: number;
  /** Calls that ring or talk, and the latest ended ones; newest first. */
  readonly calls: readonly CallRecord[];
  readonly pools: readonly PoolReport[];
  readonly pbxs: readonly PbxLink[];
  /** Those that hold. */
  readonly alerts: readonly Alert[];
}

export type LiveListener = (seq: number, change: LiveChange) => void;

/** Ended calls kept on the board. */
const RECENT_CALLS = 50;

export class LiveCalls implements LiveFeed {
  #seq = 0;
  readonly #live = new Map<string, CallRecord>();
  #ended: CallRecord[] = [];
  readonly #pools = new Map<string, PoolReport>();
  readonly #pbxs = new Map<string, PbxLink>();
  /** Those that hold. */
  readonly #alerts = new Map<string, Alert>();
  readonly #listeners = new Set<LiveListener>();

  publish(change: LiveChange): void {
    this.#remember(change);
    this.#seq += 1;
    for (const listener of this.#listeners) listener(this.#seq, change);
  }

  snapshot(): LiveSnapshot {
    const calls = [...this.#live.values(), ...this.#ended];
    calls.sort(newestFirst);
    return {
      seq: this.#seq,
      calls,
      pools: [...this.#pools.values()],
      pbxs: [...this.#pbxs.values()],
      alerts: [...this.#alerts.values()],
    };
  }

  /** Every change from now on; answers how to stop. */
  subscribe(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #remember(change: LiveChange): void {
    switch (change.type) {
      case 'pool':
        // A pool without a number is no longer configured, and has drained.
        if (change.pool.size > 0) this.#pools.set(change.pool.id, change.pool);
        else this.#pools.delete(change.pool.id);
        return;
      case 'pbx':
        this.#pbxs.set(change.pbx.name, change.pbx);
        return;
      case 'return':
        return;
      case 'alert':
        if (change.alert.until === null) this.#alerts.set(change.alert.id, change.alert);
        else this.#alerts.delete(change.alert.id);
        return;
      case 'call':
        this.#rememberCall(change.record);
    }
  }

  #rememberCall(record: CallRecord): void {
    const { id, state } = record.call;
    this.#live.delete(id);
    this.#ended = this.#ended.filter((ended) => ended.call.id !== id);
    if (state !== 'ended') this.#live.set(id, record);
    else this.#ended = [record, ...this.#ended].sort(newestFirst).slice(0, RECENT_CALLS);
  }
}

function newestFirst(a: CallRecord, b: CallRecord): number {
  return b.call.startedAt - a.call.startedAt;
}
