// An older version's file is brought to the present schema with all that is in it.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '../../../src/adapters/storage/database.ts';
import { initial } from '../../../src/adapters/storage/migrations/001-initial.ts';
import { aLease, aSession } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

let bed: StorageBed;

beforeEach(() => {
  bed = new StorageBed();
});

afterEach(() => bed.remove());

/** The file as 0.1.0 wrote it: two visits with a lease each, written out of the order of their times, and a call. */
function writeFirstVersion(path: string): void {
  const old = new BetterSqlite3(path);
  old.exec(
    `PRAGMA application_id = ${0x4c_45_41_53}; PRAGMA user_version = 1; PRAGMA journal_mode = WAL; ${initial}`,
  );
  const { touchpoint, page, place } = aSession();
  for (const id of ['later', 'earlier']) {
    const values = [
      id,
      'visitor-1',
      'shop',
      NOON,
      NOON - 1,
      touchpoint.source,
      touchpoint.medium,
      page.url,
      place.country,
    ];
    old
      .prepare(
        `INSERT INTO session (id, visitor, site, started_at, last_seen_at, source, medium, page_url, country, click_ids,
         page_views, ids, visit_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{"yclid":"7"}', 3, '{"ym":"1"}', '12345')`,
      )
      .run(values);
    const lease = aLease({ session: id });
    const grantedAt = id === 'later' ? NOON : NOON - 5_000;
    old
      .prepare(
        `INSERT INTO lease (token, pool, did, site, visitor, session, granted_at, engagement, last_activity_at, expires_at,
         ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'hidden', ?, ?, ?)`,
      )
      .run(
        `token-${id}`,
        lease.pool,
        lease.did,
        'shop',
        'visitor-1',
        id,
        grantedAt,
        NOON,
        NOON + 9,
        id === 'later' ? NOON : null,
      );
  }
  old.exec(`INSERT INTO call (id, pbx, linkedid, did, did_raw, state, started_at, ended_at, agents, repeat, attribution_version)
    VALUES ('call-1', 'office', '1.1', '+74951230001', '1', 'ended', ${NOON}, ${NOON}, '[]', 0, 1);
    INSERT INTO attribution (call, version, method, confidence, reasons, candidates, lease, session)
    VALUES ('call-1', 1, 'lease', 1, '[]', '[]', 'token-later', 'later');`);
  old.close();
}

it('carries a 0.1.0 file over: leases, sessions, their order, and what calls refer to', () => {
  bed.shut();
  const path = `${bed.folder}/old/leaseline.db`;
  mkdirSync(dirname(path));
  writeFirstVersion(path);
  bed.open({ path });

  const { leases, sessions } = bed.journal.load(NOON);
  expect(leases.map(({ token, endedAt, engagement }) => [token, endedAt, engagement])).toEqual([
    ['token-later', NOON, 'hidden'],
    ['token-earlier', null, 'hidden'],
  ]);
  expect(sessions).toHaveLength(2);
  expect(bed.journal.session('earlier')).toMatchObject({
    pageViews: 3,
    ids: { ym: '1' },
    touchpoint: { clickIds: { yclid: '7' }, source: aSession().touchpoint.source },
  });
  const pragma = (name: string) => bed.database.sqlite.pragma(name, { simple: true });
  expect([pragma('integrity_check'), pragma('foreign_key_check')]).toEqual(['ok', undefined]);
  const fresh = Database.open(':memory:');
  expect(pragma('user_version')).toBe(fresh.sqlite.pragma('user_version', { simple: true }));
  fresh.close();

  const muchLater = NOON + 90 * 86_400_000;
  expect(bed.journal.forget(muchLater)).toBe(0);
  expect(bed.calls.forget(muchLater)).toBe(1);
  // The running lease stays, and its session.
  expect(bed.journal.forget(muchLater)).toBe(2);
  expect(bed.journal.load(0).leases.map(({ token }) => token)).toEqual(['token-earlier']);
});
