// `leaseline replay` and `leaseline plan` on a file that the real journal wrote.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { plan } from '../../src/cli/plan.ts';
import { replay } from '../../src/cli/replay.ts';
import { defaults } from '../../src/cli/simulate.ts';
import { StorageBed } from '../adapters/storage/storage-bed.ts';
import { SMALL, writeFile } from '../config/load-text.ts';
import { memoryIo } from '../config/memory-io.ts';
import { recordWorld } from '../support/recorded-world.ts';
import { SCENARIO } from '../support/scenario.ts';

const SIZE = 8;
const NUMBERS = '"+74951230001-+74951230008"';
const bed = new StorageBed();
const empty = new StorageBed();

beforeAll(() => {
  const { lease, lookBack } = defaults();
  const scenario = { ...SCENARIO, days: 3, visitsADay: 700 };
  recordWorld(bed, { scenario, poolSize: SIZE, lease, lookBack, labelEvery: 10 });
  expect(bed.troubles).toEqual([]);
});
afterAll(() => {
  bed.remove();
  empty.remove();
});

function config(path: string, numbers = NUMBERS): string {
  const text = SMALL.replace('"+74951230001"', numbers);
  return writeFile('plan.yaml', `${text}storage: { path: ${path} }\n`);
}

interface Report {
  visits: number;
  overflowed: { recorded: number; replayed: number };
  calls: Record<string, number>;
  expected_accuracy: { recorded: number; replayed: number };
  labelled: Record<string, number>;
  other_answers: { compared: string }[];
}

async function replayed(...args: string[]): Promise<{ report: Report; output: string }> {
  const io = memoryIo({});
  const json = join(bed.folder, 'replay.json');
  expect(await replay(['--db', bed.path, '--json', json, ...args], io)).toBe(0);
  expect(io.errors()).toBe('');
  return { report: JSON.parse(readFileSync(json, 'utf8')) as Report, output: io.output() };
}

describe('replay', () => {
  it('under the same policy and size comes to nearly the same', async () => {
    const { report } = await replayed('--numbers', String(SIZE));
    const { agrees = 0, nobody = 0, ...others } = report.calls;
    const compared = agrees + nobody + Object.values(others).reduce((sum, count) => sum + count, 0);
    expect(compared).toBeGreaterThan(200);
    // So short a pool lends on what it can: one DID chosen otherwise, and others follow.
    expect((agrees + nobody) / compared).toBeGreaterThan(0.7);
    // The pool's pressure leaves hardly anybody without: in the record as in the replay.
    expect(report.overflowed.recorded).toBeLessThan(report.visits / 100);
    expect(report.overflowed.replayed).toBeLessThan(report.visits / 100);
    const { recorded, replayed: now } = report.expected_accuracy;
    expect(Math.abs(now - recorded)).toBeLessThan(0.05);
    expect(report.labelled['right']).toBeGreaterThan(10);
  });

  it('with plenty shows nobody the overflow number; with few, most', async () => {
    const plenty = (await replayed('--numbers', '100')).report;
    const few = (await replayed('--numbers', '3')).report;
    expect(plenty.overflowed.replayed).toBe(0);
    expect(plenty.calls['overflow']).toBe(0);
    expect(few.overflowed.replayed).toBeGreaterThan(few.visits / 8);
    expect(few.calls['overflow']).toBeGreaterThan(0);
    expect(few.expected_accuracy.replayed).toBeLessThan(plenty.expected_accuracy.replayed);
  });

  it('prints a table, and the calls that differ when asked', async () => {
    const { report, output } = await replayed('--numbers', '3', '--list');
    expect(output).toMatch(
      /^Pool moscow, 2026-01-05 to 2026-01-0[78]: recorded with 8 numbers, replayed with 3 numbers by leaseline, at once\n/,
    );
    expect(output).toMatch(/\nsaw the overflow number +\d+ +\d+\n/);
    const listed =
      output.match(
        /^2026-.+ {2}office-\d+ {2}from (?:\+7916\d{7}|a withheld number): .+; then .+, now .+$/gm,
      ) ?? [];
    expect(listed).toHaveLength(report.other_answers.length);
    expect(listed.length).toBeGreaterThan(10);
  });

  it('plays other policies, and other times', async () => {
    const fixed = await replayed('--numbers', '12', '--policy', '20 min, late');
    expect(fixed.output).toContain('by 20 min, late\n');
    expect(fixed.report.expected_accuracy.replayed).toBeNull();
    const day = await replayed('--numbers', '12', '--from', '2026-01-06', '--to', '2026-01-07');
    expect(day.report.visits).toBeLessThan(fixed.report.visits / 2);
    expect(day.report.visits).toBeGreaterThan(fixed.report.visits / 5);
  });

  it('takes times and lease settings of a configuration', async () => {
    const io = memoryIo({});
    expect(await replay(['--config', config(bed.path), '--numbers', '12'], io)).toBe(0);
    expect(io.output()).toContain('replayed with 12 numbers by leaseline');
  });

  test.each([
    [[], 2, /^Usage: leaseline replay/],
    [['--numbers', '5'], 2, /^Usage/],
    [['--db', 'x', '--config', 'y', '--numbers', '5'], 2, /^Usage/],
    [['--db', bed.path, '--numbers', 'many'], 2, /^Usage/],
    [['--db', bed.path, '--numbers', '5', '--from', 'soon'], 2, /^Usage/],
    [
      ['--db', bed.path, '--numbers', '5', '--policy', 'nobody'],
      2,
      /^No policy nobody. Policies: leaseline; .+\.\n$/,
    ],
    [
      ['--db', bed.path, '--numbers', '5', '--pool', 'spb'],
      2,
      /^No lease of pool spb was recorded in that time. Recorded pools: moscow.\n$/,
    ],
    [['--db', `${bed.path}.gone`, '--numbers', '5'], 2, /^Database .+: the file cannot be opened/],
    [
      ['--db', empty.path, '--numbers', '5'],
      1,
      /^No lease was recorded in that time: there is nothing to replay.\n$/,
    ],
    [['--db', bed.path, '--numbers', '5', '--from', '2030-01-01'], 1, /^No lease was recorded/],
  ])('%j ends with %d', async (args, code, said) => {
    const io = memoryIo({});
    expect(await replay(args, io)).toBe(code);
    expect(io.errors()).toMatch(said);
  });
});

