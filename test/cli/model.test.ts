// `leaseline model` on a database that the real store wrote.
import { afterAll, expect, it } from 'vitest';
import { SqliteModelStore } from '../../src/adapters/storage/sqlite-model-store.ts';
import { model } from '../../src/cli/model.ts';
import { CallModel } from '../../src/core/call-model.ts';
import { CallLearning } from '../../src/services/call-learning.ts';
import { StorageBed } from '../adapters/storage/storage-bed.ts';
import { memoryIo } from '../config/memory-io.ts';

const bed = new StorageBed();
afterAll(() => bed.remove());

async function said(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const io = memoryIo({});
  const code = await model(args, io);
  return { code, output: io.output(), errors: io.errors() };
}

it('says so when nothing was learned yet', async () => {
  const { code, output } = await said('--db', bed.path);
  expect(code).toBe(0);
  expect(output).toBe(
    'No call has taught anything yet: what is believed is the prior.\n\nStrangers call a number once in 30 days.\n',
  );
});

it('prints what calls have taught, site by site', async () => {
  const log = { info() {}, warn() {}, error() {} };
  const store = new SqliteModelStore(bed.database, bed.commits, bed.clock);
  const learning = new CallLearning({ model: new CallModel(30_000), store, clock: bed.clock, log });
  for (let n = 0; n < 20; n++) {
    const standing = { stage: 'engaged, away', silence: 120_000 } as const;
    const candidates = [{ site: 'shop', session: `${n}`, standing, fit: 1 }];
    learning.learn(`call ${n}`, { candidates, strangerFit: 0, again: 0, truth: null });
  }
  bed.commits.flush();
  const { code, output } = await said('--db', bed.path);
  expect(code).toBe(0);
  expect(output).toMatch(
    /^Site shop, learned from 20 calls\. Of 1,000 visits that stand so, so many phone within:\n/,
  );
  expect(output).toMatch(/\nengaged, away +[\d.]+ .+ 20\.0 +[\d.]+\n/);
  expect(output).toMatch(/\nidle, away +.+ 0\.0 +[\d.]+\n/);
});

it.each([[[]], [['--db', 'x', '--config', 'y']], [['--file', 'x']]])('%j is asked wrongly', async (args) => {
  expect(await said(...args)).toMatchObject({
    code: 2,
    errors: expect.stringMatching(/^Usage: leaseline model/),
  });
});

it('says why a database cannot be read', async () => {
  const { code, errors } = await said('--db', `${bed.path}.gone`);
  expect(code).toBe(2);
  expect(errors).toMatch(/^Database .+: the file cannot be opened/);
});
