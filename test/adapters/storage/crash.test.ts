// kill -9 at any moment: every lease a visitor was told of is in the file afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '../../../src/adapters/storage/database.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaseline-crash-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the writer until it has named so many leases, kills it, and answers all it named. */
async function writeUntilKilled(path: string, acknowledgements: number): Promise<string[]> {
  const script = join(import.meta.dirname, 'crash-writer.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > acknowledgements) child.kill('SIGKILL');
  });
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  // What follows the last line end was cut off by the kill.
  return text.split('\n').slice(0, -1);
}

it.each([1, 250, 3_000])('killed after %i acknowledged leases, none is lost', async (count) => {
  const path = join(folder, 'leaseline.db');
  const acknowledged = await writeUntilKilled(path, count);
  expect(acknowledged.length).toBeGreaterThanOrEqual(count);
  const database = Database.open(path);
  const { query } = database;
  const stored = new Set(database.all(query.selectFrom('lease').select('token')).map((row) => row.token));
  const sessions = database.all(query.selectFrom('session').select('id')).length;
  expect(acknowledged.filter((token) => !stored.has(token))).toEqual([]);
  expect(sessions).toBe(stored.size);
  expect(database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});
