// Where recorded traffic lies and by which settings it is played: a database alone, or an owner's configuration.
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Millis } from '../core/millis.ts';
import type { LeaselineOptions } from '../simulation/leaseline-policy.ts';
import type { CommandIo } from './command-io.ts';
import { printFaults } from './print-faults.ts';
import { defaults } from './simulate.ts';

export interface RecordedSource {
  readonly path: string;
  readonly leaseline: LeaselineOptions;
  readonly heartbeat: Millis;
  /** Null with a database alone. */
  readonly config: Config | null;
}

/** As in `lease.heartbeat`. */
const DEFAULT_HEARTBEAT: Millis = 30_000;

/** Null, and said why, when the configuration is at fault. */
export function recordedSource(
  { db, config: file }: { readonly db?: string | undefined; readonly config?: string | undefined },
  io: CommandIo,
): RecordedSource | null {
  if (file === undefined) {
    return { path: db ?? '', leaseline: defaults(), heartbeat: DEFAULT_HEARTBEAT, config: null };
  }
  const loaded = loadConfig(file, io.env);
  if (!loaded.ok) {
    printFaults(io, file, loaded.faults);
    return null;
  }
  const { config } = loaded;
  const leaseline = { ...defaults(), lease: config.lease, lookBack: config.attribution.lookBack };
  return { path: config.storage.path, leaseline, heartbeat: config.lease.heartbeat, config };
}
