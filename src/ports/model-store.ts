// Where what was learned about callers' delays survives a restart.

export interface ModelStore {
  /** What was saved last, by site id: the text is the delay model's own. */
  load(): ReadonlyMap<string, string>;
  /** Reaches the disk within seconds; of several saves of a site the last wins. */
  save(site: string, text: string): void;
}
