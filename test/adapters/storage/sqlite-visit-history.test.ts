// Page views and people's visits in a real SQLite file.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteVisitHistory } from '../../../src/adapters/storage/sqlite-visit-history.ts';
import { aSession } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

const DAY = 86_400_000;
let bed: StorageBed;
let history: SqliteVisitHistory;

beforeEach(() => {
  bed = new StorageBed();
  history = new SqliteVisitHistory(bed.database, bed.commits);
});

afterEach(() => bed.remove());

function viewed(session: string, at: number, url: string): void {
  history.viewed({ session, at, page: { url, title: `title of ${url}` } });
}

function plansOf(sql: string): string {
  const rows = bed.database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
  return rows.map(({ detail }) => detail).join('; ');
}

describe('page views', () => {
  it('come back in order, of the sessions asked for', () => {
    viewed('a', NOON + 2, '/two');
    viewed('a', NOON + 1, '/one');
    viewed('b', NOON + 3, '/three');
    viewed('c', NOON, '/zero');
    bed.commits.flush();
    expect(history.pagesOf(['a', 'b']).map(({ page }) => page.url)).toEqual(['/one', '/two', '/three']);
    expect(history.pagesOf([])).toEqual([]);
  });

  it('go with their session', async () => {
    await bed.journal.visited(aSession({ id: 'old', lastSeenAt: NOON }));
    viewed('old', NOON, '/');
    bed.commits.flush();
    bed.journal.forget(NOON + 30 * DAY);
    expect(history.pagesOf(['old'])).toEqual([]);
  });
});

describe('visits of a person whom the site knows', () => {
  it('are found on every browser, newest first, at that site only', async () => {
    const ids = { user: 'u-7' };
    await bed.journal.visited(aSession({ id: 'desk', visitor: 'v1', ids }));
    await bed.journal.visited(aSession({ id: 'phone', visitor: 'v2', ids, startedAt: NOON + 1 }));
    await bed.journal.visited(aSession({ id: 'blog', visitor: 'v3', ids, site: 'blog' }));
    await bed.journal.visited(aSession({ id: 'other', ids: { user: 'u-8' } }));
    await bed.journal.visited(aSession({ id: 'later', ids, startedAt: NOON + 99 }));
    const found = history.visitsOfUser('shop', 'u-7', NOON + 50, 10);
    expect(found.map(({ id }) => id)).toEqual(['phone', 'desk']);
    expect(history.visitsOfUser('shop', 'u-7', NOON + 50, 1)).toHaveLength(1);
  });

  it('are found by an index', () => {
    const plan = plansOf(
      "SELECT id FROM session WHERE json_extract(ids, '$.user') IS NOT NULL AND json_extract(ids, '$.user') = 'u' AND started_at <= 5 ORDER BY started_at DESC",
    );
    expect(plan).toContain('session_by_user');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
