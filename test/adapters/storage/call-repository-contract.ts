// What every CallRepository does: run on the fake and on SQLite.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../../src/core/call-record.ts';
import type { CallQuery, CallRepository } from '../../../src/ports/call-repository.ts';
import {
  aCall,
  aCallRecord,
  anAttribution,
  aRingingCall,
  aTouchpoint,
  e164,
  noAttribution,
} from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';

export interface RepositoryUnderTest {
  readonly calls: CallRepository;
  close(): void;
}

export function callRepositoryContract(name: string, make: () => RepositoryUnderTest): void {
  describe(`${name} as a CallRepository`, () => {
    let made: RepositoryUnderTest;
    let calls: CallRepository;

    beforeEach(() => {
      made = make();
      calls = made.calls;
    });

    afterEach(() => made.close());

    /** Saves calls `c0`, `c1` ... a second apart. */
    async function saveMany(
      count: number,
      change: (n: number) => Partial<CallRecord> = () => ({}),
    ): Promise<void> {
      for (let n = 0; n < count; n++) {
        const call = aCall({ id: `c${n}`, startedAt: NOON + n * 1_000 });
        await calls.save(aCallRecord({ call, ...change(n) }));
      }
    }

    function ids(records: readonly CallRecord[]): string[] {
      return records.map((record) => record.call.id);
    }

    it('gives back every field', async () => {
      const record = aCallRecord({
        call: aCall({ callerName: 'Иван "Ваня"', agents: ['PJSIP/101', 'Anna'], recording: 'in-101.wav' }),
        repeat: true,
        annotations: { tags: ['lead', 'окна'], note: "it's; --", value: 1234.56, target: false },
      });
      await calls.save(record);
      expect(calls.find(record.call.id)).toEqual(record);
    });

    it('gives back what is unknown as null', async () => {
      const record = aCallRecord({
        call: aRingingCall({ caller: null, callerRaw: null }),
        attribution: noAttribution(),
      });
      await calls.save(record);
      expect(calls.find(record.call.id)).toEqual(record);
    });

    it('knows no call that was never saved', () => {
      expect(calls.find('none')).toBeNull();
      expect(calls.annotate('none', { note: 'x' })).toBeNull();
      expect(calls.list({ limit: 10 })).toEqual({ records: [], next: null });
    });

    it('follows a call from ringing to its end', async () => {
      await calls.save(aCallRecord({ call: aRingingCall(), attribution: noAttribution() }));
      expect(ids(calls.open())).toEqual([aCall().id]);
      await calls.save(aCallRecord());
      expect(calls.find(aCall().id)).toEqual(aCallRecord());
      expect(calls.open()).toEqual([]);
      await calls.save(aCallRecord({ attribution: noAttribution() }));
      expect(calls.find(aCall().id)?.attribution).toEqual(noAttribution());
    });

    it('open calls come oldest first, of all boxes', async () => {
      await calls.save(aCallRecord({ call: aRingingCall({ id: 'b', pbx: 'two', startedAt: NOON + 1 }) }));
      await calls.save(aCallRecord({ call: aRingingCall({ id: 'a', pbx: 'one', startedAt: NOON }) }));
      await calls.save(aCallRecord());
      expect(ids(calls.open())).toEqual(['a', 'b']);
    });

    describe('versions of the answer', () => {
      const code = anAttribution({ method: 'visit-code', confidence: 0.99, session: 'session-2' });
      const versions = () =>
        calls
          .versions(aCall().id)
          .map(({ version, at, attribution: { method } }) => [version, at - NOON, method]);

      it('of a call nobody saved: none', () => {
        expect(calls.versions('none')).toEqual([]);
      });

      it('keeps one guess while the call is open, and each different one afterwards', async () => {
        await calls.save(aCallRecord({ call: aRingingCall(), attribution: noAttribution() }));
        await calls.save(aCallRecord({ call: aRingingCall(), attributedAt: NOON + 1 }));
        await calls.save(aCallRecord({ attributedAt: NOON + 2 }));
        expect(versions()).toEqual([[1, 1, 'lease']]);
        expect(calls.find(aCall().id)?.attributedAt).toBe(NOON + 1);
        await calls.save(aCallRecord({ attribution: noAttribution(), attributedAt: NOON + 3 }));
        expect(versions()).toEqual([
          [1, 1, 'lease'],
          [2, 3, 'none'],
        ]);
      });

      it('a visit code is one of its own even while the call is open, and so is the next code', async () => {
        await calls.save(aCallRecord({ call: aRingingCall() }));
        await calls.save(aCallRecord({ call: aRingingCall(), attribution: code, attributedAt: NOON + 5 }));
        await calls.save(aCallRecord({ attribution: code, attributedAt: NOON + 5 }));
        const corrected = { ...code, session: 'session-3' };
        await calls.save(aCallRecord({ attribution: corrected, attributedAt: NOON + 9 }));
        expect(versions()).toEqual([
          [1, 0, 'lease'],
          [2, 5, 'visit-code'],
          [3, 9, 'visit-code'],
        ]);
        expect(calls.versions(aCall().id)[1]?.attribution).toEqual(code);
        expect(calls.find(aCall().id)).toMatchObject({ attribution: corrected, attributedAt: NOON + 9 });
      });

      it('labelled calls come with the last guess, from on and before to', async () => {
        const label = async (id: string, startedAt: number, guess = anAttribution()) => {
          const call = aCall({ id, startedAt });
          await calls.save(aCallRecord({ call, attribution: noAttribution() }));
          await calls.save(aCallRecord({ call, attribution: guess }));
          await calls.save(aCallRecord({ call, attribution: { ...code, session: 'mistyped' } }));
          await calls.save(aCallRecord({ call, attribution: code }));
        };
        await label('right', NOON, anAttribution({ session: 'session-2', confidence: 0.6 }));
        await label('wrong', NOON + 1);
        await label('nobody', NOON + 2, noAttribution({ confidence: 0 }));
        await label('later', NOON + 3);
        await calls.save(aCallRecord({ call: aCall({ id: 'unlabelled' }) }));
        const truth = 'session-2';
        const labelled = calls.labelled(NOON, NOON + 3);
        expect(labelled).toHaveLength(3);
        expect(labelled).toEqual(
          expect.arrayContaining([
            { truth, answer: 'session-2', confidence: 0.6 },
            { truth, answer: 'session-1', confidence: 0.97 },
            { truth, answer: null, confidence: 0 },
          ]),
        );
      });
    });

    describe('annotations', () => {
      it('change only what is named', async () => {
        await calls.save(aCallRecord());
        calls.annotate(aCall().id, { tags: ['lead'], target: true });
        const record = calls.annotate(aCall().id, { note: 'called back', value: 10 });
        expect(record?.annotations).toEqual({ tags: ['lead'], target: true, note: 'called back', value: 10 });
        expect(calls.find(aCall().id)).toEqual(record);
        expect(calls.annotate(aCall().id, { note: null, target: null })?.annotations).toEqual({
          tags: ['lead'],
          target: null,
          note: null,
          value: 10,
        });
      });

      it('outlive later saves of the call', async () => {
        await calls.save(aCallRecord({ call: aRingingCall() }));
        const annotated = calls.annotate(aCall().id, { note: 'mine' });
        await calls.save(aCallRecord());
        expect(calls.find(aCall().id)).toEqual({ ...aCallRecord(), annotations: annotated?.annotations });
      });

      it('naming nothing changes nothing', async () => {
        await calls.save(aCallRecord());
        expect(calls.annotate(aCall().id, {})).toEqual(aCallRecord());
      });
    });

    describe('the list', () => {
      it.each<[string, Omit<CallQuery, 'limit'>, string[]]>([
        ['newest first', {}, ['c3', 'c2', 'c1', 'c0']],
        ['from on', { from: NOON + 2_000 }, ['c3', 'c2']],
        ['before to', { to: NOON + 2_000 }, ['c1', 'c0']],
        ['from and to', { from: NOON + 1_000, to: NOON + 2_000 }, ['c1']],
        ['did', { did: e164('+74951230002') }, ['c1']],
        ['caller', { caller: e164('+79160000002') }, ['c2']],
        ['source', { source: 'radio' }, ['c3', 'c1']],
        ['outcome', { outcome: 'missed' }, ['c2']],
        ['source and outcome', { source: 'radio', outcome: 'missed' }, []],
        ['source and time', { source: 'radio', to: NOON + 3_000 }, ['c1']],
        ['text is text', { source: "' OR 1=1 --" }, []],
      ])('%s', async (_case, query, expected) => {
        await saveMany(4, (n) => ({
          call: aCall({
            id: `c${n}`,
            startedAt: NOON + n * 1_000,
            did: e164(n === 1 ? '+74951230002' : '+74951230001'),
            caller: e164(`+7916000000${n}`),
            outcome: n === 2 ? 'missed' : 'answered',
          }),
          attribution: anAttribution({ touchpoint: aTouchpoint({ source: n % 2 ? 'radio' : 'yandex' }) }),
        }));
        expect(ids(calls.list({ ...query, limit: 10 }).records)).toEqual(expected);
      });

      it('of some sites: theirs, and those of no site on their DIDs, in pages', async () => {
        const sites = ['shop', 'blog', 'other', null];
        await saveMany(16, (n) => ({
          call: aCall({
            id: `c${n}`,
            startedAt: NOON + Math.floor(n / 3),
            did: e164(n < 8 ? '+74951230001' : '+74951230002'),
          }),
          attribution: anAttribution({ site: sites[n % 4] ?? null }),
        }));
        const scope = { sites: ['shop', 'blog'], hasDid: (did: string) => did === '+74951230002' };
        const wanted = ids(calls.list({ limit: 100 }).records).filter((id) => {
          const n = Number(id.slice(1));
          return n % 4 < 2 || (n % 4 === 3 && n >= 8);
        });
        expect(wanted).toHaveLength(10);
        expect(ids(calls.list({ sites: scope, limit: 100 }).records)).toEqual(wanted);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page = calls.list({ sites: scope, limit: 3, ...(cursor === null ? {} : { cursor }) });
          seen.push(...ids(page.records));
          cursor = page.next;
        } while (cursor !== null);
        expect(seen).toEqual(wanted);
        const query = { sites: scope, limit: 9, did: e164('+74951230001'), from: NOON + 1 };
        expect(ids(calls.list(query).records)).toEqual(['c5', 'c4']);
        expect(calls.list({ sites: { ...scope, sites: ['none'] }, limit: 9 }).records).toHaveLength(2);
        await calls.save(aCallRecord({ call: aCall({ id: 'after' }) }));
      });

      it('by source means the present attribution', async () => {
        await calls.save(aCallRecord());
        await calls.save(aCallRecord({ attribution: noAttribution() }));
        expect(calls.list({ source: 'yandex', limit: 5 }).records).toEqual([]);
      });

      it('pages lose and repeat nothing while calls come in, even calls of one millisecond', async () => {
        await saveMany(25, (n) => ({ call: aCall({ id: `c${n}`, startedAt: NOON + Math.floor(n / 10) }) }));
        const all = ids(calls.list({ limit: 100 }).records);
        const seen: string[] = [];
        let cursor: string | null = null;
        let pages = 0;
        do {
          const page = calls.list({ limit: 7, ...(cursor === null ? {} : { cursor }) });
          seen.push(...ids(page.records));
          cursor = page.next;
          pages += 1;
          await calls.save(aCallRecord({ call: aCall({ id: `new-${pages}`, startedAt: NOON + 5_000 }) }));
        } while (cursor !== null);
        expect(seen).toEqual(all);
        expect(pages).toBe(4);
      });

      it('says there is no next page when the last is full', async () => {
        await saveMany(3);
        expect(calls.list({ limit: 3 }).next).toBeNull();
      });

      it.each(['', 'nonsense', 'Li4vLi4', '%00'])(
        'a cursor we never gave (%j) gives nothing',
        async (cursor) => {
          await saveMany(1);
          expect(calls.list({ limit: 3, cursor })).toEqual({ records: [], next: null });
        },
      );
    });

    it('a caller’s calls, newest first, so many', async () => {
      await saveMany(5);
      await calls.save(aCallRecord({ call: aCall({ id: 'other', caller: e164('+79990000000') }) }));
      expect(ids(calls.byCaller(e164('+79161234567'), 3))).toEqual(['c4', 'c3', 'c2']);
      expect(calls.byCaller(e164('+70000000000'), 3)).toEqual([]);
    });

    describe('what a visit is credited with', () => {
      it('are the calls whose present answer names it, with the caller and how surely', async () => {
        const [first, second] = [aCall({ id: 'a' }), aCall({ id: 'b', caller: null, callerRaw: null })];
        await calls.save(aCallRecord({ call: first, attribution: anAttribution({ confidence: 0.6 }) }));
        await calls.save(aCallRecord({ call: second }));
        await calls.save(
          aCallRecord({ call: aCall({ id: 'c' }), attribution: anAttribution({ session: 'session-2' }) }),
        );
        await calls.save(aCallRecord({ call: aCall({ id: 'd' }), attribution: noAttribution() }));
        const credited = calls.creditedTo('session-1');
        expect(credited).toHaveLength(2);
        expect(credited).toEqual(
          expect.arrayContaining([
            { caller: first.caller, confidence: 0.6 },
            { caller: null, confidence: 0.97 },
          ]),
        );
        expect(calls.creditedTo('session-9')).toEqual([]);
      });

      it('goes with a better answer to another visit', async () => {
        await calls.save(aCallRecord());
        await calls.save(
          aCallRecord({
            attribution: anAttribution({ method: 'visit-code', session: 'session-2', confidence: 1 }),
          }),
        );
        expect(calls.creditedTo('session-1')).toEqual([]);
        expect(calls.creditedTo('session-2')).toEqual([{ caller: aCall().caller, confidence: 1 }]);
      });
    });

    it('forgets ended calls that started before the time, never open ones', async () => {
      await saveMany(3);
      await calls.save(aCallRecord({ call: aRingingCall({ id: 'open', startedAt: NOON - 1 }) }));
      expect(calls.forget(NOON + 2_000)).toBe(2);
      expect(calls.forget(NOON + 2_000)).toBe(0);
      expect(ids(calls.list({ limit: 10 }).records)).toEqual(['c2', 'open']);
    });
  });
}
