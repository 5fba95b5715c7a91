// Whose call it is: the method, the confidence and the reasons, for each kind of evidence.
import { describe, expect, it } from 'vitest';
import { attribute, type Evidence } from '../../src/core/attribute.ts';
import { CallModel } from '../../src/core/call-model.ts';
import type { Holder } from '../../src/core/posterior.ts';
import { aTouchpoint } from '../support/builders.ts';
import { DID, earlierCall, NOW, past, present, visitOf } from '../support/evidence.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const DAY = 24 * 60 * MINUTE;

function asked(holders: readonly Holder[], overrides: Partial<Evidence> = {}) {
  const evidence: Evidence = {
    at: NOW,
    did: DID,
    role: { kind: 'pool', pool: 'moscow' },
    holders,
    earlier: [],
    visits: new Map(),
    sites: ['shop'],
    leastConfidence: 0.1,
    ...overrides,
  };
  return attribute(evidence, new CallModel(30 * SECOND));
}

function ask(...of: Parameters<typeof asked>) {
  return asked(...of).attribution;
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
      page: { title: 'Windows' },
      region: 'RU-MOW',
      candidates: [{ visitor: 'ann', source: 'source-ann', campaign: 'windows-moscow' }],
    });
    expect(answer.confidence).toBeGreaterThan(0.95);
    expect(answer.reasons).toEqual([
      'The number was on loan to this visitor alone, who was using the page (last sign 20 s before the call).',
    ]);
  });

  it.each([
    ['engaged', 'was using the page'],
    ['visible', 'had the page open'],
    ['hidden', 'had the page open in another tab or window'],
    ['left', 'had just left the page'],
  ] as const)('says of a holder last seen %s that he %s', (engagement, doing) => {
    expect(ask([present('ann', 10 * SECOND, { engagement })]).reasons).toEqual([
      `The number was on loan to this visitor alone, who ${doing} (last sign 10 s before the call).`,
    ]);
  });

  it('names the last holder of a late call, less surely the later it is', () => {
    const confidences = [2, 40, 240].map((minutes) => {
      const answer = ask([past('ann', minutes * MINUTE)]);
      expect(answer.method).toBe('late-call');
      return answer.confidence;
    });
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
    expect(new Set(confidences).size).toBe(3);
  });

  it.each([
    [89 * SECOND, '89 s'],
    [91 * SECOND, '2 min'],
    [89 * MINUTE, '89 min'],
    [91 * MINUTE, '2 h'],
    [3 * DAY, '3 days'],
  ])('says how long ago: %d ms', (ago, words) => {
    const answer = ask([past('ann', ago)], { leastConfidence: 0 });
    expect(answer.reasons[0]).toBe(`This visitor held the number until ${words} before the call.`);
  });

  it('prefers the present holder to the one before, and lists both', () => {
    const answer = ask([past('bob', 8 * MINUTE), present('ann', 10 * SECOND)]);
    expect(answer.visitor).toBe('ann');
    expect(answer.candidates.map(({ visitor }) => visitor)).toEqual(['ann', 'bob']);
    expect(answer.reasons.at(-1)).toMatch(
      /^One other visit held the number before. The likeliest of them: \d+ %\.$/,
    );
  });

  it('lists five candidates at most, and speaks of all', () => {
    const holders = Array.from({ length: 8 }, (_, n) => past(`v${n}`, (10 + n) * MINUTE));
    const answer = ask([...holders, present('ann', SECOND)]);
    expect(answer.candidates).toHaveLength(5);
    expect(answer.reasons.at(-1)).toMatch(/^8 other visits held/);
  });

  it.each([
    [0, true],
    [5 * MINUTE, true],
    [5 * MINUTE + 1, false],
  ])('tells of a click on the number %d ms before the call: %s', (ago, told) => {
    const clicked = present('ann', ago, { engagement: 'intent', intentAt: NOW - ago });
    expect(/clicked or copied the number/.test(ask([clicked]).reasons[0] ?? '')).toBe(true);
    expect(ask([clicked]).reasons.some((each) => each.startsWith('The visitor clicked'))).toBe(told);
  });

  it.each([
    [1.3, 'The caller’s number is of the region where the visitor is.'],
    [0.4, 'Yet the caller’s number is of another region than the visitor.'],
  ])('tells of a region fit of %d', (regionFit, words) => {
    expect(ask([{ ...present('ann', SECOND), regionFit }]).reasons.at(-1)).toBe(words);
  });

  it('says nothing of regions that tell nothing', () => {
    expect(ask([present('ann', SECOND)]).reasons.join()).not.toMatch(/region/);
  });

  it('credits a caller who dials his old number again to the visit that showed it', () => {
    const visit = visitOf('ann');
    const earlier = [earlierCall('ann', 2 * 60 * MINUTE, { probability: 0.97 })];
    const answer = ask([present('bob', 3 * MINUTE, { engagement: 'hidden' })], {
      earlier,
      visits: new Map([[visit.id, visit]]),
    });
    expect(answer).toMatchObject({
      method: 'caller-history',
      session: 'session-ann',
      visitor: 'ann',
      touchpoint: { source: 'source-ann' },
      region: 'RU-MOW',
    });
    expect(answer.reasons[0]).toBe(
      'The same caller dialled this number 2 h before; that call was credited to this visit (97 %).',
    );
  });

  it('names a former visit whose record is gone by what its candidate tells', () => {
    const answer = ask([], { earlier: [earlierCall('ann', 60 * MINUTE)] });
    expect(answer).toMatchObject({ method: 'caller-history', visitor: 'ann', touchpoint: null, page: null });
    expect(answer.candidates[0]).toMatchObject({ source: 'source-ann', lease: 'lease-ann' });
  });

  it('knows a caller who holds a new number by his earlier call', () => {
    const earlier = [earlierCall('ann', DAY, { did: '+74950000000' })];
    const answer = ask([past('ann', 20 * MINUTE), present('bob', 30 * SECOND)], { earlier });
    expect(answer).toMatchObject({ method: 'late-call', visitor: 'ann' });
    expect(answer.reasons[0]).toBe('An earlier call of this caller came from the same visitor.');
  });

  it.each([
    ['below', 0.001, 'late-call'],
    ['at', 0, 'late-call'],
    ['above', -0.001, 'none'],
  ])('with the least confidence %s the probability answers by %s: %s', (_, below, method) => {
    const holders = [past('ann', 2 * DAY)];
    const [candidate] = ask(holders, { leastConfidence: 0 }).candidates;
    // The bounds are of the exact probability, which candidates show rounded.
    const rounding = below === 0 ? 0.000_5 : 0;
    const answer = ask(holders, { leastConfidence: (candidate?.probability ?? 0) - below - rounding });
    expect(answer.method).toBe(method);
    expect(answer.candidates).toHaveLength(1);
    if (method === 'none') {
      expect(answer).toMatchObject({ confidence: 0, visitor: null, session: null, touchpoint: null });
      expect(answer.reasons).toEqual([
        'Those who were shown this number left it too long ago, or are too many, to name one of them.',
      ]);
    }
  });

  it('says "sure" (0.9 and more) from a probability of 0.95 on only', () => {
    const said = Array.from({ length: 400 }, (_, n) => {
      const answer = ask([past('bob', 3 * MINUTE), { ...present('ann', 40 * SECOND), regionFit: 0.98 ** n }]);
      return { said: answer.confidence, probability: answer.candidates[0]?.probability ?? 0 };
    });
    expect(said.some(({ probability }) => probability >= 0.9 && probability < 0.95)).toBe(true);
    for (const each of said) {
      const isBetween = each.probability >= 0.9 && each.probability < 0.95;
      if (Math.abs(each.probability - 0.95) > 0.001 && Math.abs(each.probability - 0.9) > 0.001) {
        expect(each.said).toBe(isBetween ? 0.899 : each.probability);
      }
    }
  });

  it('says so when nobody was shown the number', () => {
    const { attribution, lesson } = asked([]);
    expect(attribution).toMatchObject({ method: 'none', confidence: 0, candidates: [] });
    expect(attribution.reasons).toEqual([
      'Nobody was shown this number lately: probably a saved or mistyped number.',
    ]);
    expect(lesson).toEqual({ candidates: [], strangerFit: 1, again: 0, truth: null });
  });

  it('knows a channel number for its channel, and learns nothing of it', () => {
    const touchpoint = aTouchpoint({ source: 'radio', medium: 'offline' });
    const { attribution, lesson } = asked([], { role: { kind: 'channel', touchpoint } });
    expect(attribution).toMatchObject({ method: 'channel-number', confidence: 1, touchpoint, visitor: null });
    expect(lesson).toBeNull();
  });

  it('knows an overflow number for its site only, and learns nothing of it', () => {
    const role = { kind: 'overflow', pool: 'moscow' } as const;
    expect(asked([], { role })).toMatchObject({
      attribution: { method: 'overflow', confidence: 0, site: 'shop', touchpoint: null },
      lesson: null,
    });
    expect(ask([], { role, sites: ['a', 'b'] })).toMatchObject({ site: null });
  });
});