describe('plan', () => {
  it('says what the traffic asks for, and what to do', async () => {
    const io = memoryIo({});
    expect(await plan(['--config', config(bed.path), '--accuracy', '0.85'], io)).toBe(0);
    const output = io.output();
    expect(output).toMatch(
      /^Pool moscow: 8 numbers; the busiest hours offer [\d.]+ erlangs; with 8 numbers about [\d.]+ % of visitors see the overflow number; add \d+ numbers for at most 1 %\. \(Erlang B\)\n/,
    );
    expect(output).toMatch(
      /\nregion +visits +overflow +busy hour +hold +erlangs +numbers\nall +\d+.+\nRU-MOW +\d+.+\nRU-MOS +\d+.+\n/,
    );
    expect(output).toMatch(
      /\n {2}\d+ numbers: [\d.]+ % overflow in the busiest hours, \d+ % of calls expected right\n/,
    );
    const overflow = /\nFor at most 1 % overflow: (\d+) numbers\.\n/.exec(output);
    const accuracy = /\nFor 85 % of calls named right: (\d+) numbers\.\n/.exec(output);
    const needed = Math.max(Number(overflow?.[1]), Number(accuracy?.[1]));
    expect(needed).toBeGreaterThan(8);
    expect(output).toMatch(new RegExp(`\\nSo: add ${needed - 8} numbers? in moscow\\.\\n\\n$`));
  });

  it('says when there is more than enough, and when no number of numbers will do', async () => {
    const io = memoryIo({});
    const many = '"+74951230001-+74951230100"';
    expect(await plan(['--config', config(bed.path, many), '--accuracy', '0.999'], io)).toBe(0);
    const output = io.output();
    expect(output).toMatch(
      /under 0\.1 % of visitors see the overflow number: enough, could give up \d+\. \(Erlang B\)/,
    );
    expect(output).toMatch(
      /\nFor 100 % of calls named right: not even \d+ numbers reach it \(\d+ %\), so numbers alone do not help\.\n/,
    );
    expect(output).toMatch(/\nSo: moscow has enough, and could give up \d+\.\n/);
  });

  it('says what is missing', async () => {
    const nothing = memoryIo({});
    expect(await plan(['--config', config(empty.path)], nothing)).toBe(1);
    expect(nothing.errors()).toBe(
      'No visit was recorded yet. Until then: leaseline plan --visits-a-day N --hold 8m.\n',
    );
    const little = memoryIo({});
    expect(await plan(['--config', config(bed.path), '--days', '1'], little)).toBe(1);
    expect(little.output()).toBe(
      'Pool moscow: not enough was recorded to plan. It takes 200 leases that ended, over 2 days; the record has 1 day. Until then: leaseline plan --visits-a-day N --hold 8m.\n',
    );
  });

  it('does without a record, by Erlang B alone', async () => {
    const io = memoryIo({});
    expect(await plan(['--visits-a-day', '1000', '--hold', '5m'], io)).toBe(0);
    const output = io.output();
    expect(output).toMatch(
      /^1000 visits a day, each keeping a number for 5 min: some 120 in the busiest hour \(12 % of the day's\), 10\.0 erlangs\.\n/,
    );
    expect(output).toContain('at most   1 % see the overflow number: 18 numbers  <- wanted\n');
    expect(output).toContain('As many numbers as visitors at a time (10) would turn away 21 %.\n');
  });

  test.each([
    [[]],
    [['--config', 'a', '--visits-a-day', '5', '--hold', '5m']],
    [['--visits-a-day', '5']],
    [['--visits-a-day', 'many', '--hold', '5m']],
    [['--visits-a-day', '5', '--hold', 'long']],
    [['--config', 'a', '--overflow', '0']],
    [['--config', 'a', '--accuracy', '80']],
    [['--wrong']],
  ])('%j shows the usage', async (args) => {
    const io = memoryIo({});
    expect(await plan(args, io)).toBe(2);
    expect(io.errors()).toMatch(/^Usage: leaseline plan --config FILE /);
  });

  it('names faults of the configuration and unknown pools', async () => {
    const missing = memoryIo({});
    expect(await plan(['--config', 'nowhere.yaml'], missing)).toBe(2);
    expect(missing.errors()).toMatch(/^nowhere\.yaml: the file cannot be read/);
    const unknown = memoryIo({});
    expect(await plan(['--config', config(bed.path), '--pool', 'spb'], unknown)).toBe(2);
    expect(unknown.errors()).toBe('No pool spb. Pools: moscow.\n');
  });
});
