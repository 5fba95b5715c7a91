// The call repository on a real SQLite file: the contract, versions of attributions, and the plans of its queries.
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../../src/adapters/storage/database.ts';
import { initial } from '../../../src/adapters/storage/migrations/001-initial.ts';
import { SqliteCallRepository } from '../../../src/adapters/storage/sqlite-call-repository.ts';
import { aCall, aCallRecord, anAttribution, aRingingCall, noAttribution } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { callRepositoryContract } from './call-repository-contract.ts';
import { StorageBed } from './storage-bed.ts';

callRepositoryContract('SqliteCallRepository', () => {
  const bed = new StorageBed();
  return { calls: bed.calls, close: () => bed.remove() };
});

describe('SqliteCallRepository', () => {
  let bed: StorageBed;

  beforeEach(() => {
    bed = new StorageBed();
  });

  afterEach(() => bed.remove());

  function versions(): { version: number; method: string }[] {
    const { query } = bed.database;
    return bed.database.all(query.selectFrom('attribution').select(['version', 'method']).orderBy('version'));
  }

  it('has after a restart what it had', async () => {
    await bed.calls.save(aCallRecord());
    bed.calls.annotate(aCall().id, { note: 'mine' });
    const record = bed.calls.find(aCall().id);
    bed.reopen();
    expect(bed.calls.find(aCall().id)).toEqual(record);
    expect(record?.annotations.note).toBe('mine');
  });

  it('replaces the attribution of an open call and keeps versions of an ended one', async () => {
    await bed.calls.save(aCallRecord({ call: aRingingCall(), attribution: noAttribution() }));
    await bed.calls.save(aCallRecord({ call: aRingingCall() }));
    await bed.calls.save(aCallRecord());
    expect(versions()).toEqual([{ version: 1, method: 'lease' }]);

    const second = anAttribution({ method: 'visit-code', confidence: 1 });
    await bed.calls.save(aCallRecord({ attribution: second }));
    await bed.calls.save(aCallRecord({ attribution: second }));
    expect(versions()).toEqual([
      { version: 1, method: 'lease' },
      { version: 2, method: 'visit-code' },
    ]);
    expect(bed.calls.find(aCall().id)?.attribution).toEqual(second);
    expect(bed.calls.list({ limit: 10 }).records).toHaveLength(1);
  });

  it('forgets attributions with their call', async () => {
    await bed.calls.save(aCallRecord());
    await bed.calls.save(aCallRecord({ attribution: noAttribution() }));
    expect(bed.calls.forget(aCall().startedAt + 1)).toBe(1);
    expect(versions()).toEqual([]);
  });

  it('forgets a bounded number at a time', async () => {
    await Promise.all(
      Array.from({ length: 1_500 }, (_, n) =>
        bed.calls.save(aCallRecord({ call: aCall({ id: `c${n}`, startedAt: NOON - n * 120_000 }) })),
      ),
    );
    expect(bed.calls.forget(Number.MAX_SAFE_INTEGER)).toBe(1_000);
    expect(bed.calls.forget(Number.MAX_SAFE_INTEGER)).toBe(500);
  });

  it('refuses to save while the disk is full, and says why', async () => {
    bed.fillDisk(0);
    const long = anAttribution({ reasons: ['x'.repeat(100_000)] });
    await expect(bed.calls.save(aCallRecord({ attribution: long }))).rejects.toThrow('the disk is full');
    expect(bed.calls.find(aCall().id)).toBeNull();
    bed.fillDisk(null);
    await bed.calls.save(aCallRecord({ attribution: long }));
    expect(bed.calls.find(aCall().id)?.attribution).toEqual(long);
  });

  it.each([
    ['the newest', '', 'call_by_start'],
    ['a DID’s', "WHERE did = '+1'", 'call_by_did'],
    ['a caller’s', "WHERE caller = '+1'", 'call_by_caller'],
    ['a source’s', "WHERE source = 'radio' AND (started_at, id) < (1, 'x')", 'call_by_source'],
    ['the missed', "WHERE outcome = 'missed'", 'call_by_outcome'],
    ['the open', 'WHERE ended_at IS NULL', 'call_open'],
  ])('%s calls come from an index, in order', (_case, where, index) => {
    const order = index === 'call_open' ? 'ORDER BY started_at' : 'ORDER BY started_at DESC, id DESC';
    const plan = bed.database.sqlite.prepare(`EXPLAIN QUERY PLAN SELECT * FROM call ${where} ${order}`).all();
    const text = JSON.stringify(plan);
    expect(text).toContain(index);
    expect(text).not.toContain('TEMP B-TREE');
  });

  it('reads the answers that version 0.1 wrote, made when their calls began', () => {
    const path = join(bed.folder, 'old.db');
    const old = new BetterSqlite3(path);
    old.exec(initial);
    old.exec(`
      PRAGMA application_id = ${0x4c_45_41_53};
      PRAGMA user_version = 1;
      INSERT INTO call (id, pbx, linkedid, did, did_raw, state, started_at, agents, repeat, attribution_version)
        VALUES ('c', 'office', '1', '+74951230001', '1', 'ended', ${NOON}, '[]', 0, 1);
      INSERT INTO attribution (call, version, method, confidence, reasons, candidates)
        VALUES ('c', 1, 'none', 0, '[]', '[]');`);
    old.close();
    const database = Database.open(path);
    const calls = new SqliteCallRepository(database, bed.commits, bed.credits);
    const attribution = noAttribution({ confidence: 0, reasons: [] });
    expect(calls.versions('c')).toEqual([{ version: 1, at: NOON, attribution }]);
    expect(calls.find('c')).toMatchObject({ attribution, attributedAt: NOON });
    database.close();
  });

  it('calls of some sites are walked in order by their index, and no further than the page', () => {
    const statements: string[] = [];
    const { sqlite } = bed.database;
    const prepare = sqlite.prepare.bind(sqlite);
    vi.spyOn(sqlite, 'prepare').mockImplementation((text: string) => {
      statements.push(text);
      return prepare(text);
    });
    bed.calls.list({ sites: { sites: ['shop', 'blog'], hasDid: () => true }, limit: 5 });
    const [text = ''] = statements;
    const parameters = text.split('?').slice(1).fill('shop');
    const plan = JSON.stringify(prepare(`EXPLAIN QUERY PLAN ${text}`).all(parameters));
    expect(plan.match(/call_by_site \(site=\?\)/g)).toHaveLength(3);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN call/);
  });

  it('labelled calls come from the index of their own, whatever the number of calls', () => {
    const statements: string[] = [];
    const { sqlite } = bed.database;
    const prepare = sqlite.prepare.bind(sqlite);
    vi.spyOn(sqlite, 'prepare').mockImplementation((text: string) => {
      statements.push(text);
      return prepare(text);
    });
    bed.calls.labelled(0, 1);
    const [text = ''] = statements;
    const parameters = text.split('?').slice(1).fill('0');
    const plan = JSON.stringify(prepare(`EXPLAIN QUERY PLAN ${text}`).all(parameters));
    expect(plan).toContain('attribution_by_code');
    expect(plan).not.toMatch(/SCAN (call|guess|earlier)/);
  });
});
