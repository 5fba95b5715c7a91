// What reports count and add up of a call, whoever is credited with it.
import { MISSED_OUTCOMES } from './call.ts';
import type { CallRecord } from './call-record.ts';
import type { E164 } from './e164.ts';
import type { Millis } from './millis.ts';

export interface CallFacts {
  /** Null when withheld. */
  readonly caller: E164 | null;
  readonly answered: boolean;
  readonly missed: boolean;
  readonly target: boolean;
  /** Until answered or given up; null while it rings, and where nobody saw how it ended. */
  readonly wait: Millis | null;
  /** Null unless it was answered and is over. */
  readonly talk: Millis | null;
  /** Sale value, 0 when there is none. */
  readonly value: number;
  /** Who answered: the first who talked. */
  readonly agent: string | null;
  readonly did: E164;
  /** Session id of the visit the call is credited to. */
  readonly visit: string | null;
}

/** Nobody talked, and the caller knows it. Of an `unknown` one nobody can say. */

export function factsOf({ call, attribution, annotations }: CallRecord): CallFacts {
  const answered = call.answeredAt !== null;
  const waitedUntil = call.answeredAt ?? (call.outcome === 'unknown' ? null : call.endedAt);
  return {
    caller: call.caller,
    answered,
    missed: !answered && call.outcome !== null && MISSED_OUTCOMES.includes(call.outcome),
    target: annotations.target === true,
    wait: waitedUntil === null ? null : Math.max(0, waitedUntil - call.startedAt),
    talk: answered && call.endedAt !== null ? call.talkedMs : null,
    value: annotations.value ?? 0,
    agent: answered ? (call.agents[0] ?? null) : null,
    did: call.did,
    visit: attribution.session,
  };
}
