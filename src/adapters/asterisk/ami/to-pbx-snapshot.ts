// Turns the answers to Status, CoreStatus and CoreSettings into a PbxSnapshot.
import type { LiveChannel, PbxSnapshot } from '../../../core/call-event.ts';
import type { Millis } from '../../../core/millis.ts';
import { header, type RawMessage, variables } from './raw-message.ts';
import { known, REDIRECTED_FROM, readChannel } from './read-channel.ts';

/** What Status is asked to tell beside the channel itself. */
export const SNAPSHOT_VARIABLES = [
  'FROM_DID',
  'MIXMONITOR_FILENAME',
  'CDR(recordingfile)',
  REDIRECTED_FROM,
] as const;

/** A zone's offset is a whole number of quarters of an hour (IANA tz database, all zones in use). */
const QUARTER_MS: Millis = 900_000;

export interface SnapshotAnswers {
  /** When they arrived. */
  readonly at: Millis;
  readonly status: readonly RawMessage[];
  /** Null when the box denies them: they only help. */
  readonly coreStatus: RawMessage | null;
  readonly coreSettings: RawMessage | null;
  /** By the FullyBooted event that follows the login; null when there was none. */
  readonly bootedAt: Millis | null;
}

/** `malformed` counts the channels left out because they have no Uniqueid. */
export function toPbxSnapshot(answers: SnapshotAnswers): { snapshot: PbxSnapshot; malformed: number } {
  const channels = answers.status
    .filter((message) => header(message, 'event')?.toLowerCase() === 'status')
    .map((message) => toLiveChannel(message, answers.at));
  const whole = channels.filter((channel) => channel !== null);
  return {
    snapshot: {
      at: answers.at,
      version: answers.coreSettings && known(header(answers.coreSettings, 'asteriskversion')),
      startedAt: answers.coreStatus && startedAt(answers.coreStatus, answers.bootedAt),
      channels: whole,
    },
    malformed: channels.length - whole.length,
  };
}

/** When Asterisk started, by the FullyBooted event (to the second); null for any other event. */
export function readBootedAt(message: RawMessage, at: Millis): Millis | null {
  const uptime = header(message, 'uptime');
  if (uptime === null || header(message, 'event') !== 'FullyBooted' || !/^\d+$/.test(uptime)) return null;
  return at - Number(uptime) * 1000;
}

function toLiveChannel(message: RawMessage, at: Millis): LiveChannel | null {
  const channel = readChannel(message);
  if (channel === null) return null;
  const seconds = Number(header(message, 'seconds') ?? '');
  const set = variables(message).filter(([, value]) => known(value) !== null);
  const told = Object.fromEntries(set);
  return {
    ...channel,
    redirectedFrom: channel.redirectedFrom ?? told[REDIRECTED_FROM] ?? null,
    dialled: known(header(message, 'dnid')),
    createdAt: Number.isFinite(seconds) ? at - seconds * 1000 : at,
    bridge: known(header(message, 'bridgeid')),
    variables: told,
  };
}

/**
 * CoreStatus gives the start exactly, but in the box's own zone, which it does not name; its uptime tells the zone.
 * Without an uptime (still booting, or a user who may not read `system`) the start is unknown: hours off would be worse.
 */
function startedAt(coreStatus: RawMessage, bootedAt: Millis | null): Millis | null {
  const date = header(coreStatus, 'corestartupdate');
  const time = header(coreStatus, 'corestartuptime');
  const local = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(local) || bootedAt === null) return null;
  return local - Math.round((local - bootedAt) / QUARTER_MS) * QUARTER_MS;
}
