// Group commit: few commits for many writes, and nobody pays for another's fault.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageFailure } from '../../../src/adapters/storage/storage-failure.ts';
import { StorageBed } from './storage-bed.ts';

describe('GroupCommit', () => {
  let bed: StorageBed;

  beforeEach(() => {
    bed = new StorageBed({ lazyAtMost: 3 });
    bed.database.sqlite.exec('CREATE TABLE thing (name TEXT PRIMARY KEY, size INTEGER) STRICT');
  });

  afterEach(() => bed.remove());

  function put(name: string, size: unknown = 0): () => void {
    return () => {
      bed.database.sqlite.prepare('INSERT OR REPLACE INTO thing VALUES (?, ?)').run(name, size);
    };
  }

  function things(): Record<string, unknown> {
    const rows = bed.database.sqlite.prepare('SELECT name, size FROM thing ORDER BY name').raw().all();
    return Object.fromEntries(rows as [string, unknown][]);
  }

  /** Another connection sees a new data_version for each commit. */
  async function countCommits(work: () => Promise<unknown>): Promise<number> {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    const watcher = new BetterSqlite3(bed.path, { readonly: true });
    let commits = 0;
    let seen = watcher.pragma('data_version', { simple: true });
    const look = (): void => {
      const now = watcher.pragma('data_version', { simple: true });
      if (now !== seen) commits += 1;
      seen = now;
    };
    let next: NodeJS.Immediate;
    const watch = (): void => {
      look();
      next = setImmediate(watch);
    };
    next = setImmediate(watch);
    await work();
    clearImmediate(next);
    look();
    watcher.close();
    return commits;
  }

  it('commits 50 writes of one turn once', async () => {
    const commits = await countCommits(() =>
      Promise.all(Array.from({ length: 50 }, (_, n) => bed.commits.write(put(`n${n}`)))),
    );
    expect(commits).toBe(1);
    expect(Object.keys(things())).toHaveLength(50);
  });

  it('commits 50 writers of 20 writes each about 20 times', async () => {
    const writer = async (id: number): Promise<void> => {
      for (let n = 0; n < 20; n++) await bed.commits.write(put(`${id}-${n}`));
    };
    const commits = await countCommits(() => Promise.all(Array.from({ length: 50 }, (_, id) => writer(id))));
    expect(commits).toBeLessThanOrEqual(21);
    expect(Object.keys(things())).toHaveLength(1_000);
  });

  it('resolves when another connection can read it, not before', async () => {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    const other = new BetterSqlite3(bed.path, { readonly: true });
    const count = other.prepare('SELECT count(*) FROM thing').pluck();
    const written = bed.commits.write(put('a'));
    expect(count.get()).toBe(0);
    await written;
    expect(count.get()).toBe(1);
    other.close();
  });

  describe('the sync of the log', () => {
    type Synced = Parameters<typeof bed.database.sync>[0];
    let underWay: Synced[];

    beforeEach(() => {
      underWay = [];
      vi.spyOn(bed.database, 'sync').mockImplementation((done) => void underWay.push(done));
    });

    function outcome(write: Promise<void>): { now: string } {
      const outcome = { now: 'waiting' };
      write.then(
        () => (outcome.now = 'written'),
        (error) => (outcome.now = String(error)),
      );
      return outcome;
    }

    it('comes before the answer; those who come meanwhile share the next one', async () => {
      const first = outcome(bed.commits.write(put('a')));
      await bed.turn();
      const second = outcome(bed.commits.write(put('b')));
      const third = outcome(bed.commits.write(put('c')));
      await bed.turn();
      expect([first.now, underWay.length, things()]).toEqual(['waiting', 1, { a: 0 }]);
      underWay[0]?.(null);
      await bed.turn();
      expect([first.now, second.now, underWay.length]).toEqual(['written', 'waiting', 2]);
      underWay[1]?.(null);
      await bed.turn();
      expect([second.now, third.now, underWay.length]).toEqual(['written', 'written', 2]);
    });

    it('that fails refuses its writes, and the database file is written anew before the next are answered', async () => {
      const rewrite = vi.spyOn(bed.database, 'rewrite');
      const refused = outcome(bed.commits.write(put('a')));
      await bed.turn();
      const next = outcome(bed.commits.write(put('b')));
      underWay[0]?.(
        StorageFailure.of(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' }), bed.path),
      );
      expect(rewrite).not.toHaveBeenCalled();
      await bed.turn();
      expect(refused.now).toContain('the disk reports an error (EIO)');
      expect(bed.troubles).toHaveLength(1);
      expect(rewrite).toHaveBeenCalledTimes(1);
      underWay[1]?.(null);
      await bed.turn();
      expect([next.now, bed.recoveries]).toEqual(['written', 1]);
      bed.commits.write(put('c')).catch(() => {});
      await bed.turn();
      expect(rewrite).toHaveBeenCalledTimes(1);
    });

    it('is not waited for by flush(), which syncs itself', async () => {
      const written = outcome(bed.commits.write(put('a')));
      await bed.turn();
      const after = outcome(bed.commits.write(put('b')));
      bed.commits.flush();
      await bed.turn();
      expect([written.now, after.now]).toEqual(['written', 'written']);
      underWay[0]?.(null);
      expect(things()).toEqual({ a: 0, b: 0 });
    });
  });

  it.each([
    ['a broken constraint', 'text in an integer column'],
    ['a value SQLite cannot hold', { an: 'object' }],
  ])('%s fails alone', async (_case, value) => {
    const writes = [put('a'), put('b', value), put('c')].map((run) => bed.commits.write(run));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(things()).toEqual({ a: 0, c: 0 });
    expect(bed.troubles).toEqual([]);
    expect(outcomes[1]).toMatchObject({ reason: expect.any(StorageFailure) });
  });

  it('a write that fails half way leaves no half', async () => {
    const half = (): void => {
      put('half')();
      throw new Error('no');
    };
    const outcomes = await Promise.allSettled([bed.commits.write(half), bed.commits.write(put('whole'))]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled']);
    expect(things()).toEqual({ whole: 0 });
  });

  it('a commit that fails fails all of its writes', async () => {
    bed.database.sqlite.exec(`
      CREATE TABLE child (parent TEXT REFERENCES thing (name) DEFERRABLE INITIALLY DEFERRED) STRICT`);
    const orphan = (): void => {
      bed.database.sqlite.exec("INSERT INTO child VALUES ('nobody')");
    };
    const outcomes = await Promise.allSettled([bed.commits.write(orphan), bed.commits.write(put('a'))]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(bed.database.sqlite.inTransaction).toBe(false);
    await bed.commits.write(put('b'));
    expect(things()).toEqual({ b: 0 });
  });

  it('another process holding the file is trouble, said once', async () => {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    bed.database.sqlite.pragma('busy_timeout = 1');
    const other = new BetterSqlite3(bed.path);
    other.exec('BEGIN IMMEDIATE');
    await expect(bed.commits.write(put('a'))).rejects.toThrow('another process has it locked');
    await expect(bed.commits.write(put('a'))).rejects.toThrow(StorageFailure);
    expect(bed.troubles).toHaveLength(1);
    other.exec('ROLLBACK');
    other.close();
    await bed.commits.write(put('a'));
    expect([bed.troubles.length, bed.recoveries]).toEqual([1, 1]);
  });

  it('a trouble that is over is noticed though nobody writes', async () => {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    bed.database.sqlite.pragma('busy_timeout = 1');
    const other = new BetterSqlite3(bed.path);
    other.exec('BEGIN IMMEDIATE');
    await expect(bed.commits.write(put('a'))).rejects.toThrow('locked');
    bed.clock.advance(2_000);
    await bed.turn();
    expect([bed.troubles.length, bed.recoveries]).toEqual([1, 0]);
    other.exec('ROLLBACK');
    other.close();
    bed.clock.advance(2_000);
    await bed.turn();
    expect([bed.troubles.length, bed.recoveries, bed.clock.pending]).toEqual([1, 1, 0]);
    expect(things()).toEqual({});
  });

  describe('lazy writes', () => {
    it('go with the next commit, the last state of each key', async () => {
      bed.commits.later('a', put('a', 1));
      bed.commits.later('b', put('b', 1));
      bed.commits.later('a', put('a', 2));
      expect(things()).toEqual({});
      await bed.commits.write(put('c'));
      expect(things()).toEqual({ a: 2, b: 1, c: 0 });
    });

    it('are tried again while the disk fails, and never throw', async () => {
      bed.database.sqlite.pragma('busy_timeout = 1');
      const { default: BetterSqlite3 } = await import('better-sqlite3');
      const other = new BetterSqlite3(bed.path);
      other.exec('BEGIN IMMEDIATE');
      bed.commits.later('a', put('a', 1));
      bed.clock.advance(2_000);
      await bed.turn();
      bed.commits.later('a', put('a', 2));
      bed.clock.advance(2_000);
      await bed.turn();
      expect([bed.troubles.length, bed.recoveries]).toEqual([1, 0]);
      other.exec('ROLLBACK');
      other.close();
      bed.clock.advance(2_000);
      await bed.turn();
      expect(things()).toEqual({ a: 2 });
      expect([bed.troubles.length, bed.recoveries, bed.clock.pending]).toEqual([1, 1, 0]);
    });

    it('that are at fault themselves are given up and reported, and hurt nobody', async () => {
      bed.commits.later('bad', put('bad', 'text'));
      for (let n = 0; n < 5; n++) await bed.commits.write(put(`n${n}`));
      expect(Object.keys(things())).toHaveLength(5);
      expect(bed.troubles.map(String)).toEqual([expect.stringContaining('was lost')]);
      expect(bed.recoveries).toBe(1);
    });

    it('are bounded: the oldest goes, and it is reported', async () => {
      for (const key of ['a', 'b', 'c', 'd']) bed.commits.later(key, put(key));
      bed.commits.flush();
      expect(things()).toEqual({ b: 0, c: 0, d: 0 });
      expect(bed.troubles.map(String)).toEqual([expect.stringContaining('too many wait')]);
    });

    it('all go, in several commits, when they are many', async () => {
      bed.shut();
      bed.open();
      for (let n = 0; n < 1_800; n++) bed.commits.later(`k${n}`, put(`k${n}`));
      bed.clock.advance(2_000);
      await bed.turn();
      await bed.turn();
      await bed.turn();
      await bed.turn();
      expect(Object.keys(things())).toHaveLength(1_800);
      expect(bed.clock.pending).toBe(0);
    });
  });

  it('close() writes what waits, and refuses what comes after', async () => {
    const written = bed.commits.write(put('a'));
    bed.commits.later('b', put('b'));
    bed.commits.close();
    await written;
    expect(things()).toEqual({ a: 0, b: 0 });
    await expect(bed.commits.write(put('c'))).rejects.toThrow('the service is stopping');
    bed.commits.later('d', put('d'));
    await bed.turn();
    expect(Object.keys(things())).toEqual(['a', 'b']);
    expect(bed.clock.pending).toBe(0);
  });
});
