// What the ARI adapter counts, for the metrics of whoever composes it.

export interface AriCounters {
  linked(up: boolean): void;
  /** A message that is no ARI event, no question of our dialplan or no word of the worker's was dropped. */
  malformedDropped(): void;
  /** The worker thread was started anew. */
  restarted(): void;
  /** An answer came when its channel was gone. */
  late(): void;
}
