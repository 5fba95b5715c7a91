// What a restart makes of what is on disk, when the disk or the clock is at fault.
import { describe, expect, it } from 'vitest';
import { leaseToken } from '../../src/core/lease-token.ts';
import { NumberPool } from '../../src/core/number-pool.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import { type RecoveryOptions, recover } from '../../src/services/recovery.ts';
import { aNumbering } from '../support/a-plan.ts';
import { aCallRecord, aLease, aRingingCall, aSession } from '../support/builders.ts';
import { FakeCallRepository } from '../support/fake-call-repository.ts';
import { FakeClock, NOON } from '../support/fake-clock.ts';
import { FakeLeaseJournal } from '../support/fake-lease-journal.ts';
import { MINUTE, noLateCalls, POLICY } from '../support/lease-policy.ts';
import { aCatalogue, OUR_DID } from '../support/played-calls.ts';

function aRestart() {
  const logged: string[] = [];
  const log = ({ id }: { id: string }) => void logged.push(id);
  const pool = new NumberPool({
    id: 'moscow',
    regions: [],
    dids: [OUR_DID],
    policy: POLICY,
    lateCalls: noLateCalls,
  });
  const options = {
    journal: new FakeLeaseJournal(),
    calls: new FakeCallRepository(),
    numbering: { ...aNumbering(pool, aCatalogue([OUR_DID])), drain() {} },
    sessions: new SessionBook(),
    books: new Map(),
    tracking: { restore() {} } as unknown as RecoveryOptions['tracking'],
    feed: { publish() {} },
    clock: new FakeClock(),
    log: { info: log, warn: log, error: log },
    lookBack: 24 * 60 * MINUTE,
  };
  return { ...options, pool, logged, run: () => recover(options) };
}

describe('recovery', () => {
  it('survives a full disk when it ends the call of a box that is gone from the configuration', async () => {
    const restart = aRestart();
    await restart.calls.save(aCallRecord({ call: aRingingCall({ pbx: 'removed' }) }));
    restart.calls.failure = new Error('disk full');
    restart.run();
    await new Promise((resolve) => setImmediate(resolve));
    expect(restart.logged).toContain('CALL_NOT_WRITTEN');
  });

  it('moves leases written before the clock was set back: they hold now, and end in their time', async () => {
    const restart = aRestart();
    const ahead = NOON + 60 * MINUTE;
    await restart.journal.granted(
      aLease({
        token: leaseToken('ann', OUR_DID),
        did: OUR_DID,
        grantedAt: ahead - MINUTE,
        lastActivityAt: ahead,
        expiresAt: ahead + MINUTE,
      }),
      aSession(),
    );
    restart.run();
    expect(restart.pool.holders(OUR_DID, NOON)).toMatchObject([
      { token: leaseToken('ann', OUR_DID), grantedAt: NOON - MINUTE },
    ]);
    expect(restart.pool.figures(NOON).leased).toBe(1);
    restart.pool.reclaim(NOON + MINUTE, 10);
    expect(restart.pool.figures(NOON + MINUTE)).toMatchObject({ leased: 0, lingering: 1 });
  });

  it('takes the visit seen last for the visitor’s, in whatever order the disk gives them', async () => {
    const restart = aRestart();
    const late = aSession({ id: 'late', lastSeenAt: NOON - MINUTE });
    const early = aSession({ id: 'early', lastSeenAt: NOON - 2 * MINUTE });
    await restart.journal.granted(aLease({ token: 'b', session: 'late' }), late);
    await restart.journal.granted(aLease({ token: 'a', session: 'early', endedAt: NOON }), early);
    restart.run();
    const { visitor, site, page, place, ids } = late;
    const nothing = { session: null, referrer: null, ownOrigins: [], anonymous: false };
    const visit = { visitor, site, page, place, ids, ...nothing };
    const fresh = { visitor: () => 'v', session: () => 's', visitCode: () => '1' };
    expect(restart.sessions.open(visit, fresh, NOON).id).toBe('late');
  });
});
