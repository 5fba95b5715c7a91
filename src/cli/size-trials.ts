// A pool's recorded traffic replayed at one size after the other, each size once.

import type { Millis } from '../core/millis.ts';
import { count, percent } from '../core/sizing.ts';
import type { TimeRange, TrafficArchive } from '../ports/traffic-archive.ts';
import { contenders } from '../simulation/contenders.ts';
import type { CommandIo } from './command-io.ts';
import { playTraffic } from './play-traffic.ts';
import type { RecordedPools } from './recorded-pools.ts';
import type { RecordedSource } from './recorded-source.ts';

/** What a replay at one size came to. */
export interface Trial {
  /** Share of the busiest hours' visits that saw the overflow number. */
  readonly overflow: number;
  /** Expected share of visitors' calls whose visit is named right; null without calls. */
  readonly accuracy: number | null;
  /** By visitors, as recorded. */
  readonly calls: number;
}

export interface SizeTrialsOptions {
  readonly pool: string;
  readonly pools: RecordedPools;
  readonly archive: TrafficArchive;
  readonly range: TimeRange;
  readonly source: RecordedSource;
  readonly io: CommandIo;
}

export class SizeTrials {
  readonly #options: SizeTrialsOptions;
  readonly #called: ReadonlyMap<string, Millis>;
  readonly #done = new Map<number, Trial>();

  constructor(options: SizeTrialsOptions) {
    this.#options = options;
    this.#called = options.archive.calledSessions(options.range);
  }

  /** Prints a line when it was not tried before. */
  async at(size: number): Promise<Trial> {
    const known = this.#done.get(size);
    if (known) return known;
    const { pool, pools, archive, range, source, io } = this.#options;
    const [leaseline] = contenders(source.leaseline);
    if (!leaseline) throw new Error('there is no policy');
    const tally = await playTraffic(pools.traffic(pool, archive, range), {
      policy: leaseline.build(size),
      poolSize: size,
      heartbeat: source.heartbeat,
      calledSessions: this.#called,
    });
    const trial = {
      overflow: tally.busyOverflow?.replayed ?? 0,
      accuracy: tally.accuracy.replayed,
      calls: tally.byVisitors,
    };
    this.#done.set(size, trial);
    const right = trial.accuracy === null ? '' : `, ${percent(trial.accuracy)} of calls expected right`;
    io.stdout.write(`  ${count(size)}: ${percent(trial.overflow)} overflow in the busiest hours${right}\n`);
    return trial;
  }
}
