// What calls teach: of each site by itself, of strangers, and again once the truth is known.
import { describe, expect, it } from 'vitest';
import { CallModel, type Lesson } from '../../src/core/call-model.ts';
import { STRANGER_EVERY } from '../../src/core/delay-prior.ts';
import { readDelayState, readStrangersState } from '../../src/core/model-state.ts';
import type { Standing } from '../../src/core/standing.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

const NOW = 1_000_000_000;
const STANDING: Standing = { stage: 'engaged, away', silence: 5 * MINUTE };

/** `fits`: by `site/session`; what other evidence makes of each. */
function lesson(fits: Record<string, number>, strangerFit = 0, truth: string | null = null): Lesson {
  const candidates = Object.entries(fits).map(([name, fit]) => {
    const [site = '', session = ''] = name.split('/');
    return { site, session, standing: STANDING, fit };
  });
  return { candidates, strangerFit, again: 0, truth };
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

  it('shares a call out among those it may have come from: one call in all', () => {
    const model = new CallModel(30 * SECOND);
    const { calls } = model.strangers;
    model.learn(lesson({ 'shop/a': 1, 'shop/b': 1, 'blog/c': 2 }, 1), NOW);
    const strangers = model.strangers.calls - calls;
    expect(counted(model, 'shop') + counted(model, 'blog') + strangers).toBeCloseTo(1, 12);
    expect(counted(model, 'shop')).toBeCloseTo(counted(model, 'blog'), 12);
    expect(strangers).toBeGreaterThan(0);
  });

  it('counts a call whose visit is known for certain as that visit’s alone, from the next lesson on', () => {
    const model = new CallModel(30 * SECOND);
    const guess = lesson({ 'shop/a': 5, 'shop/b': 2, 'blog/c': 2 }, 1);
    model.learn(guess, NOW);
    model.correct(guess, 'c');
    model.learn(lesson({ 'shop/d': 1 }), NOW);
    expect(counted(model, 'shop')).toBeCloseTo(1, 12);
    expect(counted(model, 'blog')).toBeCloseTo(1, 12);
  });

  it('judges earlier calls anew: what many clear calls teach tells who made the unclear ones', () => {
    const model = new CallModel(30 * SECOND);
    const glance: Standing = { stage: 'glance, away', silence: MINUTE };
    const engaged: Standing = { stage: 'engaged, away', silence: MINUTE };
    const either = (fits: [number, number]): Lesson => ({
      candidates: [glance, engaged].map((standing, n) => ({
        site: 'shop',
        session: `${n}`,
        standing,
        fit: fits[n] ?? 0,
      })),
      strangerFit: 0,
      again: 0,
      truth: null,
    });
    const glanced = () =>
      model
        .of('shop')
        .state.calls.flat()
        .filter((calls) => calls > 0)[0] ?? 0;
    model.learn(either([5, 1]), NOW);
    const first = glanced();
    // Only the engaged ever phone, as the rest of the calls tell.
    for (let n = 0; n < 200; n++) model.learn(either([0, 1]), NOW);
    expect(glanced()).toBeLessThan(first / 2);
  });

  it('learns how often strangers call a DID, slowly: they look much like late callers', () => {
    const model = new CallModel(30 * SECOND);
    expect(model.strangerRate).toBeCloseTo(1 / STRANGER_EVERY, 15);
    model.watchDids(10, NOW);
    model.learn(lesson({}, 1), NOW + STRANGER_EVERY);
    // The prior is 200 calls in 200 times as long; ten DIDs were watched for one.
    expect(model.strangerRate).toBeCloseTo((200 + 1) / ((200 + 10) * STRANGER_EVERY), 15);
  });

  it('forgets no call when it no longer judges the oldest anew', () => {
    const model = new CallModel(30 * SECOND);
    for (let n = 0; n < 2_100; n++) model.learn(lesson({ 'shop/a': 1 }), NOW);
    expect(counted(model, 'shop')).toBeCloseTo(2_100, 6);
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
