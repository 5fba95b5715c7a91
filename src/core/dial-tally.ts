// What became of everybody a call rang, and so why nobody answered it.
import type { CallEnd, CallOutcome } from './call.ts';
import type { DialStatus } from './call-event.ts';

/** Q.850 cause "user busy". */
const USER_BUSY = 17;
/**
 * Q.850 causes by which a dialplan or Dial says that nobody could be reached: unallocated number, no route, subscriber
 * absent, destination out of order, and the congestion group (Asterisk include/asterisk/causes.h).
 */
const FAILURES: ReadonlySet<number> = new Set([1, 2, 3, 20, 27, 34, 38, 41, 42, 44]);

export interface Verdict {
  readonly outcome: CallOutcome;
  readonly end: CallEnd;
}

/** Bounded however long a queue tries: one flag a status, and those that ring right now. */
export class DialTally {
  readonly #people = new Set<DialStatus>();
  readonly #locals = new Set<DialStatus>();
  readonly #ringing = new Set<string>();
  #last: DialStatus | null = null;
  /** Dials may have begun and ended while we could not see the box. */
  #incomplete = false;

  begun(uniqueid: string): void {
    this.#ringing.add(uniqueid);
  }

  /** @param person whether a person's phone was rung, rather than a Local channel that rings others in turn. */
  ended(uniqueid: string, status: DialStatus, person: boolean): void {
    this.#ringing.delete(uniqueid);
    (person ? this.#people : this.#locals).add(status);
    this.#last = status;
  }

  /** The destination hung up; its end of dial never came. */
  gone(uniqueid: string): void {
    this.#ringing.delete(uniqueid);
  }

  /** We could not see the box for a while, and `alive` is what is left. */
  missedSome(alive: (uniqueid: string) => boolean): void {
    for (const uniqueid of this.#ringing) if (!alive(uniqueid)) this.#ringing.delete(uniqueid);
    this.#incomplete = true;
  }

  /**
   * Why the call ended unanswered, null when what we have not seen may have decided it. Asterisk ends the dials before it hangs the caller up: CANCEL when the caller
   * gave up, else how each ended. One that rang out outweighs those that were busy or unreachable, as in app_dial.
   * @param cause Q.850 cause of the inbound leg's hangup, 0 when unknown.
   */
  verdict(cause: number): Verdict | null {
    if (this.#last === 'cancel' || this.#ringing.size > 0)
      return { outcome: 'missed', end: 'caller-gave-up' };
    if (cause === USER_BUSY) return { outcome: 'busy', end: 'busy' };
    // A Local channel only repeats what became of the phones behind it, and less precisely.
    const statuses = this.#people.size > 0 ? this.#people : this.#locals;
    const reached = [...statuses].some((status) => status !== 'busy' && !isFailure(status));
    if (reached && statuses === this.#people) return { outcome: 'missed', end: 'no-answer' };
    if (this.#incomplete) return null;
    if (!reached && statuses.has('busy')) return { outcome: 'busy', end: 'busy' };
    if (!reached && (statuses.size > 0 || FAILURES.has(cause))) return { outcome: 'failed', end: 'failed' };
    return { outcome: 'missed', end: 'caller-gave-up' };
  }
}

function isFailure(status: DialStatus): boolean {
  return status === 'congestion' || status === 'chanunavail';
}
