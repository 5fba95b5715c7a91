// `leaseline simulate`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/cli/simulate.ts';
import { writeFile } from '../config/load-text.ts';
import { memoryIo } from '../config/memory-io.ts';
import { expectWellFormed } from '../support/well-formed-xml.ts';

const SHIPPED = readFileSync('bench/scenarios/local-service.yaml', 'utf8');

function changed(...changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((text, [find, put]) => {
    if (!find.test(text)) throw new Error(`the scenario has no ${find}`);
    return text.replace(find, put);
  }, SHIPPED);
}

function shortFile(): string {
  return writeFile(
    'short.yaml',
    changed([/^days: \d+/m, 'days: 1'], [/^pool_sizes: .*$/m, 'pool_sizes: [5, 10]']),
  );
}

test('plays the shipped scenario, here a short one: a line a policy and pool size, and a verdict a pool size', async () => {
  const io = memoryIo({});
  expect(await simulate([shortFile()], io)).toBe(0);
  const text = io.output();
  for (const size of [5, 10]) {
    const from = text.indexOf(`\n\n${size} numbers\npolicy `);
    expect(from).toBeGreaterThan(0);
    const block =
      text
        .slice(from + 2)
        .split('\n\n')[0]
        ?.split('\n') ?? [];
    expect(block[1]).toMatch(
      /^policy +right % +wrong % +unattributed % +overflow % +strangers % +overlapping/,
    );
    expect(block).toHaveLength(2 + 14);
  }
  expect(text).toMatch(
    /\nEach line: the same \d+ calls by visitors\. \d+ visits in [\d.]+ s: \d+ visits a second\n/,
  );
  expect(text.match(/^ {2}(holds|does not hold) /gm)).toHaveLength(2 * 5);
  expect(text).toMatch(/as many right with 3 of 5 numbers/);
  expect(text).toMatch(/as many right with 6 of 10 numbers/);
});

test('plays only the policies asked for, and judges none without others', async () => {
  const file = writeFile('one.yaml', changed([/^days: \d+/m, 'days: 1'], [/^seeds: .*$/m, 'seeds: [1]']));
  const io = memoryIo({});
  expect(await simulate([file, '--policy', 'at once'], io)).toBe(0);
  expect(io.output().match(/^leaseline, at once /gm)).toHaveLength(4);
  expect(io.output()).not.toMatch(/hold/);
});

test('with --strict a promise that does not hold is an error', async () => {
  const io = memoryIo({});
  const args = [shortFile(), '--policy', '20 min', '--ours', '20 min, late', '--set', 'pool_sizes=[5]'];
  expect(await simulate(args, io)).toBe(0);
  expect(io.output()).toMatch(/does not hold/);
  expect(await simulate([...args, '--strict'], io)).toBe(1);
});

describe('--set', () => {
  const small = ['--policy', 'hash, late', '--set', 'seeds=[1]', '--set', 'pool_sizes=[5]'];

  test('puts other values into the scenario, and says so', async () => {
    const io = memoryIo({});
    const sets = [
      '--set',
      'calls.delay_factor=2',
      '--set',
      'calls.delays[1].median=10m',
      '--set',
      'mobile=0.35',
    ];
    expect(await simulate([shortFile(), ...small, ...sets], io)).toBe(0);
    expect(io.output()).toMatch(
      /^1 days of 1440 visits, --set seeds=\[1\], --set pool_sizes=\[5\], --set calls\.delay_factor=2, --set calls\.delays\[1\]\.median=10m, --set mobile=0\.35; /,
    );
  });

  test.each([
    ['mobile=much', 'mobile: "much" is not a share. Write a number from 0 to 1, for example 0.8.'],
    ['mobil=0.3', 'mobil: unknown key `mobil`; did you mean `mobile`? Rename or remove it.'],
    ['calls.delay_factor=0', 'calls.delay_factor: 0 is not a number from 0.01 to 100. Write one.'],
    ['calls.delays[0].share=0.5', 'calls.delays: the shares sum to 0.92. Make them sum to 1.'],
    ['calls.delays[7].share=0.5', 'there is no calls.delays[7].share. Name a key as the file has it.'],
    ['days.hours=3', 'there is no days.hours. Name a key as the file has it.'],
    [
      'regions.geoip={known: 2, right: 0}',
      'regions.geoip.known: 2 is not a share. Write a number from 0 to 1, for example 0.8.',
    ],
  ])('%s is refused', async (set, fault) => {
    const io = memoryIo({});
    expect(await simulate([shortFile(), '--set', set], io)).toBe(2);
    expect(io.errors()).toBe(`--set ${set}: ${fault}\n`);
  });

  test.each(['mobile', '=3', 'a..b=1', 'mobile=[1'])('%s is no setting', async (set) => {
    const io = memoryIo({});
    expect(await simulate([shortFile(), '--set', set], io)).toBe(2);
    expect(io.errors()).toBe(
      `--set ${set}: this is not PATH=VALUE. Write it like --set calls.delay_factor=2.\n`,
    );
  });
});

