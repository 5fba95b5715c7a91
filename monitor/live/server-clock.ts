// What time it is at the server, so that call clocks are right on a computer whose own clock is not.
import type { LiveMessage } from '../../src/wire/live.ts';

/** HTTP's Date header drops the milliseconds. */
const DATE_HEADER_STEP_MS = 1000;

/**
 * Narrows down `server time - our time` (ms) from evidence. It begins by trusting this computer and moves no further
 * than the evidence asks, so a right clock is left alone and a call clock never jumps to and fro.
 */
export class ServerClock {
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #offset = 0;

  /** The `Date` header of an answer to a question sent at `sentAt` that arrived at `receivedAt` (our ms). */
  readDateHeader(header: string | null, sentAt: number, receivedAt: number): void {
    const server = header === null ? Number.NaN : Date.parse(header);
    if (!Number.isNaN(server)) this.#narrow(server - receivedAt, server + DATE_HEADER_STEP_MS - sentAt);
  }

  /** Nothing in a message happened later than its arrival. */
  readMessage(message: LiveMessage, receivedAt: number): void {
    const latest = Math.max(
      ...timesIn(message)
        .map((text) => (text === null ? Number.NaN : Date.parse(text)))
        .filter(Number.isFinite),
    );
    if (Number.isFinite(latest)) this.#narrow(latest - receivedAt, Number.POSITIVE_INFINITY);
  }

  /** @param ours this computer's time, ms */
  now(ours: number): number {
    return ours + this.#offset;
  }

  #narrow(low: number, high: number): void {
    // Evidence that contradicts the old one: somebody set a clock.
    const contradicts = low > this.#high || high < this.#low;
    this.#low = contradicts ? low : Math.max(low, this.#low);
    this.#high = contradicts ? high : Math.min(high, this.#high);
    this.#offset = Math.min(Math.max(this.#offset, this.#low), this.#high);
  }
}

function timesIn(message: LiveMessage): (string | null)[] {
  switch (message.type) {
    case 'snapshot':
      return message.calls.flatMap((call) => [call.started_at, call.answered_at, call.ended_at]);
    case 'call':
      return [message.call.started_at, message.call.answered_at, message.call.ended_at];
    case 'pbx':
      return [message.pbx.since];
    case 'return':
      return [message.visit.last_seen_at];
    case 'alert':
      return [message.alert.until ?? message.alert.at];
    case 'pool':
      return [];
  }
}
