// The links to the Asterisk boxes: whether each box is in sight, and what its operators are told about it.
import type { PbxSnapshot } from '../core/call-event.ts';
import type { IgnoredCall } from '../core/inbound-rule.ts';
import type { Millis } from '../core/millis.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveFeed } from '../ports/live-feed.ts';
import type { Logger } from '../ports/logger.ts';
import type { CallMetrics } from '../ports/metrics.ts';

export interface PbxLinksOptions {
  readonly feed: LiveFeed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: CallMetrics;
}

export class PbxLinks {
  readonly #options: PbxLinksOptions;
  /** Since when each box that we do not see has been out of sight, by its name. */
  readonly #unseenSince = new Map<string, Millis>();
  readonly #warnedContexts = new Set<string>();

  constructor(options: PbxLinksOptions) {
    this.#options = options;
  }

  up(pbx: string, { version }: PbxSnapshot): void {
    this.#unseenSince.delete(pbx);
    this.#show(pbx, true, version, null);
  }

  down(pbx: string, reason: string): void {
    if (!this.#unseenSince.has(pbx)) this.#unseenSince.set(pbx, this.#options.clock.now());
    this.#show(pbx, false, null, reason);
  }

  /** How long the box has been out of sight; 0 for one that is linked. */
  unseenFor(pbx: string): Millis {
    const since = this.#unseenSince.get(pbx);
    return since === undefined ? 0 : this.#options.clock.now() - since;
  }

  /** Calls to our DIDs that came by an unlisted way are not counted; the owner is told once a context. */
  ignored(pbx: string, calls: readonly IgnoredCall[]): void {
    const { metrics, log } = this.#options;
    for (const { context, did } of calls) {
      metrics.ignored(pbx);
      if (this.#warnedContexts.has(`${pbx} ${context}`)) continue;
      this.#warnedContexts.add(`${pbx} ${context}`);
      log.warn(
        { id: 'CONTEXT_NOT_LISTED', pbx, context, did },
        `A call to ${did} came through context ${context}, which is not in trunk_contexts of ${pbx}: it was not counted. If a trunk uses that context, add it.`,
      );
    }
  }

  #show(name: string, up: boolean, version: string | null, reason: string | null): void {
    const { feed, clock, metrics } = this.#options;
    metrics.linked(name, up);
    feed.publish({ type: 'pbx', pbx: { name, up, since: clock.now(), version, reason } });
  }
}
