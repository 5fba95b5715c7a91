// `leaseline simulate`.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from '../../src/cli/simulate.ts';
import { writeFile } from '../config/load-text.ts';
import { memoryIo } from '../config/memory-io.ts';

const SHIPPED = readFileSync('bench/scenarios/local-service.yaml', 'utf8');

function changed(...changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((text, [find, put]) => {
    if (!find.test(text)) throw new Error(`the scenario has no ${find}`);
    return text.replace(find, put);
  }, SHIPPED);
}

test('plays the shipped scenario, here a short one, and prints a line a policy and pool size', async () => {
  const file = writeFile(
    'short.yaml',
    changed([/^days: \d+/m, 'days: 1'], [/^pool_sizes: .*$/m, 'pool_sizes: [5, 10]']),
  );
  const io = memoryIo({});
  expect(await simulate([file], io)).toBe(0);
  const lines = io.output().split('\n');
  expect(lines[2]).toMatch(/^numbers {2}policy +right % +wrong % +unattributed % +overflow %/);
  expect(lines.filter((line) => /^ +(5|10) {2}/.test(line))).toHaveLength(2 * 14);
  expect(lines.at(-2)).toMatch(
    /^Each line: the same \d+ calls by visitors. \d+ visits in [\d.]+ s: \d+ visits a second$/,
  );
});

test('plays only the policies asked for', async () => {
  const file = writeFile('one.yaml', changed([/^days: \d+/m, 'days: 1'], [/^seeds: .*$/m, 'seeds: [1]']));
  const io = memoryIo({});
  expect(await simulate([file, '--policy', 'deferred'], io)).toBe(0);
  expect(io.output().match(/leaseline/g)).toHaveLength(4);
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

test.each([[[]], [['a', 'b']], [['--wrong']], [['a', '--policy', 'nobody']]])(
  '%j shows the usage',
  async (args) => {
    const io = memoryIo({});
    expect(await simulate(args, io)).toBe(2);
    expect(io.errors()).toMatch(/^Usage: leaseline simulate SCENARIO .+\nPolicies: leaseline; .+\.\n$/);
  },
);

test('names a missing scenario', async () => {
  const io = memoryIo({});
  expect(await simulate(['nowhere.yaml'], io)).toBe(2);
  expect(io.errors()).toBe(
    'nowhere.yaml: the file cannot be read: there is no such file. Start with bench/scenarios/local-service.yaml.\n',
  );
});
