// Calls that the dialplan asked about before AMI told of them.
import type { Call } from '../core/call.ts';
import type { CallRecord } from '../core/call-record.ts';
import type { CallRoute } from '../core/call-route.ts';
import type { Millis } from '../core/millis.ts';
import type { Clock } from '../ports/clock.ts';

/** The two ways differ by milliseconds; a call not told of by then is not followed (its context is not a trunk's). */
const FORGET_AFTER: Millis = 30_000;
const MOST = 1_000;

export class ForeseenCalls {
  readonly #clock: Clock;
  /** In the order they were asked about, by call id. */
  readonly #records = new Map<string, CallRecord>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  see({ id }: Call, make: () => CallRecord): CallRecord {
    this.#forgetOld();
    const record = this.#records.get(id) ?? make();
    this.#records.set(id, record);
    return record;
  }

  routed(id: string, route: CallRoute): void {
    const record = this.#records.get(id);
    if (record) this.#records.set(id, { ...record, route });
  }

  /** AMI has told of the call: from now on it is followed. */
  take(id: string): CallRecord | undefined {
    const record = this.#records.get(id);
    this.#records.delete(id);
    return record;
  }

  records(): Iterable<CallRecord> {
    this.#forgetOld();
    return this.#records.values();
  }

  #forgetOld(): void {
    const since = this.#clock.now() - FORGET_AFTER;
    for (const [id, { call }] of this.#records) {
      if (call.startedAt > since && this.#records.size <= MOST) return;
      this.#records.delete(id);
    }
  }
}
