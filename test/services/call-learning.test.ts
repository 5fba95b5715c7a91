// What calls teach outlives a restart; the truth corrects it; a disk that lies is not believed.
import { describe, expect, it } from 'vitest';
import { CallModel, type Lesson } from '../../src/core/call-model.ts';
import { CallLearning, STRANGERS } from '../../src/services/call-learning.ts';
import { aCall, aCallRecord, anAttribution, noAttribution } from '../support/builders.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeModelStore } from '../support/fake-model-store.ts';
import { MINUTE, SECOND } from '../support/lease-policy.ts';

/** Of one who is known for certain: a whole call. */
const LESSON: Lesson = {
  candidates: ['ann', 'bob'].map((session) => ({
    site: 'shop',
    session,
    standing: { stage: 'engaged, away', silence: session === 'ann' ? MINUTE : 60 * MINUTE },
    fit: session === 'ann' ? 1 : 0,
  })),
  strangerFit: 0,
  again: 0,
  truth: null,
};

function start(store = new FakeModelStore()) {
  const logged: string[] = [];
  const log = ({ id }: { id: string }) => void logged.push(id);
  const model = new CallModel(30 * SECOND);
  const clock = new FakeClock();
  const learning = new CallLearning({ model, store, clock, log: { info: log, warn: log, error: log } });
  learning.restore();
  learning.start(5);
  return { model, store, learning, logged };
}

function calls({ model }: { model: CallModel }): number[] {
  return model
    .of('shop')
    .state.calls.flat()
    .filter((each) => Math.abs(each) > 1e-9);
}

describe('CallLearning', () => {
  it('keeps what was learned over a restart', () => {
    const before = start();
    before.learning.learn('call', LESSON);
    const after = start(before.store);
    expect(calls(after)).toEqual([1]);
    expect(after.model.of('shop').state).toEqual(before.model.of('shop').state);
    expect(after.model.strangers).toEqual(before.model.strangers);
    expect(after.logged).toEqual([]);
  });

  it('learns a call once, however often it is attributed', () => {
    const desk = start();
    desk.learning.learn('call', LESSON);
    desk.learning.learn('call', LESSON);
    expect(calls(desk)).toEqual([1]);
  });

  it('is corrected by the truth, on disk, too', () => {
    const desk = start();
    const unclear = { ...LESSON, candidates: LESSON.candidates.map((each) => ({ ...each, fit: 1 })) };
    desk.learning.learn('call', unclear);
    expect(calls(desk)).toHaveLength(2);
    const truth = anAttribution({ method: 'visit-code', session: 'bob' });
    desk.learning.correct(aCallRecord({ call: aCall({ id: 'call' }), attribution: truth }));
    desk.learning.learn('next', LESSON);
    expect(calls(desk)).toEqual([1, 1]);
    expect(calls(start(desk.store))).toEqual([1, 1]);
  });

  it('leaves alone what it knows nothing of', () => {
    const desk = start();
    desk.learning.correct(aCallRecord());
    desk.learning.learn('call', LESSON);
    desk.learning.correct(aCallRecord({ call: aCall({ id: 'call' }), attribution: noAttribution() }));
    expect(calls(desk)).toEqual([1]);
  });

  it.each(['', 'no json', '{}', 'null', '{"calls":[[1]],"time":[[1]],"at":1}'])(
    'tells of a text it cannot read (%j) and learns anew',
    (text) => {
      const store = new FakeModelStore();
      store.save('shop', text);
      store.save(STRANGERS, text);
      const desk = start(store);
      expect(desk.logged).toEqual(['MODEL_UNREADABLE', 'MODEL_UNREADABLE']);
      desk.learning.learn('call', LESSON);
      expect(calls(start(store))).toEqual([1]);
    },
  );
});
