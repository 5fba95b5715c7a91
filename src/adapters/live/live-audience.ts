// The clients of one view of the live board: each message is made once for all of them.
import {
  type OperatorView,
  type SiteMap,
  seenBy,
  seesAlert,
  seesPool,
  seesSite,
} from '../../core/operator-view.ts';
import type { LiveChange } from '../../ports/live-feed.ts';
import type { LiveSnapshot } from '../../services/live-calls.ts';
import type { LiveClient } from './live-client.ts';
import { changeFrame, snapshotFrame } from './live-frames.ts';

export interface LiveAudienceOptions {
  readonly view: OperatorView;
  readonly map: SiteMap;
  readonly board: { snapshot(): LiveSnapshot };
}

/**
 * Sequence numbers are the audience's own, since clients take a gap for a loss: one that sees everything counts as the board
 * does, others count what they see.
 */
export class LiveAudience {
  readonly clients = new Set<LiveClient>();
  readonly #options: LiveAudienceOptions;
  #seq: number;
  /** Calls its clients have seen; kept only where a call can come to be another's. */
  #seen: Set<string> | null = null;
  /** Changes of this turn, to be written together: one write a client instead of one a change. */
  #pending: Buffer[] = [];
  /** The board as it is now, for clients that come before the next change. */
  #snapshot: Buffer | null = null;

  constructor(options: LiveAudienceOptions) {
    this.#options = options;
    this.#seq = options.board.snapshot().seq;
  }

  /** The whole board as this view shows it; what is pending is in it. */
  snapshot(): Buffer {
    this.#snapshot ??= this.#makeSnapshot();
    return this.#snapshot;
  }

  changed(change: LiveChange): void {
    this.#snapshot = null;
    const seen = this.#seenChange(change);
    if (seen !== null) {
      this.#seq += 1;
      this.#pending.push(changeFrame(this.#seq, seen));
    } else if (change.type === 'call' && this.#seen?.has(change.record.call.id)) {
      // It has become a call of sites of others: no message takes one away, but a snapshot without it does.
      this.#seq += 1;
      this.#pending = [this.snapshot()];
    }
  }

  /** Writes what is pending; answers how many clients were too slow. */
  flush(): number {
    if (this.#pending.length === 0) return 0;
    const frames = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
    this.#pending = [];
    let tooSlow = 0;
    for (const client of this.clients) if (!client.write(frames)) tooSlow += 1;
    return tooSlow;
  }

  #makeSnapshot(): Buffer {
    const { view, map, board } = this.#options;
    const whole = board.snapshot();
    const calls = whole.calls.flatMap((record) => seenBy(view, record, map) ?? []);
    this.#seen = view.sites && new Set(calls.map(({ call }) => call.id));
    const alerts = whole.alerts.filter((alert) => seesAlert(view, alert, map));
    const pools = whole.pools.filter(({ id }) => seesPool(view, id, map));
    return snapshotFrame({ seq: this.#seq, calls, pools, pbxs: whole.pbxs, alerts });
  }

  /** Null for what this view does not show. */
  #seenChange(change: LiveChange): LiveChange | null {
    const { view, map } = this.#options;
    switch (change.type) {
      case 'call': {
        const record = seenBy(view, change.record, map);
        if (record) this.#seen?.add(record.call.id);
        return record && { type: 'call', record };
      }
      case 'pool':
        return seesPool(view, change.pool.id, map) ? change : null;
      case 'return':
        return seesSite(view, change.visit.site, null, map) ? change : null;
      case 'alert':
        return seesAlert(view, change.alert, map) ? change : null;
      case 'pbx':
        return change;
    }
  }
}
