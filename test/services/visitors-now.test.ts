// Who is on the sites, and who comes back after a call.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/core/session.ts';
import { SessionBook } from '../../src/core/session-book.ts';
import { LiveCalls } from '../../src/services/live-calls.ts';
import { VisitorsNow } from '../../src/services/visitors-now.ts';
import { aCall, aCallRecord, anAttribution, aSession } from '../support/builders.ts';
import { FakeCallRepository } from '../support/fake-call-repository.ts';
import { FakeClock, NOON } from '../support/fake-clock.ts';

const HEARTBEAT = 30_000;
const HOUR = 3_600_000;

let clock: FakeClock;
let sessions: SessionBook;
let calls: FakeCallRepository;
let board: LiveCalls;
let returns: [session: string, call: string][];

beforeEach(() => {
  clock = new FakeClock();
  sessions = new SessionBook();
  calls = new FakeCallRepository();
  board = new LiveCalls();
  board.subscribe((_seq, change) => {
    if (change.type === 'return') returns.push([change.visit.id, change.call.id]);
  });
  returns = [];
});

function start(): VisitorsNow {
  const visitors = new VisitorsNow({
    sessions,
    calls,
    board,
    heartbeat: () => HEARTBEAT,
    clock,
    log: { info() {}, warn() {}, error() {} },
  });
  visitors.start();
  return visitors;
}

function visit(changes: Partial<Session> = {}): void {
  const now = clock.now();
  sessions.restore(aSession({ startedAt: now, lastSeenAt: now, ...changes }));
}

function aCredited(id: string, startedAt: number, confidence = 0.97) {
  return aCallRecord({
    call: aCall({ id, startedAt }),
    attribution: anAttribution({ confidence }),
  });
}

describe('on the sites now', () => {
  it('is whoever gave a sign of life within two heartbeats, the latest first', () => {
    const visitors = start();
    visit({ id: 'a', visitor: 'v-a' });
    clock.advance(HEARTBEAT);
    visit({ id: 'b', visitor: 'v-b' });
    expect(visitors.list().map((each) => each.visit.id)).toEqual(['b', 'a']);
    clock.advance(HEARTBEAT + 1);
    expect(visitors.list()).toMatchObject([{ visit: { id: 'b' } }]);
  });

  it('has the latest call of each, from before a restart and since', async () => {
    await calls.save(aCredited('c1', NOON - HOUR));
    await calls.save(aCredited('c2', NOON - 2 * HOUR));
    const visitors = start();
    visit();
    expect(visitors.list()[0]?.called).toEqual({ id: 'c1', at: NOON - HOUR });
    board.publish({ type: 'call', record: aCredited('c3', NOON) });
    expect(visitors.list()[0]?.called).toEqual({ id: 'c3', at: NOON });
  });

  it('does not take an unsure answer for a call of theirs', () => {
    const visitors = start();
    visit();
    board.publish({ type: 'call', record: aCredited('c1', NOON, 0.4) });
    expect(visitors.list()[0]?.called).toBeNull();
  });
});

describe('somebody who phoned', () => {
  it('is told to be back once a visit, and not while the visit of the call goes on', () => {
    start();
    visit();
    board.publish({ type: 'call', record: aCredited('c1', NOON + 1) });
    clock.advance(5_000);
    expect(returns).toEqual([]);
    clock.advance(HOUR);
    visit({ id: 'session-2' });
    clock.advance(5_000);
    clock.advance(5_000);
    expect(returns).toEqual([['session-2', 'c1']]);
  });

  it('is known again after a restart', async () => {
    await calls.save(aCredited('c1', NOON - HOUR));
    start();
    visit({ id: 'session-2' });
    clock.advance(5_000);
    expect(returns).toEqual([['session-2', 'c1']]);
  });
});
