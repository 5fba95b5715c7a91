// Who phoned before, and which visits those calls were credited to: what the service asks its database.
import type { E164 } from '../core/e164.ts';
import type { EarlierCall } from '../core/posterior.ts';

/** Earlier calls of one caller that are looked at. */
const KEPT = 20;
const NONE: readonly EarlierCall[] = [];

export class CallerHistory {
  readonly #calls = new Map<string, EarlierCall[]>();
  /** By session: the callers whose calls it was credited with, and how surely. */
  readonly #callers = new Map<string, Map<string, number>>();

  /** The caller's calls, newest first; none when the number is withheld. */
  of(caller: string | null): readonly EarlierCall[] {
    return (caller === null ? undefined : this.#calls.get(caller)) ?? NONE;
  }

  /** Probability that this visit has phoned from another number than `caller`. */
  phonedBefore(session: string, caller: string | null): number {
    let most = 0;
    for (const [other, probability] of this.#callers.get(session) ?? []) {
      if (other !== caller) most = Math.max(most, probability);
    }
    return most;
  }

  add(caller: string | null, call: EarlierCall): void {
    if (caller === null) return;
    const calls = [call, ...(this.#calls.get(caller) ?? [])].slice(0, KEPT);
    this.#calls.set(caller, calls);
    for (const { session, probability } of call.candidates) {
      const callers = this.#callers.get(session) ?? new Map<string, number>();
      this.#callers.set(session, callers);
      callers.set(caller, Math.max(probability, callers.get(caller) ?? 0));
    }
  }

  /** The latest call of this caller to the DID came from that visit for certain. */
  correct(caller: string | null, did: E164, session: string): void {
    if (caller === null) return;
    const calls = this.#calls.get(caller) ?? [];
    const at = calls.findIndex((call) => call.did === did);
    const call = calls[at];
    if (!call) return;
    const candidate = call.candidates.find((each) => each.session === session);
    if (candidate) calls[at] = { ...call, candidates: [{ ...candidate, probability: 0.99 }] };
  }
}
