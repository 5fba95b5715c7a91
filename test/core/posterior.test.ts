// The weights of all whom a call may have come from.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallModel } from '../../src/core/call-model.ts';
import { type EarlierCall, type Holder, weigh } from '../../src/core/posterior.ts';
import { regionFit } from '../../src/core/region-fit.ts';
import { DID, earlierCall, NOW, past, present } from '../support/evidence.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const HOUR = 60 * MINUTE;

function weighed(holders: readonly Holder[], earlier: readonly EarlierCall[] = []) {
  return weigh({ did: DID, at: NOW, holders, earlier }, new CallModel(30 * SECOND));
}

/** The probability of each visitor by name, and of nobody known. */
function odds(...of: Parameters<typeof weighed>): Record<string, number> {
  const { hypotheses, unknown } = weighed(...of);
  const named = hypotheses.map(({ session, probability }) => [session.replace('session-', ''), probability]);
  return { ...Object.fromEntries(named), unknown };
}

describe('weigh', () => {
  it('weighs two alike alike', () => {
    const { ann, bob } = odds([past('ann', HOUR), past('bob', HOUR)]);
    expect(ann).toBeCloseTo(bob as number, 12);
  });

  it.each<[string, Holder, Holder]>([
    ['who holds the number', present('ann', SECOND), past('bob', 5 * MINUTE)],
    ['who left later', past('ann', 5 * MINUTE), past('bob', HOUR)],
    ['who used the page', past('ann', HOUR), past('bob', HOUR, { engagedAt: null })],
    [
      'who clicked the number',
      present('ann', 20 * SECOND, { intentAt: NOW - 20 * SECOND }),
      present('bob', 20 * SECOND),
    ],
    [
      'who clicked it more lately',
      present('ann', SECOND, { intentAt: NOW - 5 * SECOND }),
      present('bob', SECOND, { intentAt: NOW - 5 * MINUTE }),
    ],
    ['who has not phoned yet', past('ann', HOUR), { ...past('bob', HOUR), phonedBefore: 1 }],
    ['whose region fits', { ...past('ann', HOUR), regionFit: 1.3 }, past('bob', HOUR)],
    ['whose region does not contradict', past('ann', HOUR), { ...past('bob', HOUR), regionFit: 0.4 }],
  ])('prefers the one %s', (_, ann, bob) => {
    const [likelier] = weighed([bob, ann]).hypotheses;
    expect(likelier?.session).toBe('session-ann');
  });

  it('a region fit changes the odds by its own factor', () => {
    const even = odds([past('ann', HOUR), past('bob', HOUR)]);
    const fits = odds([
      { ...past('ann', HOUR), regionFit: 1.3 },
      { ...past('bob', HOUR), regionFit: 0.4 },
    ]);
    const ratio = ({ ann = 0, bob = 1 }: Record<string, number>) => ann / bob;
    expect(ratio(fits) / ratio(even)).toBeCloseTo(1.3 / 0.4, 9);
  });

  it.each([
    ['same-region', 1.3],
    ['same-country', 1],
    ['unknown', 1],
    ['other-region', 0.4],
    ['other-country', 0.3],
  ] as const)('%s fits by %d', (agreement, fit) => {
    expect(regionFit(agreement)).toBe(fit);
  });

  it('a visit that phoned from another number is a tenth as likely, a doubtful one less so', () => {
    const ratio = (phonedBefore: number) => {
      const { ann = 0, bob = 1 } = odds([{ ...past('ann', HOUR), phonedBefore }, past('bob', HOUR)]);
      return ann / bob;
    };
    expect([ratio(0), ratio(0.5), ratio(1)].map((each) => Number(each.toFixed(9)))).toEqual([1, 0.55, 0.1]);
  });

  it('a known caller on his old number is most likely himself, whoever holds it now', () => {
    const { ann, bob } = odds([present('bob', 5 * SECOND)], [earlierCall('ann', HOUR)]);
    expect(ann).toBeGreaterThan(0.8);
    expect(bob).toBeLessThan(0.2);
  });

  it('a known caller who holds a new number is likelier than a stranger who holds it', () => {
    const elsewhere = earlierCall('ann', HOUR, { did: '+74950000000' });
    const holders = [past('ann', 20 * MINUTE), present('bob', 30 * SECOND)];
    expect(odds(holders).bob).toBeGreaterThan(0.9);
    expect(odds(holders, [elsewhere]).ann).toBeGreaterThan(0.5);
    expect(weighed(holders, [elsewhere]).hypotheses[0]?.isKnownCaller).toBe(true);
  });

  it('an earlier call of which little is sure proves little', () => {
    const doubtful = earlierCall('ann', HOUR, { probability: 0.3 });
    const { ann = 0, unknown = 0 } = odds([], [doubtful]);
    // The rest of that call's probability is of strangers, who call again alike.
    expect(ann).toBeCloseTo(0.3, 2);
    expect(unknown).toBeCloseTo(0.7, 2);
  });

  it('gives two simultaneous calls the same answer when nothing is known of their callers', () => {
    const holders = [present('ann', SECOND), past('bob', HOUR)];
    expect(odds(holders)).toEqual(odds(holders));
  });

  it('leaves all to strangers when nobody was shown the number', () => {
    expect(odds([])).toEqual({ unknown: 1 });
  });

  it('counts a visit that held the number twice once, by its better lease', () => {
    const [early, late] = [past('ann', 5 * HOUR, { token: 'early' }), past('ann', MINUTE, { token: 'late' })];
    for (const holders of [
      [early, late],
      [late, early],
    ]) {
      expect(weighed(holders).hypotheses).toMatchObject([{ holder: { lease: { token: 'late' } } }]);
    }
  });

  it('teaches of holders only what they did as holders', () => {
    const { lesson } = weighed([past('ann', HOUR)], [earlierCall('ann', HOUR)]);
    expect(lesson.candidates).toMatchObject([{ site: 'shop', session: 'session-ann' }]);
    expect(lesson.again).toBeGreaterThan(0);
  });

  it('shares out exactly one call, whatever the evidence', () => {
    const name = fc.constantFrom('ann', 'bob', 'cid', 'dan');
    const ago = fc.integer({ min: 0, max: 8 * 24 * HOUR });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const holder = fc
      .record({ name, ago, gone: fc.boolean(), regionFit: fc.constantFrom(0.3, 1, 1.3), phonedBefore: share })
      .map(({ name, ago, gone, ...rest }) => ({ ...(gone ? past : present)(name, ago), ...rest }));
    const earlier = fc
      .record({ name, ago, probability: share, did: fc.constantFrom(DID, '+74950000000') })
      .map(({ name, ago, ...rest }) => earlierCall(name, ago, rest));
    fc.assert(
      fc.property(
        fc.array(holder, { maxLength: 8 }),
        fc.array(earlier, { maxLength: 3 }),
        (holders, calls) => {
          const { hypotheses, unknown, lesson } = weighed(holders, calls);
          const all = hypotheses.reduce((sum, { probability }) => sum + probability, unknown);
          expect(all).toBeCloseTo(1, 9);
          expect(hypotheses.every(({ probability }) => probability >= 0)).toBe(true);
          const ordered = [...hypotheses].sort((a, b) => b.probability - a.probability);
          expect(hypotheses).toEqual(ordered);
          expect(lesson.candidates.every(({ fit }) => fit >= 0)).toBe(true);
        },
      ),
    );
  });
});
