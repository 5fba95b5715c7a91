// The link to one Asterisk box.
import type { Millis } from './millis.ts';

export interface PbxLink {
  readonly name: string;
  readonly up: boolean;
  readonly since: Millis;
  /** Asterisk's version, once known. */
  readonly version: string | null;
  /** Why it is down, null while it is up. */
  readonly reason: string | null;
}