test('writes JSON, CSV and pictures', async () => {
  const folder = path.dirname(shortFile());
  const [json, csv, plots] = ['result.json', 'result.csv', 'plots'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const io = memoryIo({});
  expect(await simulate([shortFile(), '--json', json, '--csv', csv, '--plots', plots], io)).toBe(0);
  const result = JSON.parse(readFileSync(json, 'utf8'));
  expect(result.scenario.days).toBe(1);
  expect(result.figures).toHaveLength(2 * 14);
  expect(result.verdicts.map(({ poolSize }: { poolSize: number }) => poolSize)).toEqual([5, 10]);
  expect(readFileSync(csv, 'utf8').trimEnd().split('\r\n')).toHaveLength(1 + 2 * 14);
  expect(readdirSync(plots).sort()).toEqual(['outcomes.svg', 'reliability.svg', 'surest-first.svg']);
  for (const name of readdirSync(plots)) {
    const svg = readFileSync(path.join(plots, name), 'utf8');
    expectWellFormed(svg);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  }
  expect(readFileSync(path.join(plots, 'reliability.svg'), 'utf8')).toMatch(/10 numbers: ECE [\d.]+ %/);
});

test('says when a result cannot be written', async () => {
  const io = memoryIo({});
  const args = ['--policy', 'hash, late', '--set', 'seeds=[1]', '--csv', '/nowhere/at/all.csv'];
  expect(await simulate([shortFile(), ...args], io)).toBe(1);
  expect(io.errors()).toBe('the results cannot be written: there is no such file\n');
});

test('refuses a number of jobs that is none', async () => {
  const io = memoryIo({});
  expect(await simulate([shortFile(), '--jobs', 'all'], io)).toBe(2);
  expect(io.errors()).toMatch(/^--jobs all: this is not a number from 1 to 999\./);
});

test('lists every fault of a scenario at once', async () => {
  const file = writeFile(
    'faulty.yaml',
    changed(
      [/^days: \d+/m, 'days: soon'],
      [/^mobile: [\d.]+\n/m, ''],
      [/^heartbeat:/m, 'hartbeat:'],
      [/share: 0\.58/, 'share: 0.5'],
      [/^hourly_profile: .*$/m, 'hourly_profile: [1, 2]'],
      [/shape: lognormal, median: 40s/, 'shape: normal, median: 40s'],
    ),
  );
  const io = memoryIo({});
  expect(await simulate([file], io)).toBe(2);
  const faults = io.errors().replaceAll(file, '').trim().split('\n').sort();
  expect(faults.map((fault) => fault.replace(/^:\d+: /, '')).sort()).toEqual([
    'calls.delays: the shares sum to 0.92. Make them sum to 1.',
    'days: "soon" is not a whole number. Write a number from 1 to 3660.',
    'hartbeat: unknown key `hartbeat`; did you mean `heartbeat`? Rename or remove it.',
    'heartbeat: this key is required. Add it, for example `heartbeat: 30s`.',
    'hourly_profile: this must be 24 weights, not all 0. Write one for each hour of the day, from midnight.',
    'mobile: this key is required. Add it, for example `mobile: 0.7`.',
    'readers.stay.shape: "normal" is not one of exponential, lognormal, loglogistic. Write one of them.',
  ]);
});

test.each([[[]], [['a', 'b']], [['--wrong']], [['a', '--policy', 'nobody']], [['a', '--ours', 'nobody']]])(
  '%j shows the usage',
  async (args) => {
    const io = memoryIo({});
    expect(await simulate(args, io)).toBe(2);
    expect(io.errors()).toMatch(/^Usage: leaseline simulate SCENARIO [\s\S]+\nPolicies: leaseline; .+\.\n$/);
  },
);

test('names a missing scenario', async () => {
  const io = memoryIo({});
  expect(await simulate(['nowhere.yaml'], io)).toBe(2);
  expect(io.errors()).toBe(
    'nowhere.yaml: the file cannot be read: there is no such file. Start with bench/scenarios/local-service.yaml.\n',
  );
});
