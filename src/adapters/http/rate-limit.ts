// How often one address may ask, so that a flood cannot empty a pool. Crude on purpose; memory is bounded.
import type { Millis } from '../../core/millis.ts';
import { RecentMap } from '../../core/recent-map.ts';

export interface RateLimitOptions {
  /** Requests a minute in the long run. */
  readonly perMinute: number;
  /** Requests at once after a pause; half of `perMinute` when absent. */
  readonly burst?: number;
  /** Addresses remembered at least, at most twice as many. */
  readonly remembered?: number;
}

const REMEMBERED = 50_000;

/**
 * A token bucket per key, written down as one number: the time at which it will be full again (the generic cell rate
 * algorithm, ITU-T I.371). A forgotten key merely starts with a full bucket.
 */
export class RateLimit {
  /** A request costs this much time. */
  readonly #interval: Millis;
  readonly #capacity: Millis;
  readonly #fullAt: RecentMap<string, Millis>;

  constructor({ perMinute, burst, remembered }: RateLimitOptions) {
    this.#interval = 60_000 / perMinute;
    this.#capacity = this.#interval * Math.max(1, burst ?? perMinute / 2);
    this.#fullAt = new RecentMap(remembered ?? REMEMBERED);
  }

  /** Takes one token. Answers 0, or when the bucket is empty the ms until there is one again. */
  take(key: string, now: Millis): Millis {
    const fullAt = Math.max(now, this.#fullAt.get(key) ?? now);
    const after = fullAt + this.#interval;
    const over = after - now - this.#capacity;
    // Slack, because fractions added to an epoch time round off: they must not cost the last token of a burst.
    if (over > 0.5) return over;
    this.#fullAt.set(key, after);
    return 0;
  }
}
