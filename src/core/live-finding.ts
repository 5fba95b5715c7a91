// What a look at the running parts found.

/** `ok`: nothing to do. `warning`: it works, but not for every call, or not safely. `fault`: calls are missed. */
export type FindingLevel = 'ok' | 'warning' | 'fault';

export interface LiveFinding {
  readonly level: FindingLevel;
  /** Stable, for programs: `AMI_LOGIN`, `DID_ROUTE`. */
  readonly id: string;
  /** The box's name, `storage` or `geoip`. */
  readonly part: string;
  /** What was found: one sentence. */
  readonly message: string;
  /** What to do; null when there is nothing to do. */
  readonly remedy: string | null;
}

/** Makes findings about one part. */
export function findingsOn(part: string) {
  const make = (level: FindingLevel) => {
    return (id: string, message: string, remedy: string | null = null): LiveFinding => ({
      level,
      id,
      part,
      message,
      remedy,
    });
  };
  return { ok: make('ok'), warning: make('warning'), fault: make('fault') };
}
