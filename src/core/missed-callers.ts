// Callers whom nobody answered, and what became of each: a work list.
import type { E164 } from './e164.ts';
import type { Millis } from './millis.ts';

/** A call that nobody answered. */
export interface MissedCall {
  readonly id: string;
  readonly caller: E164;
  readonly callerName: string | null;
  readonly at: Millis;
  /** How long they waited; null while not known. */
  readonly wait: Millis | null;
  readonly did: E164;
  readonly source: string | null;
  readonly campaign: string | null;
  readonly site: string | null;
}

/** We and that caller on the phone, or our try to be. */
export interface Contact {
  readonly caller: E164;
  /** When the talk began; of a try that failed, when we dialled. */
  readonly at: Millis;
  /** `in`: they phoned and were answered; `out`: we phoned; `try`: we phoned and nobody answered. */
  readonly kind: 'in' | 'out' | 'try';
  readonly agent: string | null;
}

export interface MissedCaller {
  /** The latest of the calls missed. */
  readonly last: MissedCall;
  readonly first: Millis;
  /** Calls missed until somebody talked to them. */
  readonly times: number;
  /** Our calls that they did not answer. */
  readonly tries: number;
  readonly state: 'open' | 'called-back' | 'reached-us';
  readonly resolved: { readonly at: Millis; readonly agent: string | null } | null;
}

/** One entry a caller and run of missed calls, until somebody talks to them; the latest call first. */
export function missedCallers(missed: readonly MissedCall[], contacts: readonly Contact[]): MissedCaller[] {
  const entries: MissedCaller[] = [];
  const open = new Map<E164, MissedCaller>();
  const close = (entry: MissedCaller) => {
    open.delete(entry.last.caller);
    entries.push(entry);
  };
  for (const step of inOrder(missed, contacts)) {
    const entry = open.get(step.caller);
    if ('kind' in step) {
      if (!entry) continue;
      if (step.kind === 'try') open.set(step.caller, { ...entry, tries: entry.tries + 1 });
      else {
        const state = step.kind === 'out' ? 'called-back' : 'reached-us';
        close({ ...entry, state, resolved: { at: step.at, agent: step.agent } });
      }
    } else {
      const { at: first } = step;
      open.set(
        step.caller,
        entry
          ? { ...entry, last: step, times: entry.times + 1 }
          : { last: step, first, times: 1, tries: 0, state: 'open', resolved: null },
      );
    }
  }
  return [...entries, ...open.values()].sort((a, b) => b.last.at - a.last.at);
}

/** A talk that began in the moment of a missed call came after it. */
function inOrder(missed: readonly MissedCall[], contacts: readonly Contact[]): (MissedCall | Contact)[] {
  return [...missed, ...contacts].sort((a, b) => a.at - b.at);
}
