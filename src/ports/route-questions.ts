// Where the dialplan of one Asterisk box asks what to do with a call.

/** As the box says it; nothing in it is checked. */
export interface RouteQuestion {
  /** Of the caller's channel. */
  readonly uniqueid: string;
  readonly linkedid: string;
  /** The number called, as the dialplan has it; empty when it has none. */
  readonly did: string;
  /** The caller's number; empty when withheld. */
  readonly caller: string;
}

/** What the dialplan gets to know; empty texts for what is not known. */
export interface RouteAnswer {
  /** A place in the dialplan; empty: its default route. */
  readonly route: string;
  readonly source: string;
  readonly campaign: string;
  /** ISO 3166-2. */
  readonly region: string;
  readonly visitor: string;
  /** To be shown before the caller's name. */
  readonly prefix: string;
}

export interface RouteQuestions {
  /** The box's name in the configuration. */
  readonly pbx: string;
  /** From now on each question is put to `answer`. Keeps asking for questions until stopped. */
  start(answer: (question: RouteQuestion) => Promise<RouteAnswer>): void;
  stop(): Promise<void>;
}
