// Opening the file: what is set, and what the owner is told when it cannot be used.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../../src/adapters/storage/database.ts';
import { StorageFailure } from '../../../src/adapters/storage/storage-failure.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaseline-database-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('Database.open', () => {
  it('makes the folder and a file only the service user may read', () => {
    const path = join(folder, 'a', 'b', 'leaseline.db');
    const database = Database.open(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    database.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  // `synchronous` 1: commits are synced by Database.sync(), not within COMMIT.
  it('sets durability', () => {
    const { sqlite } = Database.open(join(folder, 'leaseline.db'));
    const pragma = (name: string): unknown => sqlite.pragma(name, { simple: true });
    expect(
      ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'wal_autocheckpoint'].map(pragma),
    ).toEqual(['wal', 1, 1, 1_000, 4_000]);
    sqlite.close();
  });

  it('opens its own file again, without running migrations twice', () => {
    const path = join(folder, 'leaseline.db');
    const version = () => {
      const database = Database.open(path);
      const found = database.sqlite.pragma('user_version', { simple: true });
      database.close();
      return found;
    };
    const first = version();
    expect(first).toBeGreaterThan(0);
    expect(version()).toBe(first);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'made by a newer version',
      () => {
        const path = join(folder, 'newer.db');
        const { sqlite } = Database.open(path);
        sqlite.pragma('user_version = 99');
        sqlite.close();
        return path;
      },
      /newer\.db: a newer Leaseline made it \(schema 99, this one knows \d+\); install that version again/,
    ],
    [
      'of another program',
      () => {
        const path = join(folder, 'other.db');
        const other = new BetterSqlite3(path);
        other.exec('CREATE TABLE invoice (id INTEGER)');
        other.close();
        return path;
      },
      /other\.db: this is the file of another program/,
    ],
    [
      'no database',
      () => {
        const path = join(folder, 'notes.db');
        writeFileSync(path, 'This is a text that is longer than the header of an SQLite file. '.repeat(99));
        return path;
      },
      /notes\.db: the file is no database, or is damaged; restore it from a backup/,
    ],
    [
      'damaged',
      () => {
        const path = join(folder, 'damaged.db');
        Database.open(path).close();
        const page = Buffer.alloc(4_096 - 100, 0xab);
        const whole = new BetterSqlite3(path).serialize();
        page.copy(whole, 100);
        writeFileSync(path, whole);
        return path;
      },
      /damaged\.db: the file is (no database, or is )?damaged; restore it from a backup/,
    ],
    [
      'a folder',
      () => {
        mkdirSync(join(folder, 'leaseline.db'));
        return join(folder, 'leaseline.db');
      },
      /leaseline\.db: the file cannot be opened; check that it is a file/,
    ],
    [
      'below a file',
      () => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'leaseline.db');
      },
      /a part of the path is a file, not a folder; correct storage\.path/,
    ],
  ])('a path that is %s: says so', (_case, path, message) => {
    const made = path();
    expect(() => Database.open(made)).toThrow(message);
    expect(() => Database.open(made)).toThrow(StorageFailure);
  });
});

describe('StorageFailure', () => {
  it.each([
    ['SQLITE_READONLY_DBMOVED', 'the file may not be written; give the service user write permission'],
    ['EACCES', 'its folder may not be written'],
    ['ENOSPC', 'the disk is full'],
    ['SQLITE_IOERR_FSYNC', 'the disk reports an error (SQLITE_IOERR_FSYNC)'],
    ['SQLITE_CORRUPT_INDEX', 'the file is damaged; restore it from a backup'],
    ['SQLITE_SOMETHING', 'plain reason'],
  ])('%s: %s', (code, text) => {
    const failure = StorageFailure.of(Object.assign(new Error('plain reason'), { code }), './data/x.db');
    expect(failure.message).toContain('Database ./data/x.db: ');
    expect(failure.message).toContain(text);
    expect(failure.code).toBe(code);
  });
});
