// A call that is not over yet: what we report of it, and what we must remember to tell how it ends.
import type { Call, CallChange } from './call.ts';
import { DialTally, type Verdict } from './dial-tally.ts';
import type { E164 } from './e164.ts';
import type { Millis } from './millis.ts';

/** Which side left the conversation first, since both were last in one. */
type Leaver = 'caller' | 'agents' | null;

/** Each method answers the changes it made, none when there was nothing new. */
export class OpenCall {
  #call: Call;
  /** Uniqueid of the inbound leg; the same for the whole call. */
  readonly inbound: string;
  readonly dials = new DialTally();
  #leftFirst: Leaver = null;
  /** The caller was alone when we could see the box again: who left first, or that somebody talked at all, is not known. */
  #foundAlone = false;
  /** Agents by the uniqueid of their leg. */
  readonly #agents = new Map<string, string>();
  /** Agents known before our own restart. */
  readonly #agentsBefore: readonly string[];

  constructor(call: Call, inbound: string) {
    this.#call = call;
    this.inbound = inbound;
    this.#agentsBefore = call.agents;
  }

  get call(): Call {
    return this.#call;
  }

  get ringing(): boolean {
    return this.#call.state === 'ringing';
  }

  linkedidIs(linkedid: string): CallChange[] {
    return this.#revise('changed', { linkedid });
  }

  /** The trunk's caller id; some lines send it after the first ring. What is known is not forgotten for nothing. */
  callerIs(raw: string | null, name: string | null, parse: (raw: string) => E164 | null): CallChange[] {
    if (!this.ringing) return [];
    const known = this.#call;
    const number = raw === null || raw === known.callerRaw ? {} : { callerRaw: raw, caller: parse(raw) };
    return this.#revise('changed', { ...number, callerName: name ?? known.callerName });
  }

  /** The first file stays, unless a full path comes after a base name. */
  recordingIs(file: string): CallChange[] {
    const known = this.#call.recording;
    const better = known === null || (file.includes('/') && !known.includes('/'));
    return better && file !== '' ? this.#revise('changed', { recording: file }) : [];
  }

  /** Somebody talks with the caller. The first to do so has answered the call. */
  talksTo(leg: string, agent: string, at: Millis): CallChange[] {
    this.#agents.set(leg, agent);
    this.#foundAlone = false;
    const agents = this.#agentList();
    if (!this.ringing) return this.#revise('changed', { agents });
    return this.#revise('answered', { agents, state: 'answered', answeredAt: at });
  }

  /** A queue told its member's name after the leg had been listed by its endpoint. */
  renameAgents(nameOf: (leg: string) => string | null): CallChange[] {
    for (const [leg, name] of this.#agents) this.#agents.set(leg, nameOf(leg) ?? name);
    return this.#revise('changed', { agents: this.#agentList() });
  }

  /** The caller is with somebody, or on the way to somebody: nobody has left. */
  goesOn(): void {
    this.#leftFirst = null;
    if (!this.ringing) this.#foundAlone = false;
  }

  left(side: 'caller' | 'agents'): void {
    if (!this.#foundAlone) this.#leftFirst ??= side;
  }

  /**
   * We can see the box again.
   * @param caller whether anybody hears the caller; `waits`: the channel is not even answered, so nobody talked.
   */
  sightIsBack(caller: 'waits' | 'alone' | 'heard', alive: (leg: string) => boolean): void {
    this.dials.missedSome(alive);
    if (caller === 'heard') this.goesOn();
    if (caller === 'alone' && this.#leftFirst === null) this.#foundAlone = true;
  }

  /** The inbound leg hung up. @param cause Q.850, 0 when unknown. */
  end(at: Millis, cause: number): CallChange[] {
    const verdict = this.ringing ? this.#unanswered(cause) : this.#hungUp();
    return verdict === null
      ? this.lose(at)
      : this.#revise('ended', { ...verdict, state: 'ended', endedAt: at });
  }

  /** It went, or was decided, while we could not see the box: how it ended is not known. */
  lose(at: Millis): CallChange[] {
    return this.#revise('ended', { state: 'ended', outcome: 'unknown', end: 'lost', endedAt: at });
  }

  #unanswered(cause: number): Verdict | null {
    // Somebody may have talked with the caller and left before we looked.
    return this.#foundAlone ? null : this.dials.verdict(cause);
  }

  #hungUp(): Pick<Call, 'outcome' | 'end'> {
    if (this.#foundAlone) return { outcome: 'answered', end: null };
    return {
      outcome: 'answered',
      end: this.#leftFirst === 'agents' ? 'agent-hung-up' : 'caller-hung-up',
    };
  }

  #agentList(): readonly string[] {
    return [...new Set([...this.#agentsBefore, ...this.#agents.values()])];
  }

  #revise(type: CallChange['type'], patch: Partial<Call>): CallChange[] {
    const next = { ...this.#call, ...patch };
    if (sameCall(next, this.#call)) return [];
    this.#call = next;
    return [{ type, call: next }];
  }
}

function sameCall(one: Call, two: Call): boolean {
  const { agents: these, ...one_ } = one;
  const { agents: those, ...two_ } = two;
  return (
    these.length === those.length &&
    these.every((agent, index) => agent === those[index]) &&
    (Object.keys(one_) as (keyof typeof one_)[]).every((key) => one_[key] === two_[key])
  );
}
