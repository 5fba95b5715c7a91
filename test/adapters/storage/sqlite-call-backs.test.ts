// Missed calls and calls back in a real SQLite file.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteCallBacks } from '../../../src/adapters/storage/sqlite-call-backs.ts';
import type { CallOutcome } from '../../../src/core/call.ts';
import type { OutboundCall } from '../../../src/core/outbound-book.ts';
import { MissedCalls } from '../../../src/services/missed-calls.ts';
import { aCall, aCallRecord, e164 } from '../../support/builders.ts';
import { NOON } from '../../support/fake-clock.ts';
import { StorageBed } from './storage-bed.ts';

const ANNA = e164('+79161234567');
const BORIS = e164('+79267654321');
const MINUTE = 60_000;
let bed: StorageBed;
let callBacks: SqliteCallBacks;

beforeEach(() => {
  bed = new StorageBed();
  callBacks = new SqliteCallBacks(bed.database, bed.commits);
});

afterEach(() => bed.remove());

async function called(
  minute: number,
  outcome: CallOutcome,
  caller: typeof ANNA | null = ANNA,
): Promise<void> {
  const startedAt = NOON + minute * MINUTE;
  const answered = outcome === 'answered';
  const call = aCall({
    id: `${caller} at ${minute}`,
    caller,
    outcome,
    startedAt,
    answeredAt: answered ? startedAt + 5_000 : null,
    endedAt: startedAt + 20_000,
    agents: answered ? ['PJSIP/101', 'PJSIP/102'] : [],
  });
  await bed.calls.save(aCallRecord({ call }));
}

function phoned(minute: number, changes: Partial<OutboundCall> = {}): void {
  const startedAt = NOON + minute * MINUTE;
  const call = { id: `out at ${minute}`, pbx: 'office', number: ANNA, agent: 'PJSIP/103', startedAt };
  callBacks.save({ ...call, answeredAt: startedAt + 1_000, endedAt: startedAt + 60_000, ...changes });
}

describe('missed calls', () => {
  it('are those nobody answered, of callers who can be called back, newest first', async () => {
    await called(0, 'missed');
    await called(1, 'busy', BORIS);
    await called(2, 'failed');
    await called(3, 'answered');
    await called(4, 'unknown');
    await called(5, 'missed', null);
    const missed = callBacks.missed(NOON, NOON + 9 * MINUTE, 10);
    expect(missed.map(({ id }) => id)).toEqual([`${ANNA} at 2`, `${BORIS} at 1`, `${ANNA} at 0`]);
    expect(missed[0]).toMatchObject({ wait: 20_000, source: 'yandex', site: 'shop', did: '+74951230001' });
    expect(callBacks.missed(NOON + 1, NOON + 2 * MINUTE, 10)).toHaveLength(1);
    expect(callBacks.missed(NOON, NOON + 9 * MINUTE, 1)).toHaveLength(1);
  });
});

describe('contacts', () => {
  it('are talks both ways, and our tries, since a time', async () => {
    await called(0, 'answered');
    await called(10, 'answered');
    await called(11, 'answered', BORIS);
    phoned(5);
    phoned(6, { answeredAt: null });
    phoned(7, { number: BORIS });
    bed.commits.flush();
    const found = callBacks.contacts([ANNA], NOON + MINUTE).sort((a, b) => a.at - b.at);
    expect(found).toEqual([
      { caller: ANNA, at: NOON + 5 * MINUTE + 1_000, kind: 'out', agent: 'PJSIP/103' },
      { caller: ANNA, at: NOON + 6 * MINUTE, kind: 'try', agent: 'PJSIP/103' },
      { caller: ANNA, at: NOON + 10 * MINUTE + 5_000, kind: 'in', agent: 'PJSIP/101' },
    ]);
    expect(callBacks.contacts([], NOON)).toEqual([]);
  });

  it('close the entries of the work list', async () => {
    await called(0, 'missed');
    await called(1, 'missed', BORIS);
    phoned(5);
    bed.commits.flush();
    const list = new MissedCalls(callBacks).list(NOON, NOON + 9 * MINUTE);
    expect(list).toMatchObject([
      { last: { caller: BORIS }, state: 'open' },
      { last: { caller: ANNA }, state: 'called-back', resolved: { agent: 'PJSIP/103' } },
    ]);
  });
});

it('keeps the last state of a call of ours, and forgets old ones', () => {
  phoned(0, { answeredAt: null, endedAt: null });
  phoned(0);
  phoned(9);
  bed.commits.flush();
  expect(callBacks.contacts([ANNA], NOON)).toHaveLength(2);
  expect(callBacks.forget(NOON + 5 * MINUTE)).toBe(1);
  expect(callBacks.forget(NOON + 5 * MINUTE)).toBe(0);
  expect(callBacks.contacts([ANNA], NOON)).toMatchObject([{ kind: 'out', at: NOON + 9 * MINUTE + 1_000 }]);
});
