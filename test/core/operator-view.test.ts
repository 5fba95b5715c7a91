// Which calls an operator sees, and how.
import { describe, expect, test } from 'vitest';
import type { AlertRule } from '../../src/core/alert.ts';
import {
  callerSeenBy,
  type OperatorView,
  type SiteMap,
  scopeOf,
  seenBy,
  seesAlert,
  seesPool,
  versionsSeenBy,
  viewKey,
  WHOLE_VIEW,
} from '../../src/core/operator-view.ts';
import { aCall, aCallRecord, anAttribution, e164, noAttribution } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const RADIO = e164('+74957770001');
const map: SiteMap = {
  sitesOfDid: (did) => (did === RADIO ? ['shop', 'blog'] : did === aCall().did ? ['shop'] : []),
  sitesOfPool: (pool) => (pool === 'moscow' ? ['shop'] : []),
};
const masked: OperatorView = { sites: null, callerNumbers: false };
const shop: OperatorView = { sites: ['shop'], callerNumbers: true };
const blog: OperatorView = { sites: ['blog'], callerNumbers: true };

const NUMBER = /9161234567|123-45-67/;
const record = aCallRecord({
  call: aCall({
    callerName: 'Ivan',
    redirectedFrom: '+79161234567',
    recording: 'in-74951230001-79161234567.wav',
    agents: ['PJSIP/101', 'Local/89161234567@from-internal'],
  }),
  attribution: anAttribution({ reasons: ['+7 916 123-45-67 has called before'] }),
  route: {
    destination: 'sales',
    target: 'x',
    by: 'hook',
    reasons: ['8 (916) 123-45-67 is a customer'],
    at: NOON,
  },
});

test('who may see everything sees the very record', () => {
  expect(seenBy(WHOLE_VIEW, record, map)).toBe(record);
});

describe('without the right to callers’ numbers', () => {
  test('no part of the record has the number, nor the name', () => {
    const seen = seenBy(masked, record, map);
    expect(JSON.stringify(seen)).not.toMatch(NUMBER);
    expect(JSON.stringify(seen)).not.toContain('Ivan');
    expect(seen?.call).toMatchObject({
      caller: null,
      callerRaw: '+7916*****67',
      callerName: null,
      did: '+74951230001',
      recording: 'in-74951230001-+7916*****67.wav',
    });
    expect(seen?.attribution).toMatchObject({ site: 'shop', reasons: ['+7916*****67 has called before'] });
  });

  test('nor has any version of the answer', () => {
    const versions = [{ version: 1, at: NOON, attribution: record.attribution }];
    expect(JSON.stringify(versionsSeenBy(masked, record.call, versions))).not.toMatch(NUMBER);
  });

  test('what a trunk wrote is masked, withheld stays withheld', () => {
    const raw = (callerRaw: string | null) =>
      seenBy(masked, aCallRecord({ call: aCall({ caller: null, callerRaw }) }), map)?.call.callerRaw;
    expect(raw('ivan')).toBe('*****');
    expect(raw(null)).toBeNull();
    expect(callerSeenBy(masked, '+79161234567')).toBe('+7916*****67');
    expect(callerSeenBy(masked, null)).toBeNull();
    expect(callerSeenBy(shop, '+79161234567')).toBe('+79161234567');
  });
});

describe('of some sites', () => {
  const unplaced = (did: string) =>
    aCallRecord({ call: aCall({ did: e164(did) }), attribution: noAttribution() });

  test('a call is for those whose site it is credited to, whatever its DID', () => {
    expect(seenBy(shop, record, map)?.call).toEqual(record.call);
    expect(seenBy(blog, record, map)).toBeNull();
    const radio = aCallRecord({ call: aCall({ did: RADIO }), attribution: anAttribution({ site: 'shop' }) });
    expect(seenBy(blog, radio, map)).toBeNull();
  });

  test('one of no site is for those who show its DID; of an unknown DID for nobody', () => {
    expect(seenBy(shop, unplaced(aCall().did), map)).not.toBeNull();
    expect(seenBy(blog, unplaced(aCall().did), map)).toBeNull();
    expect(seenBy(blog, unplaced(RADIO), map)).not.toBeNull();
    expect(seenBy(shop, unplaced('+74950000000'), map)).toBeNull();
    expect(seenBy(masked, unplaced('+74950000000'), map)).not.toBeNull();
  });

  test('visits and answers of other sites are left out', () => {
    const [mine] = record.attribution.candidates;
    if (!mine) throw new Error('no candidate');
    const both = anAttribution({ candidates: [mine, { ...mine, site: 'blog', session: 'session-9' }] });
    expect(seenBy(shop, aCallRecord({ attribution: both }), map)?.attribution.candidates).toEqual([mine]);
    const versions = [
      { version: 1, at: NOON, attribution: anAttribution({ site: 'blog' }) },
      { version: 2, at: NOON, attribution: noAttribution() },
      { version: 3, at: NOON, attribution: both },
    ];
    expect(versionsSeenBy(shop, record.call, versions).map(({ version }) => version)).toEqual([2, 3]);
    expect(versionsSeenBy(masked, record.call, versions)).toHaveLength(3);
  });

  test('alerts of theirs, and of every box; none over all sites', () => {
    const seen = (view: OperatorView, rule: AlertRule, subject: string) =>
      seesAlert(view, { id: 'a', rule, subject, severity: 'warning', at: NOON, until: null, facts: {} }, map);
    expect(seen(blog, 'pbx-down', 'office')).toBe(true);
    expect([shop, blog, masked].map((view) => seen(view, 'pool-short', 'moscow'))).toEqual([
      true,
      false,
      true,
    ]);
    for (const rule of ['missed-callers', 'calls-drop', 'visits-drop'] as const) {
      expect([seen(shop, rule, ''), seen(masked, rule, '')]).toEqual([false, true]);
    }
  });

  test('pools, and what a list looks for', () => {
    expect([shop, blog, masked].map((view) => seesPool(view, 'moscow', map))).toEqual([true, false, true]);
    expect(scopeOf(masked, map)).toBeNull();
    const scope = scopeOf(blog, map);
    expect([scope?.hasDid(RADIO), scope?.hasDid(aCall().did)]).toEqual([true, false]);
  });
});

test('views that show the same share a key', () => {
  expect(viewKey({ sites: ['b', 'a'], callerNumbers: true })).toBe(
    viewKey({ sites: ['a', 'b'], callerNumbers: true }),
  );
  const keys = [WHOLE_VIEW, masked, shop, blog, { ...shop, callerNumbers: false }].map(viewKey);
  expect(new Set(keys).size).toBe(5);
});
