// `leaseline replay`: recorded visits and calls once more, under another policy or pool size.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { TimeRange, TrafficArchive } from '../ports/traffic-archive.ts';
import { contenders } from '../simulation/contenders.ts';
import type { Contender } from '../simulation/policy.ts';
import type { ReplayedCall } from '../simulation/replay-tally.ts';
import type { CommandIo } from './command-io.ts';
import { openArchive } from './open-archive.ts';
import { playTraffic } from './play-traffic.ts';
import { RecordedPools } from './recorded-pools.ts';
import { type RecordedSource, recordedSource } from './recorded-source.ts';
import { callLine, replayJson, replayTable } from './replay-report.ts';

const USAGE =
  'Usage: leaseline replay (--db FILE | --config FILE) --numbers N [--policy NAME] [--pool ID] [--from DATE] [--to DATE] [--list] [--json FILE]\n';

interface Asked {
  readonly source: RecordedSource;
  readonly numbers: number;
  readonly policy: string;
  readonly pool: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly list: boolean;
  readonly json: string | null;
}

/** Answers the exit code: 0 when it was played, 1 when the record has nothing to play, 2 when asked wrongly. */
export async function replay(args: string[], io: CommandIo): Promise<number> {
  const values = readArguments(args);
  const source = values && recordedSource(values, io);
  if (values && !source) return 2;
  const asked = values && source && read(values, source);
  if (!asked) {
    io.stderr.write(USAGE);
    return 2;
  }
  const all = contenders(asked.source.leaseline);
  const contender = choose(all, asked.policy);
  if (!contender) {
    io.stderr.write(`No policy ${asked.policy}. Policies: ${all.map(({ name }) => name).join('; ')}.\n`);
    return 2;
  }
  const archive = openArchive(asked.source.path, io);
  if (!archive) return 2;
  try {
    return await play(archive, contender, asked, io);
  } finally {
    archive.close();
  }
}

async function play(
  archive: TrafficArchive,
  contender: Contender,
  asked: Asked,
  io: CommandIo,
): Promise<number> {
  const span = archive.span();
  const range: TimeRange = {
    from: Math.max(span?.from ?? 0, asked.from ?? 0),
    to: Math.min(span?.to ?? 0, asked.to ?? Number.POSITIVE_INFINITY),
  };
  const pools = new RecordedPools(range.from < range.to ? archive.pools(range) : []);
  const pool = pools.all.find(({ id }) => id === (asked.pool ?? pools.all[0]?.id));
  if (!pool || (asked.pool === null && pools.all.length > 1)) {
    io.stderr.write(wrongPool(pools, asked.pool));
    return pools.all.length === 0 ? 1 : 2;
  }
  const others: ReplayedCall[] = [];
  const tally = await playTraffic(pools.traffic(pool.id, archive, range), {
    policy: contender.build(asked.numbers),
    poolSize: asked.numbers,
    heartbeat: asked.source.heartbeat,
    calledSessions: archive.calledSessions(range),
    onOther: (call) => others.push(call),
  });
  const result = { pool, numbers: asked.numbers, policy: contender.name, range, tally };
  io.stdout.write(replayTable(result));
  if (asked.list) io.stdout.write(others.map((call) => `${callLine(call)}\n`).join(''));
  if (asked.json !== null) writeFileSync(asked.json, replayJson(result, others));
  return 0;
}

function wrongPool({ all }: RecordedPools, asked: string | null): string {
  if (all.length === 0) return 'No lease was recorded in that time: there is nothing to replay.\n';
  const names = `Recorded pools: ${all.map(({ id }) => id).join(', ')}.`;
  return asked === null
    ? `There are several pools: name one with --pool. ${names}\n`
    : `No lease of pool ${asked} was recorded in that time. ${names}\n`;
}

/** By its whole name, or by a part that no other has. */
function choose(all: readonly Contender[], name: string): Contender | undefined {
  const alike = all.filter((contender) => contender.name.includes(name));
  return all.find((contender) => contender.name === name) ?? (alike.length === 1 ? alike[0] : undefined);
}

function readArguments(args: string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = {
      db: text,
      config: text,
      numbers: text,
      // A recorded visit begins when it was lent a number: it has waited already.
      policy: { ...text, default: 'leaseline, at once' },
      pool: text,
      from: text,
      to: text,
      list: { type: 'boolean', default: false },
      json: text,
    } as const;
    const { values } = parseArgs({ args, options });
    return (values.db === undefined) === (values.config === undefined) ? null : values;
  } catch {
    return null;
  }
}

function read(values: NonNullable<ReturnType<typeof readArguments>>, source: RecordedSource): Asked | null {
  const numbers = Number(values.numbers);
  const from = values.from === undefined ? null : Date.parse(values.from);
  const to = values.to === undefined ? null : Date.parse(values.to);
  if (!Number.isSafeInteger(numbers) || numbers < 1 || Number.isNaN(from) || Number.isNaN(to)) return null;
  const { policy, pool = null, list, json = null } = values;
  return { source, numbers, policy, pool, from, to, list, json };
}
