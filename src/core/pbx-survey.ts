// What an Asterisk box showed to somebody who looked for a while and changed nothing.
import type { Dialplan } from './dialplan.ts';
import type { Millis } from './millis.ts';

export interface PbxSurvey {
  /** As Asterisk names it: `22.10.1`, `certified/20.7-cert3`; null when the user may not ask. */
  readonly version: string | null;
  /** The actions the user may ask for, in lower case; null when the box does not tell. */
  readonly actions: ReadonlySet<string> | null;
  /** Its clock minus ours, to the second; null when the user may not ask. */
  readonly clockAhead: Millis | null;
  /** Whether one user may be logged in twice; null when that was not found out. */
  readonly mayLogInTwice: boolean | null;
  /** The contexts asked for and all they include; null when the user may not ask. */
  readonly dialplan: Dialplan | null;
  readonly heard: HeardEvents;
}

/** Events that arrived while looking, and channels alive at its start. */
export interface HeardEvents {
  /** How long we listened. */
  readonly listened: Millis;
  /** Whether the box said it had booted, which only a reader of class `system` is told. */
  readonly booted: boolean;
  /** How many of each name: `Newchannel`, `Newexten`. */
  readonly events: Readonly<Record<string, number>>;
  /** Where channels came in or ran: each once. */
  readonly places: readonly { readonly context: string; readonly exten: string }[];
}

/** Why nothing could be looked at. */
export interface SurveyRefusal {
  /** `unreachable`: no TCP connection. `refused`: the log-in. `silent`, `garbled`, `closed`: no AMI there, or it hangs. */
  readonly kind: 'unreachable' | 'refused' | 'silent' | 'garbled' | 'closed' | 'unsafe';
  readonly message: string;
}
