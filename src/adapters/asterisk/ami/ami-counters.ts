// What the AMI adapter counts, for the metrics of whoever composes it.

export interface AmiCounters {
  /** An AMI event arrived, wanted or not. */
  eventReceived(): void;
  /** An event or channel was dropped because it lacked what it needs, or a link because what came over it was no AMI. */
  malformedDropped(): void;
  /** The link came up again after it had been up before. */
  reconnected(): void;
}
