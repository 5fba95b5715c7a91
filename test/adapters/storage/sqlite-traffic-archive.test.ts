// Recorded traffic out of a real file, written by the real journal.
import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../../src/adapters/storage/database.ts';
import { SqliteTrafficArchive } from '../../../src/adapters/storage/sqlite-traffic-archive.ts';
import {
  aCall,
  aCallRecord,
  aLease,
  anAttribution,
  aSession,
  e164,
  noAttribution,
} from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { MINUTE } from '../../support/lease-policy.ts';
import { StorageBed } from './storage-bed.ts';

const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
let bed: StorageBed;
let archive: SqliteTrafficArchive;

beforeEach(() => {
  bed = new StorageBed();
  archive = new SqliteTrafficArchive(bed.database);
});
afterEach(() => bed.remove());

/** A visit that held a number for 4 min, then lingered for 5, granted so many minutes after noon. */
async function visited(
  name: string,
  minute: number,
  changes: { pool?: string; did?: string; region?: string } = {},
) {
  const { pool = 'moscow', did = '+74951230001', region = 'RU-MOW' } = changes;
  const at = NOON + minute * MINUTE;
  const place = { country: 'RU', region, city: null };
  const session = aSession({ id: name, visitor: `v-${name}`, startedAt: at, lastSeenAt: at, place });
  const lease = aLease({
    token: `t-${name}`,
    session: name,
    visitor: `v-${name}`,
    pool,
    did: e164(did),
    grantedAt: at,
  });
  const written = bed.journal.granted(lease, session);
  await bed.turn();
  await written;
  bed.journal.leaseChanged({
    ...lease,
    lastActivityAt: at + 3 * MINUTE,
    engagement: 'left',
    intentAt: at + 2 * MINUTE,
    expiresAt: at + 4 * MINUTE,
    endedAt: at + 4 * MINUTE,
    lingerUntil: at + 9 * MINUTE,
    coolUntil: at + 39 * MINUTE,
  });
  bed.commits.flush();
}

async function turnedAway(name: string, minute: number) {
  const at = NOON + minute * MINUTE;
  const written = bed.journal.visited(aSession({ id: name, startedAt: at, lastSeenAt: at + MINUTE }));
  await bed.turn();
  await written;
}

async function called(id: string, minute: number, session: string | null) {
  const call = aCall({ id, startedAt: NOON + minute * MINUTE, endedAt: NOON + (minute + 1) * MINUTE });
  const attribution = session === null ? noAttribution() : anAttribution({ session, lease: `t-${session}` });
  const written = bed.calls.save(aCallRecord({ call, attribution }));
  await bed.turn();
  await written;
}

describe('traffic', () => {
  it('comes in order of time: visits by their grants, overflow by its start, calls between', async () => {
    await called('first', 0, null);
    await visited('late', 20);
    await turnedAway('unlucky', 10);
    await visited('early', 5);
    await called('second', 12, 'early');
    await called('third', 25, 'late');
    const order = [...archive.traffic(ALWAYS)].map((each) =>
      each.kind === 'visit' ? each.session : each.id,
    );
    expect(order).toEqual(['first', 'early', 'unlucky', 'second', 'late', 'third']);
  });

  it('has what a replay needs', async () => {
    await visited('early', 5);
    await turnedAway('unlucky', 10);
    await called('call', 12, 'early');
    const at = NOON + 5 * MINUTE;
    expect([...archive.traffic(ALWAYS)]).toEqual([
      {
        kind: 'visit',
        at,
        session: 'early',
        visitor: 'v-early',
        site: 'shop',
        country: 'RU',
        region: 'RU-MOW',
        lease: {
          pool: 'moscow',
          did: '+74951230001',
          engagement: 'left',
          lastActivityAt: at + 3 * MINUTE,
          engagedAt: NOON,
          intentAt: at + 2 * MINUTE,
          pageViews: 1,
          expiresAt: at + 4 * MINUTE,
          endedAt: at + 4 * MINUTE,
          freeAt: at + 9 * MINUTE,
        },
      },
      {
        kind: 'visit',
        at: NOON + 10 * MINUTE,
        session: 'unlucky',
        visitor: 'visitor-1',
        site: 'shop',
        country: 'RU',
        region: 'RU-MOW',
        lease: null,
      },
      {
        kind: 'call',
        at: NOON + 12 * MINUTE,
        id: 'call',
        did: '+74951230001',
        caller: '+79161234567',
        endedAt: NOON + 13 * MINUTE,
        method: 'lease',
        confidence: 0.97,
        site: 'shop',
        session: 'early',
      },
    ]);
  });

  it('is of the range: from its first moment on, before its end', async () => {
    for (const minute of [0, 10, 20]) await visited(`m${minute}`, minute);
    const range = { from: NOON + 10 * MINUTE, to: NOON + 20 * MINUTE };
    expect([...archive.traffic(range)].map((each) => each.kind === 'visit' && each.session)).toEqual(['m10']);
    expect(archive.span()).toEqual({ from: NOON, to: NOON + 20 * MINUTE + 1 });
  });

  it('tells each pool, what it lends, and whom it serves most', async () => {
    await visited('a', 0);
    await visited('b', 1, { did: '+74951230002' });
    await visited('c', 2, { pool: 'spb', did: '+78123090001', region: 'RU-SPE' });
    await visited('d', 30, { pool: 'spb', did: '+78123090001' });
    expect(archive.pools(ALWAYS)).toEqual([
      {
        id: 'moscow',
        dids: ['+74951230001', '+74951230002'],
        leases: 2,
        serves: [{ site: 'shop', region: 'RU-MOW' }],
      },
      { id: 'spb', dids: ['+78123090001'], leases: 2, serves: [{ site: 'shop', region: 'RU-SPE' }] },
    ]);
  });

  it('knows when each visit was called about last', async () => {
    await visited('a', 0);
    await called('one', 1, 'a');
    await called('two', 9, 'a');
    await called('three', 10, null);
    expect(archive.calledSessions(ALWAYS)).toEqual(new Map([['a', NOON + 9 * MINUTE]]));
  });

  it('is empty in a new file', () => {
    expect(archive.span()).toBeNull();
    expect(archive.pools(ALWAYS)).toEqual([]);
    expect([...archive.traffic(ALWAYS)]).toEqual([]);
  });
});

