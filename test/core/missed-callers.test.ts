// Missed calls into a work list.
import { describe, expect, it } from 'vitest';
import { type Contact, type MissedCall, missedCallers } from '../../src/core/missed-callers.ts';
import { e164 } from '../support/builders.ts';
import { NOON } from '../support/fake-clock.ts';

const ANNA = e164('+79161234567');
const BORIS = e164('+79267654321');
const MINUTE = 60_000;

function aMissed(minute: number, caller = ANNA): MissedCall {
  return {
    id: `call at ${minute} of ${caller}`,
    caller,
    callerName: null,
    at: NOON + minute * MINUTE,
    wait: 20_000,
    did: e164('+74951230001'),
    source: 'yandex',
    campaign: null,
    site: 'shop',
  };
}

function contact(minute: number, kind: Contact['kind'], caller = ANNA): Contact {
  return { caller, at: NOON + minute * MINUTE, kind, agent: 'PJSIP/101' };
}

describe('the work list of missed calls', () => {
  it('is empty when nobody was missed, whoever talked', () => {
    expect(missedCallers([], [contact(1, 'in'), contact(2, 'out'), contact(3, 'try')])).toEqual([]);
  });

  it('has one entry a caller, with the latest call and how often they phoned', () => {
    const list = missedCallers([aMissed(9), aMissed(0), aMissed(4, BORIS)], []);
    expect(list).toEqual([
      { last: aMissed(9), first: NOON, times: 2, tries: 0, state: 'open', resolved: null },
      {
        last: aMissed(4, BORIS),
        first: NOON + 4 * MINUTE,
        times: 1,
        tries: 0,
        state: 'open',
        resolved: null,
      },
    ]);
  });

  it('closes an entry when we called back, and counts the tries before', () => {
    const [entry] = missedCallers([aMissed(0)], [contact(5, 'try'), contact(7, 'try'), contact(9, 'out')]);
    const resolved = { at: NOON + 9 * MINUTE, agent: 'PJSIP/101' };
    expect(entry).toMatchObject({ state: 'called-back', tries: 2, resolved });
  });

  it('closes an entry when they phoned again and were answered', () => {
    const [entry] = missedCallers([aMissed(0)], [contact(3, 'in')]);
    expect(entry).toMatchObject({ state: 'reached-us', resolved: { at: NOON + 3 * MINUTE } });
  });

  it('does not close it for a talk that came before, nor for a talk with somebody else', () => {
    const list = missedCallers([aMissed(10)], [contact(9, 'out'), contact(12, 'out', BORIS)]);
    expect(list).toMatchObject([{ state: 'open', tries: 0 }]);
  });

  it('opens another entry when they are missed again after a talk', () => {
    const list = missedCallers([aMissed(0), aMissed(30), aMissed(31)], [contact(5, 'out')]);
    expect(list).toMatchObject([
      { state: 'open', times: 2, first: NOON + 30 * MINUTE },
      { state: 'called-back', times: 1, first: NOON },
    ]);
  });
});
