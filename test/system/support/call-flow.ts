// One way a call can go: what the dialplan and everybody's phones do, and the records that must come of it.
import type { CallEnd, CallOutcome } from '../../../src/core/call.ts';
import type { AgentBehaviour, CallOptions } from './sipp.ts';

/** Where a flow is on the bed; dialplan, phones and expectations are written in terms of it. */
export interface Place {
  /** The flow's own DID, E.164. */
  readonly did: string;
  /** The extension at which its calls come in. */
  readonly exten: string;
  /** A context (and whatever else needs a name) of its own. */
  readonly own: string;
  /** Dial string of one of its phones, by letter. */
  dial(phone: string): string;
  /** What one dials inside the office to reach the phone. */
  number(phone: string): string;
  /** UDP port of the phone: for what is outside the office, behind the trunk. */
  port(phone: string): number;
}

export interface FlowCall
  extends Partial<Pick<CallOptions, 'cancelAfterMs' | 'talkForMs' | 'speaks' | 'deeds'>> {
  /** A phone of the office that calls, in place of somebody outside. */
  readonly from?: string;
  /** What is dialled, by default the flow's DID as its trunk writes it. */
  dials?(on: Place): string;
  headers?(on: Place): readonly string[];
  readonly caller?: string;
  readonly callerName?: string;
  /** Ms after the first call of the flow. */
  readonly afterMs?: number;
}

/** What the record of one call must say; `agents` by the letters of the phones, or a queue member's name. */
export interface ExpectedRecord {
  readonly outcome: CallOutcome;
  readonly end: CallEnd;
  readonly agents: readonly string[];
  readonly redirectedFrom?: string;
  readonly callerName?: string;
  /** End of the recording file's name. */
  readonly recording?: string;
  /** Written by the trunk in place of a number. */
  readonly caller?: string;
  /** Ms of the phones' talk in which the caller heard none of them: consultations, parking. */
  readonly apartMs?: number;
}

export interface Flow {
  /** kebab-case; its phones are the endpoints `{name}-a`, `{name}-b` ... */
  readonly name: string;
  /** For the page: what happens. */
  readonly what: string;
  phones?(on: Place): Readonly<Record<string, AgentBehaviour>>;
  /** How the trunk writes the DID it hands over; by default E.164. */
  readonly written?: (did: string) => string;
  /** The dialplan at that extension: applications, in order. */
  steps(on: Place): readonly string[];
  /** More of extensions.conf. */
  contexts?(on: Place): string;
  /** More of queues.conf. */
  queues?(on: Place): string;
  /** By default one call that talks for 1.5 s. */
  readonly calls?: readonly FlowCall[];
  /** One for each call from outside that is ours, in order. */
  readonly records: readonly ExpectedRecord[];
}

export const ANSWERS: AgentBehaviour = { answerAfterMs: 800 };
export const SILENT: AgentBehaviour = { neverAnswer: true };
export const UNTIL_FAR_SIDE = { talkForMs: Number.POSITIVE_INFINITY } as const;
/** The caller hung up after a talk with these. */
export const talkedTo = (...agents: string[]): ExpectedRecord => ({
  outcome: 'answered',
  end: 'caller-hung-up',
  agents,
});
export const missed = (end: 'no-answer' | 'caller-gave-up'): ExpectedRecord => ({
  outcome: 'missed',
  end,
  agents: [],
});