describe('the load, piece by piece', () => {
  const START = { at: 0, id: '' };

  it('goes on where it stopped, also between leases that ended together', async () => {
    for (const name of ['a', 'b', 'c'])
      await visited(name, 0, { did: `+7495123000${name.charCodeAt(0) - 96}` });
    await visited('d', 1, { did: '+74951230009' });
    const first = archive.endedHolds(START, NOON + 60 * MINUTE, 2);
    expect(first).toMatchObject({ next: { at: NOON + 4 * MINUTE, id: 't-b' }, more: true });
    expect(first.items).toMatchObject([
      { pool: 'moscow', did: '+74951230001', grantedAt: NOON, freeAt: NOON + 9 * MINUTE },
      { did: '+74951230002' },
    ]);
    const second = archive.endedHolds(first.next, NOON + 60 * MINUTE, 2);
    expect(second.items.map(({ did }) => did)).toEqual(['+74951230003', '+74951230009']);
    const last = archive.endedHolds(second.next, NOON + 60 * MINUTE, 2);
    expect(last).toEqual({ items: [], next: second.next, more: false });
  });

  it('stops before the given moment', async () => {
    await visited('a', 0);
    expect(archive.endedHolds(START, NOON + 4 * MINUTE, 9).items).toEqual([]);
    expect(archive.endedHolds(START, NOON + 4 * MINUTE + 1, 9).items).toHaveLength(1);
  });

  it('takes nobody for turned away who was lent a number, be it before or after', async () => {
    await turnedAway('later', 1);
    await visited('later', 2);
    await visited('before', 3);
    await turnedAway('before', 4);
    await turnedAway('never', 5);
    await turnedAway('never', 6);
    const { items } = archive.turnedAway(START, NOON + 60 * MINUTE, 9);
    expect(items.map(({ at }) => at)).toEqual([NOON + 6 * MINUTE]);
  });

  it('finds who was turned away among all visits', async () => {
    await visited('a', 0);
    await turnedAway('b', 1);
    await visited('c', 2);
    await turnedAway('d', 3);
    const first = archive.turnedAway(START, NOON + 60 * MINUTE, 3);
    expect(first.items).toEqual([{ at: NOON + MINUTE, site: 'shop', country: 'RU', region: 'RU-MOW' }]);
    expect(first.more).toBe(true);
    const rest = archive.turnedAway(first.next, NOON + 60 * MINUTE, 3);
    expect(rest).toMatchObject({ items: [{ at: NOON + 3 * MINUTE }], more: false });
  });
});

describe('a file opened to read', () => {
  it('is read while the service writes, and cannot be written', async () => {
    await visited('a', 0);
    const database = Database.openToRead(bed.path);
    await visited('b', 1, { did: '+74951230002' });
    expect([...new SqliteTrafficArchive(database).traffic(ALWAYS)]).toHaveLength(2);
    expect(() => database.sqlite.exec('DELETE FROM lease')).toThrow('readonly');
    database.close();
  });

  it('is read when the service has stopped', async () => {
    await visited('a', 0);
    bed.shut();
    const database = Database.openToRead(bed.path);
    expect([...new SqliteTrafficArchive(database).traffic(ALWAYS)]).toHaveLength(1);
    database.close();
    bed.open();
  });

  it('must exist, be ours and of this version', async () => {
    expect(() => Database.openToRead(`${bed.path}.gone`)).toThrow(/cannot be opened/);
    const copy = `${bed.path}.copy`;
    bed.shut();
    copyFileSync(bed.path, copy);
    bed.open();
    const other = Database.open(copy);
    other.sqlite.pragma('user_version = 0');
    other.close();
    expect(() => Database.openToRead(copy)).toThrow(/schema 0, this Leaseline reads \d+; start the service/);
  });
});
