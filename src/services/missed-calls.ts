// The work list of missed calls: who phoned in vain, and whether somebody has talked to them since.
import type { Millis } from '../core/millis.ts';
import { type MissedCaller, missedCallers } from '../core/missed-callers.ts';
import type { CallBacks } from '../ports/call-backs.ts';

/** Missed calls looked at in one go; of more, the latest. */
const MOST = 2_000;

export class MissedCalls {
  readonly #callBacks: Pick<CallBacks, 'missed' | 'contacts'>;

  constructor(callBacks: Pick<CallBacks, 'missed' | 'contacts'>) {
    this.#callBacks = callBacks;
  }

  /** Of calls begun at or after `from` and before `to`; the latest call first. */
  list(from: Millis, to: Millis): MissedCaller[] {
    const missed = this.#callBacks.missed(from, to, MOST);
    const earliest = missed.at(-1)?.at ?? from;
    const callers = [...new Set(missed.map(({ caller }) => caller))];
    return missedCallers(missed, this.#callBacks.contacts(callers, earliest));
  }
}
