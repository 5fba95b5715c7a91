// Whose call it is: the method, the confidence and the reasons, for each kind of evidence.
import { describe, expect, it } from 'vitest';
import { attribute, type Evidence, type Holder } from '../../src/core/attribute.ts';
import { PRIOR } from '../../src/core/delay-model.ts';
import type { Lease } from '../../src/core/lease.ts';
import { visitorKey } from '../../src/core/session.ts';
import { aLease, aSession, aTouchpoint } from '../support/builders.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const NOW = 1_800_000_000_000;

function holder(name: string, lease: Partial<Lease>): Holder {
  const session = `session-${name}`;
  return {
    lease: aLease({ token: `lease-${name}`, visitor: name, session, grantedAt: NOW - 60 * MINUTE, ...lease }),
    session: aSession({ id: session, visitor: name, touchpoint: aTouchpoint({ source: `source-${name}` }) }),
  };
}

/** On the page, last heard of `ago` ms before the call. */
function present(name: string, ago: number, lease: Partial<Lease> = {}): Holder {
  return holder(name, { lastActivityAt: NOW - ago, ...lease });
}

/** Gone: the lease ended `ago` ms before the call. */
function past(name: string, ago: number): Holder {
  return holder(name, { lastActivityAt: NOW - ago, endedAt: NOW - ago });
}

function ask(holders: Holder[], overrides: Partial<Evidence> = {}) {
  const evidence: Evidence = {
    at: NOW,
    role: { kind: 'pool', pool: 'moscow' },
    holders,
    knownVisitors: new Set(),
    sites: ['shop'],
    ...overrides,
  };
  return attribute(evidence, PRIOR);
}

describe('attribute', () => {
  it('names the visitor who holds the number, nearly surely', () => {
    const answer = ask([present('ann', 20 * SECOND)]);
    expect(answer).toMatchObject({
      method: 'lease',
      site: 'shop',
      lease: 'lease-ann',
      session: 'session-ann',
      visitor: 'ann',
      touchpoint: { source: 'source-ann' },
      region: 'RU-MOW',
    });
    expect(answer.confidence).toBeGreaterThan(0.95);
    expect(answer.reasons[0]).toMatch(/on loan to this visitor alone.*20 s before the call/);
  });

  it('names the last holder of a late call, less surely the later it is', () => {
    const confidences = [2, 10, 40].map((minutes) => {
      const answer = ask([past('ann', minutes * MINUTE)]);
      expect(answer.method).toBe('late-call');
      expect(answer.reasons[0]).toContain(`${minutes} min before the call`);
      return answer.confidence;
    });
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
    expect(confidences[2]).toBeLessThan(0.7);
  });

  it('prefers the present holder to the one before, and lists both', () => {
    const answer = ask([past('bob', 8 * MINUTE), present('ann', 10 * SECOND)]);
    expect(answer.visitor).toBe('ann');
    expect(answer.candidates.map(({ visitor }) => visitor)).toEqual(['ann', 'bob']);
    const sum = answer.candidates.reduce((total, { probability }) => total + probability, 0);
    expect(sum).toBeLessThanOrEqual(1.001);
    expect(answer.reasons.at(-1)).toMatch(/One other visit held the number before/);
  });

  it('takes a click on the number within a minute for near proof', () => {
    const clicked = present('ann', 50 * SECOND, { engagement: 'intent', intentAt: NOW - 50 * SECOND });
    const answer = ask([past('bob', 3 * MINUTE), clicked]);
    expect(answer.confidence).toBeGreaterThan(0.98);
    expect(answer.reasons[0]).toMatch(/clicked or copied the number 50 s before/);
    const tooOld = present('ann', 61 * SECOND, { intentAt: NOW - 61 * SECOND });
    expect(ask([tooOld]).reasons.join()).not.toMatch(/clicked or copied the number 61/);
  });

  it('takes a caller known to be one of the holders for proof, even of a late call', () => {
    const holders = [past('ann', 20 * MINUTE), present('bob', 5 * MINUTE)];
    const answer = ask(holders, { knownVisitors: new Set([visitorKey('shop', 'ann')]) });
    expect(answer).toMatchObject({ method: 'late-call', visitor: 'ann' });
    expect(answer.reasons[0]).toMatch(/same visitor/);
  });

  it('does not name anybody whom the number left too long ago, but lists them', () => {
    const answer = ask([past('ann', 5 * 24 * 60 * MINUTE)]);
    expect(answer).toMatchObject({ method: 'none', confidence: 0, visitor: null, touchpoint: null });
    expect(answer.candidates).toHaveLength(1);
  });

  it('says so when nobody was shown the number', () => {
    expect(ask([])).toMatchObject({ method: 'none', confidence: 0, candidates: [] });
  });

  it('counts a visit that held the number twice once', () => {
    const again = { ...past('ann', 30 * MINUTE) };
    expect(ask([again, present('ann', SECOND)]).candidates).toHaveLength(1);
  });

  it('knows a channel number for its channel', () => {
    const touchpoint = aTouchpoint({ source: 'radio', medium: 'offline' });
    const answer = ask([], { role: { kind: 'channel', touchpoint } });
    expect(answer).toMatchObject({ method: 'channel-number', confidence: 1, touchpoint, visitor: null });
  });

  it('knows an overflow number for its site only', () => {
    const role = { kind: 'overflow', pool: 'moscow' } as const;
    expect(ask([], { role })).toMatchObject({
      method: 'overflow',
      confidence: 0,
      site: 'shop',
      touchpoint: null,
    });
    expect(ask([], { role, sites: ['a', 'b'] })).toMatchObject({ site: null });
  });
});
