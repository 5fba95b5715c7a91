// Every recorded call, with the link cut or the service restarted between any two moments of it: the record is that of
// an undisturbed run, or the outcome is `unknown`.
import { describe, expect, it } from 'vitest';
import type { Call, CallChange } from '../../../src/core/call.ts';
import type { CallEvent } from '../../../src/core/call-event.ts';
import { e164 } from '../../support/builders.ts';
import { snapshotAfter } from '../../support/call-events.ts';
import { faultOf } from '../../support/call-fault.ts';
import { aCallBook, aCatalogue, play } from '../../support/played-calls.ts';
import { callTranscripts, eventsIn } from '../../support/transcript-events.ts';

const DIDS = Array.from({ length: 20 }, (_, n) => e164(`+749512300${String(n + 1).padStart(2, '0')}`));
/** The caller is in a queue or an IVR all the while: whether somebody talked with them unseen is not to be known. */
const BLINDING = new Set(['queue-abandoned', 'ivr-only']);
const aBook = () => aCallBook({ catalogue: aCatalogue(DIDS) });

function latest(changes: readonly CallChange[]): Map<string, Call> {
  return new Map(changes.map(({ call }) => [call.id, call]));
}

/** Every way to be blind from before one event to before another. */
function* gapsOf(events: readonly CallEvent[]) {
  for (let from = 0; from <= events.length; from += 1) {
    for (let to = from; to <= events.length; to += 1) yield { from, to };
  }
}

describe.each(callTranscripts())('%s', (name) => {
  const events = eventsIn(name);
  const real = latest(play(aBook(), events));

  function check(run: (from: number, to: number) => Map<string, Call>) {
    const faults = new Set<string>();
    let known = 0;
    let all = 0;
    for (const { from, to } of gapsOf(events)) {
      for (const [id, seen] of run(from, to)) {
        const truth = real.get(id);
        const [start, end] = [events[from]?.at ?? 0, events[to]?.at ?? Number.POSITIVE_INFINITY];
        const wrong = faultOf(seen, truth, { from: start, to: end });
        all += 1;
        if (seen.outcome !== 'unknown') known += 1;
        if (wrong !== null) faults.add(`${wrong} (blind from ${from} to ${to} of ${events.length})`);
      }
    }
    expect(known, 'records that say how the call went').toBeGreaterThan(
      all * (BLINDING.has(name) ? 0.01 : 0.3),
    );
    return [...faults];
  }

  it('the link is cut', () => {
    const faults = check((from, to) => {
      const book = aBook();
      return latest([
        ...play(book, events.slice(0, from)),
        ...book.reconcile(snapshotAfter(events.slice(0, to))),
        ...play(book, events.slice(to)),
      ]);
    });
    expect(faults.slice(0, 20)).toEqual([]);
  });

  it('the service is restarted', () => {
    const faults = check((from, to) => {
      const before = latest(play(aBook(), events.slice(0, from)));
      const book = aBook();
      book.restore([...before.values()]);
      const after = [...book.reconcile(snapshotAfter(events.slice(0, to))), ...play(book, events.slice(to))];
      return new Map([...before, ...latest(after)]);
    });
    expect(faults.slice(0, 20)).toEqual([]);
  });
});
