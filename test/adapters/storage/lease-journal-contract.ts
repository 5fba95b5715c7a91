// What every LeaseJournal does: run on the fake and on SQLite.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeaseJournal } from '../../../src/ports/lease-journal.ts';
import { aLease, aSession, aTouchpoint } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';

export interface JournalUnderTest {
  readonly journal: LeaseJournal;
  /** Lets noted changes reach the disk. */
  settle(): void;
  /** Records a call that came from this lease and session; answers how to forget that call. */
  refer(lease: string | null, session: string | null): Promise<() => void>;
  close(): void;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function leaseJournalContract(name: string, make: () => JournalUnderTest): void {
  describe(`${name} as a LeaseJournal`, () => {
    let made: JournalUnderTest;
    let journal: LeaseJournal;

    beforeEach(() => {
      made = make();
      journal = made.journal;
    });

    afterEach(() => made.close());

    function forgetAll(before: number): number {
      let gone = 0;
      for (let chunk = journal.forget(before); chunk > 0; chunk = journal.forget(before)) gone += chunk;
      return gone;
    }

    it('gives back a granted lease and its session, every field', async () => {
      const lease = aLease({ intentAt: NOON + 5, engagedAt: NOON + 3, pageViews: 4 });
      await journal.granted(lease, aSession());
      expect(journal.load(NOON)).toEqual({ leases: [lease], sessions: [aSession()] });
      expect(journal.session('session-1')).toEqual(aSession());
    });

    it('gives back a lease of a visitor who never touched the page', async () => {
      const lease = aLease({ engagement: 'visible', engagedAt: null, intentAt: null, pageViews: 1 });
      await journal.granted(lease, aSession());
      expect(journal.load(NOON).leases).toEqual([lease]);
    });

    it('keeps what the visitor did since the grant', async () => {
      await journal.granted(aLease({ engagement: 'visible', engagedAt: null }), aSession());
      const touched = aLease({ lastActivityAt: NOON + 10, engagedAt: NOON + 10, pageViews: 2 });
      journal.leaseChanged(touched);
      made.settle();
      expect(journal.load(NOON).leases).toEqual([touched]);
    });

    it('gives back what is unknown as null', async () => {
      const session = aSession({
        touchpoint: {
          source: '(direct)',
          medium: '(none)',
          campaign: null,
          term: null,
          content: null,
          clickIds: {},
          referrer: null,
          landingPage: null,
        },
        page: { url: 'https://shop.example.ru/', title: null },
        place: { country: null, region: null, city: null },
        ids: {},
      });
      await journal.visited(session);
      expect(journal.session(session.id)).toEqual(session);
    });

    it('keeps any text a page may send', async () => {
      const odd = 'Окна \u{1F600} \' " ; -- \\ \n\t %';
      const session = aSession({
        id: odd,
        touchpoint: aTouchpoint({ campaign: odd, clickIds: { [odd]: odd, __proto__x: '1' } }),
        page: { url: odd, title: odd },
        ids: { user: odd },
      });
      await journal.visited(session);
      expect(journal.session(odd)).toEqual(session);
    });

    it('knows no session that was never written', () => {
      expect(journal.session('nobody')).toBeNull();
      expect(journal.load(0)).toEqual({ leases: [], sessions: [] });
    });

    it('keeps the session of a visitor who got no lease', async () => {
      await journal.visited(aSession());
      expect(journal.session('session-1')).toEqual(aSession());
      expect(journal.load(0)).toEqual({ leases: [], sessions: [] });
    });

    it('the last change of a lease and a session wins', async () => {
      await journal.granted(aLease(), aSession());
      journal.leaseChanged(aLease({ engagement: 'hidden', lastActivityAt: NOON + 10 }));
      const ended = aLease({
        engagement: 'left',
        lastActivityAt: NOON + 20,
        endedAt: NOON + 30,
        lingerUntil: NOON + 40,
        coolUntil: NOON + 50,
      });
      journal.leaseChanged(ended);
      const moved = aSession({
        lastSeenAt: NOON + 20,
        page: { url: 'https://x/2', title: null },
        pageViews: 2,
      });
      journal.sessionChanged(aSession({ pageViews: 9 }));
      journal.sessionChanged(moved);
      made.settle();
      expect(journal.load(NOON)).toEqual({ leases: [ended], sessions: [moved] });
    });

    it('a grant is newer than the changes noted before it', async () => {
      await journal.granted(aLease(), aSession());
      journal.sessionChanged(aSession({ pageViews: 2 }));
      const session = aSession({ pageViews: 3 });
      await journal.granted(aLease({ token: 'token-2' }), session);
      made.settle();
      expect(journal.session('session-1')).toEqual(session);
    });

    it('a change noted in the turn of its grant is not lost', async () => {
      const granted = journal.granted(aLease(), aSession());
      const intent = aLease({ engagement: 'intent', intentAt: NOON + 1 });
      journal.leaseChanged(intent);
      await granted;
      made.settle();
      expect(journal.load(NOON).leases).toEqual([intent]);
    });

    it('a change of a lease that was never granted makes no lease', () => {
      journal.leaseChanged(aLease());
      made.settle();
      expect(journal.load(0).leases).toEqual([]);
    });

    it('loads running leases however old, ended ones from `since` on, in the order they were granted', async () => {
      const session = aSession();
      const ended = (token: string, grantedAt: number, endedAt: number) =>
        aLease({ token, grantedAt, endedAt, lingerUntil: endedAt, coolUntil: endedAt + HOUR });
      await journal.granted(ended('ended now', NOON - 10, NOON), session);
      await journal.granted(ended('ended later', NOON - 30, NOON + 1), session);
      await journal.granted(ended('ended before', NOON - 40, NOON - 1), aSession({ id: 'session-old' }));
      await journal.granted(
        aLease({ token: 'running', grantedAt: NOON - 20 }),
        aSession({ id: 'session-2' }),
      );
      await journal.granted(
        aLease({ token: 'old', grantedAt: NOON - 9 * HOUR, session: 'session-2' }),
        aSession({ id: 'session-2' }),
      );
      const { leases, sessions } = journal.load(NOON);
      // Not in the order of their times: the clock may have been set back between two grants.
      expect(leases.map((lease) => lease.token)).toEqual(['ended now', 'ended later', 'running', 'old']);
      expect(sessions.map((each) => each.id).sort()).toEqual(['session-1', 'session-2']);
    });

    describe('a visitor’s visits', () => {
      const visits = (until: number, limit: number) =>
        journal.visitsOf('shop', 'visitor-1', until, limit).map(({ id }) => id);

      it('come newest first, as many as asked for, of that visitor at that site', async () => {
        for (const [id, startedAt] of [
          ['b', NOON],
          ['a', NOON - HOUR],
          ['c', NOON + HOUR],
        ] as const)
          await journal.visited(aSession({ id, startedAt }));
        await journal.visited(aSession({ id: 'other visitor', visitor: 'visitor-2' }));
        await journal.visited(aSession({ id: 'other site', site: 'blog' }));
        expect(visits(NOON + HOUR, 9)).toEqual(['c', 'b', 'a']);
        expect(visits(NOON + HOUR - 1, 9)).toEqual(['b', 'a']);
        expect(visits(NOON, 1)).toEqual(['b']);
        expect(visits(NOON - HOUR - 1, 9)).toEqual([]);
      });

      it('are whole', async () => {
        await journal.visited(aSession());
        expect(journal.visitsOf('shop', 'visitor-1', NOON, 1)).toEqual([aSession()]);
      });
    });

    describe('visits with a code', () => {
      const found = async (from: number, to: number, code = '12345') =>
        (await journal.visitsWithCode(code, from, to)).map(({ id }) => id).sort();

      it('are those seen in that time, of all sites, whether a call refers to them or not', async () => {
        const coded = (id: string, startedAt: number, lastSeenAt: number) =>
          journal.visited(aSession({ id, site: id, startedAt, lastSeenAt, visitCode: '12345' }));
        await coded('a', NOON - 3 * HOUR, NOON - 2 * HOUR);
        await coded('b', NOON - 2 * HOUR, NOON);
        await coded('c', NOON, NOON + HOUR);
        await journal.visited(aSession({ id: 'other code', visitCode: '54321' }));
        await made.refer(null, 'b');
        expect(await found(NOON - HOUR, NOON)).toEqual(['b', 'c']);
        expect(await found(NOON - 2 * HOUR, NOON - 1)).toEqual(['a', 'b']);
        expect(await found(NOON + HOUR + 1, NOON + 2 * HOUR)).toEqual([]);
        expect(await found(0, NOON + HOUR, '99999')).toEqual([]);
      });

      it('are whole', async () => {
        await journal.visited(aSession());
        expect(await journal.visitsWithCode('4821', NOON, NOON)).toEqual([aSession()]);
      });
    });

    it('forgets leases that ended before the time, sessions last seen a day before it, not at it', async () => {
      await journal.granted(
        aLease({ token: 'a', session: 'a', endedAt: NOON - 1 }),
        aSession({ id: 'a', lastSeenAt: NOON - DAY - 1 }),
      );
      await journal.granted(
        aLease({ token: 'b', session: 'b', endedAt: NOON }),
        aSession({ id: 'b', lastSeenAt: NOON - DAY }),
      );
      expect(forgetAll(NOON)).toBe(2);
      expect(journal.load(0).leases.map((lease) => lease.token)).toEqual(['b']);
      expect(journal.session('a')).toBeNull();
      expect(journal.session('b')).not.toBeNull();
    });

    it('never forgets a running lease, nor its session', async () => {
      await journal.granted(aLease({ grantedAt: NOON - 9 * DAY }), aSession({ lastSeenAt: NOON - 9 * DAY }));
      expect(forgetAll(NOON)).toBe(0);
      expect(journal.load(NOON).sessions).toHaveLength(1);
    });

    it('keeps what a call refers to, and forgets it after the call', async () => {
      await journal.granted(aLease({ endedAt: NOON - 1 }), aSession({ lastSeenAt: NOON - 2 * DAY }));
      await journal.visited(aSession({ id: 'session-2', lastSeenAt: NOON - 2 * DAY }));
      const forgetCall = await made.refer('token-1', 'session-1');
      const forgetOther = await made.refer(null, 'session-2');
      expect(forgetAll(NOON)).toBe(0);
      forgetCall();
      expect(forgetAll(NOON)).toBe(2);
      expect(journal.session('session-2')).not.toBeNull();
      forgetOther();
      expect(forgetAll(NOON)).toBe(1);
    });

    it('forgets thousands, a bounded number at a time', async () => {
      const grants = Array.from({ length: 5_000 }, (_, n) =>
        journal.granted(
          aLease({ token: `t${n}`, session: `s${n}`, endedAt: NOON - HOUR }),
          aSession({ id: `s${n}`, lastSeenAt: NOON - 2 * DAY }),
        ),
      );
      await Promise.all(grants);
      expect(forgetAll(NOON)).toBe(10_000);
    });
  });
}
