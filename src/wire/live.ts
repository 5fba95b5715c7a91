// What `WS /v1/live` sends: one snapshot, then changes, each with the next sequence number.
import type { PbxLink } from '../core/pbx-link.ts';
import type { WireAlert } from './alert.ts';
import type { WireCall } from './call.ts';
import type { WirePool } from './pool.ts';
import type { WireVisit } from './visitor.ts';
import { iso } from './wire-time.ts';

export interface WirePbx {
  name: string;
  up: boolean;
  since: string;
  version: string | null;
  reason: string | null;
}

export type LiveMessage =
  | {
      type: 'snapshot';
      seq: number;
      calls: WireCall[];
      pools: WirePool[];
      pbxs: WirePbx[];
      alerts: WireAlert[];
    }
  | { type: 'call'; seq: number; call: WireCall }
  | { type: 'pool'; seq: number; pool: WirePool }
  | { type: 'pbx'; seq: number; pbx: WirePbx }
  | { type: 'alert'; seq: number; alert: WireAlert }
  /** Somebody who phoned in an earlier visit is on the site again. */
  | { type: 'return'; seq: number; visit: WireVisit };

/** Close code for a client that reads too slowly; it should reconnect and start from a new snapshot. */
export const TOO_SLOW = 4008;

export function toWirePbx(link: PbxLink): WirePbx {
  return { ...link, since: iso(link.since) };
}
