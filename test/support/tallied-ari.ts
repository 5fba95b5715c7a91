// Counters of an ARI link that a test can read.
import type { AriCounters } from '../../src/adapters/asterisk/ari/ari-counters.ts';

export class TalliedAri implements AriCounters {
  up = false;
  malformed = 0;
  /** Threads made anew. */
  threads = 0;
  unwanted = 0;

  linked(up: boolean): void {
    this.up = up;
  }

  malformedDropped(): void {
    this.malformed += 1;
  }

  restarted(): void {
    this.threads += 1;
  }

  late(): void {
    this.unwanted += 1;
  }
}
