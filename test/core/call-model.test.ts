// What calls teach: of each site by itself, of strangers, and again once the truth is known.
import { describe, expect, it } from 'vitest';
import { CallModel, type Lesson } from '../../src/core/call-model.ts';
import { STRANGER_EVERY } from '../../src/core/delay-prior.ts';
import { readDelayState, readStrangersState } from '../../src/core/model-state.ts';
import type { Standing } from '../../src/core/standing.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const NOW = 1_000_000_000;
const STANDING: Standing = { stage: 'engaged, away', silence: 5 * MINUTE };

function lesson(shares: Record<string, number>, stranger = 0): Lesson {
  const candidates = Object.entries(shares).map(([name, probability]) => {
    const [site = '', session = ''] = name.split('/');
    return { site, session, standing: STANDING, probability };
  });
  return { candidates, stranger };
}

function counted(model: CallModel, site: string): number {
  return model
    .of(site)
    .state.calls.flat()
    .reduce((sum, calls) => sum + calls, 0);
}

describe('CallModel', () => {
  it('learns of each site by itself', () => {
    const model = new CallModel(30 * SECOND);
    const before = model.of('shop').rate(STANDING);
    for (let n = 0; n < 10; n++) model.learn(lesson({ 'shop/a': 1 }), NOW);
    expect(model.of('shop').rate(STANDING)).toBeGreaterThan(before);
    expect(model.of('blog').rate(STANDING)).toBe(before);
    expect(counted(model, 'blog')).toBe(0);
  });

  it('corrects what it learned once the visit is known, as if it had known all along', () => {
    const [model, knowing] = [new CallModel(30 * SECOND), new CallModel(30 * SECOND)];
    const guess = lesson({ 'shop/a': 0.5, 'shop/b': 0.2, 'blog/c': 0.2 }, 0.1);
    model.learn(guess, NOW);
    const corrected = model.correct(guess, 'c', NOW);
    const truth = lesson({ 'shop/a': 0, 'shop/b': 0, 'blog/c': 1 });
    expect(corrected).toEqual(truth);
    knowing.learn(truth, NOW);
    expect(counted(model, 'shop')).toBeCloseTo(0, 12);
    expect(counted(model, 'blog')).toBeCloseTo(1, 12);
    expect(model.of('blog').rate(STANDING)).toBeCloseTo(knowing.of('blog').rate(STANDING), 15);
    expect(model.strangers.calls).toBeCloseTo(knowing.strangers.calls, 12);
    expect(model.correct(corrected, 'a', NOW)).toEqual(lesson({ 'shop/a': 1, 'shop/b': 0, 'blog/c': 0 }));
    expect(counted(model, 'blog')).toBeCloseTo(0, 12);
  });

  it('learns how often strangers call a DID', () => {
    const model = new CallModel(30 * SECOND);
    expect(model.strangerRate).toBeCloseTo(1 / STRANGER_EVERY, 15);
    model.watchDids(10, NOW);
    model.learn(lesson({}, 1), NOW + STRANGER_EVERY);
    // The prior is three calls in three times as long; ten DIDs were watched for one.
    expect(model.strangerRate).toBeCloseTo((3 + 1) / ((3 + 10) * STRANGER_EVERY), 15);
    model.watchDids(0, NOW + STRANGER_EVERY);
    model.learn(lesson({}, 0), NOW + 9 * STRANGER_EVERY);
    expect(model.strangerRate).toBeCloseTo((3 + 1) / ((3 + 10) * STRANGER_EVERY), 15);
  });
});

describe('a state from the disk', () => {
  const model = new CallModel(30 * SECOND);
  model.learn(lesson({ 'shop/a': 1 }, 0.5), NOW);
  const { state } = model.of('shop');

  it('comes back as it was', () => {
    expect(readDelayState(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(readStrangersState(JSON.parse(JSON.stringify(model.strangers)))).toEqual(model.strangers);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'state'],
    ['a list', []],
    ['no time', { ...state, time: undefined }],
    ['a stage too few', { ...state, calls: state.calls.slice(1) }],
    ['a bin too few', { ...state, calls: state.calls.map((row) => row.slice(1)) }],
    ['a text for a number', { ...state, time: state.time.map((row) => row.map(String)) }],
    ['no number', { ...state, calls: state.calls.map((row) => row.map(() => Number.NaN)) }],
    ['a moment before all time', { ...state, at: -1 }],
  ])('is refused: %s', (_, value) => {
    expect(readDelayState(value)).toBeNull();
  });

  it.each<[unknown]>([
    [null],
    [{}],
    [{ calls: 0, time: 1 }],
    [{ calls: 1, time: 0 }],
    [{ calls: '1', time: 1 }],
  ])('of strangers is refused: %o', (value) => {
    expect(readStrangersState(value)).toBeNull();
  });
});
