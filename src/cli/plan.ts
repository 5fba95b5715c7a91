// `leaseline plan`: how many numbers each pool needs, by its recorded traffic or, without any, by a guess at it.
import { parseArgs } from 'node:util';
import { readDuration } from '../config/duration.ts';
import type { Millis } from '../core/millis.ts';
import type { CommandIo } from './command-io.ts';
import { openArchive } from './open-archive.ts';
import { planByGuess } from './plan-by-guess.ts';
import { planPools } from './plan-pools.ts';
import { recordedSource } from './recorded-source.ts';

const USAGE = `Usage: leaseline plan --config FILE [--overflow 0.01] [--accuracy 0.8] [--days 28] [--pool ID]
       leaseline plan --visits-a-day N --hold 8m [--overflow 0.01]
`;

interface Asked {
  readonly overflow: number;
  readonly accuracy: number;
  readonly days: number;
  readonly config: string | undefined;
  readonly pool: string | undefined;
  readonly guess: { readonly visitsADay: number; readonly hold: Millis } | null;
}

/** Answers the exit code: 0 when it could say, 1 when the record is too short, 2 when asked wrongly. */
export async function plan(args: string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    io.stderr.write(USAGE);
    return 2;
  }
  if (asked.guess) {
    io.stdout.write(planByGuess(asked.guess.visitsADay, asked.guess.hold, asked.overflow));
    return 0;
  }
  const source = recordedSource({ config: asked.config }, io);
  const archive = source && openArchive(source.path, io);
  if (!source?.config || !archive) return 2;
  try {
    return await planPools({ ...asked, archive, source, config: source.config, io });
  } finally {
    archive.close();
  }
}

function readArguments(args: string[]): Asked | null {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args,
      options: {
        config: text,
        pool: text,
        overflow: { ...text, default: '0.01' },
        accuracy: { ...text, default: '0.8' },
        days: { ...text, default: '28' },
        'visits-a-day': text,
        hold: text,
      },
    });
    const [overflow, accuracy] = [Number(values.overflow), Number(values.accuracy)];
    const days = Number(values.days);
    if (!isShare(overflow) || !isShare(accuracy) || !(days >= 1)) return null;
    const guess = readGuess(values['visits-a-day'], values.hold);
    const { config, pool } = values;
    if ((config === undefined) === (guess === null)) return null;
    return { overflow, accuracy, days, config, pool, guess };
  } catch {
    return null;
  }
}

function readGuess(visits: string | undefined, hold: string | undefined): Asked['guess'] {
  if (visits === undefined && hold === undefined) return null;
  const visitsADay = Number(visits);
  const length = readDuration(hold);
  return visitsADay > 0 && length.ok && length.value > 0 ? { visitsADay, hold: length.value } : null;
}

function isShare(figure: number): boolean {
  return figure > 0 && figure < 1;
}
