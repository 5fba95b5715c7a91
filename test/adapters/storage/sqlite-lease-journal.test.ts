// The lease journal on a real SQLite file: the contract, restarts and a full disk.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageFailure } from '../../../src/adapters/storage/storage-failure.ts';
import { aCall, aCallRecord, aLease, anAttribution, aSession } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { leaseJournalContract } from './lease-journal-contract.ts';
import { StorageBed } from './storage-bed.ts';

leaseJournalContract('SqliteLeaseJournal', () => {
  const bed = new StorageBed();
  let calls = 0;
  return {
    journal: bed.journal,
    settle: () => bed.commits.flush(),
    refer: async (lease, session) => {
      calls += 1;
      const call = aCall({ id: `call-${calls}`, startedAt: NOON - calls, endedAt: NOON });
      await bed.calls.save(aCallRecord({ call, attribution: anAttribution({ lease, session }) }));
      return () => bed.database.run(bed.database.query.deleteFrom('call').where('id', '=', call.id));
    },
    close: () => bed.remove(),
  };
});

describe('SqliteLeaseJournal', () => {
  let bed: StorageBed;

  beforeEach(() => {
    bed = new StorageBed();
  });

  afterEach(() => bed.remove());

  it('has after a restart what it had, with the changes noted last', async () => {
    await bed.journal.granted(aLease(), aSession());
    const hidden = aLease({ engagement: 'hidden' });
    bed.journal.leaseChanged(hidden);
    bed.journal.sessionChanged(aSession({ pageViews: 7 }));
    bed.reopen();
    expect(bed.journal.load(NOON)).toEqual({ leases: [hidden], sessions: [aSession({ pageViews: 7 })] });
  });

  it('writes changes within two seconds though nobody asks for a number', async () => {
    await bed.journal.granted(aLease(), aSession());
    bed.journal.leaseChanged(aLease({ engagement: 'hidden' }));
    await bed.turn();
    bed.clock.advance(1_999);
    await bed.turn();
    expect(bed.journal.load(NOON).leases[0]?.engagement).toBe('engaged');
    bed.clock.advance(1);
    await bed.turn();
    expect(bed.journal.load(NOON).leases[0]?.engagement).toBe('hidden');
    expect(bed.clock.pending).toBe(0);
  });

  it('refuses grants while the disk is full and grants again afterwards', async () => {
    await bed.journal.granted(aLease(), aSession());
    bed.fillDisk(0);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        bed.journal.granted(aLease({ token: `t${n}`, session: `s${n}` }), aSession({ id: `s${n}` })),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(200);
    expect(refused[0]?.reason).toBeInstanceOf(StorageFailure);
    expect(String(refused[0]?.reason)).toContain('the disk is full; free some space');
    expect(bed.troubles).toHaveLength(1);
    expect(bed.recoveries).toBe(0);

    bed.fillDisk(null);
    await bed.journal.granted(aLease({ token: 'after' }), aSession());
    expect(bed.recoveries).toBe(1);
    expect(bed.journal.load(NOON).leases.map((lease) => lease.token)).toEqual(['token-1', 'after']);
  });

  it('refuses a lease that the file cannot hold, and it alone', async () => {
    const writes = await Promise.allSettled([
      bed.journal.granted(aLease({ token: 'a' }), aSession()),
      bed.journal.granted(aLease({ token: 'b', grantedAt: 1.5 }), aSession()),
      bed.journal.granted(aLease({ token: 'c' }), aSession()),
    ]);
    expect(writes.map((write) => write.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(bed.journal.load(NOON).leases.map((lease) => lease.token)).toEqual(['a', 'c']);
    expect(bed.troubles).toEqual([]);
  });

  it('reads no more than it needs at start, however many old leases there are', async () => {
    const granted = Array.from({ length: 10_000 }, (_, n) => {
      const endedAt = n % 100 === 0 ? null : NOON - 1;
      const lease = aLease({ token: `token-${n}`, session: `session-${n}`, endedAt });
      return bed.journal.granted(lease, aSession({ id: `session-${n}` }));
    });
    await Promise.all(granted);
    bed.reopen();
    const statements: string[] = [];
    const { sqlite } = bed.database;
    const prepare = sqlite.prepare.bind(sqlite);
    vi.spyOn(sqlite, 'prepare').mockImplementation((sql: string) => {
      statements.push(sql);
      return prepare(sql);
    });
    const { leases, sessions } = bed.journal.load(NOON);
    expect([leases.length, sessions.length]).toEqual([100, 100]);
    expect(statements).toHaveLength(2);
    for (const sql of statements) {
      const parameters = sql
        .split('?')
        .slice(1)
        .map(() => NOON);
      expect(JSON.stringify(prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters)), sql).not.toContain('SCAN');
    }
  });

  it('finds a code among many visits, a piece at a time, and reads no further back than it must', async () => {
    const DAY = 86_400_000;
    const visits = 12_000;
    await Promise.all(
      Array.from({ length: visits }, (_, n) => {
        const at = NOON - (visits - n) * 60_000;
        const visitCode = n % 1_000 === 0 ? '12345' : '00000';
        return bed.journal.visited(aSession({ id: `s${n}`, startedAt: at, lastSeenAt: at, visitCode }));
      }),
    );
    const pieces = vi.spyOn(bed.database, 'allValues');
    const found = await bed.journal.visitsWithCode('12345', NOON - DAY, NOON);
    expect(found.map(({ id }) => id)).toEqual(['s11000']);
    expect(pieces).toHaveBeenCalledTimes(1);
    expect(await bed.journal.visitsWithCode('12345', 0, NOON)).toHaveLength(12);
    expect(pieces).toHaveBeenCalledTimes(1 + 3);
  });

  it('finds a visitor’s visits by an index', () => {
    const plan = bed.database.sqlite
      .prepare(
        'EXPLAIN QUERY PLAN SELECT * FROM session WHERE visitor = ? AND started_at <= ? AND site = ? ORDER BY started_at DESC',
      )
      .all('v', 0, 's');
    expect(JSON.stringify(plan)).toContain('session_by_visitor');
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  });
});
