// Looking around every minute and every hour, with real rules over a live board.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/alert.ts';
import { AlertWatch } from '../../src/services/alert-watch.ts';
import { LiveCalls } from '../../src/services/live-calls.ts';
import { FakeClock, NOON } from '../support/fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

let clock: FakeClock;
let board: LiveCalls;
let changes: Alert[];
let stored: Alert[];
let due: Map<string, () => void>;
let logged: string[];
/** Calls by when they began. */
let calls: number[];
let since: number | null;

function watch(): AlertWatch {
  const count = (from: number, to: number) => calls.filter((at) => at >= from && at < to).length;
  const log = ({ id }: { id: string }) => void logged.push(id);
  const made = new AlertWatch({
    schedule: '* * * * *',
    pbxDownFor: MINUTE,
    missedFor: 15 * MINUTE,
    poolAbove: 0.9,
    dropBelow: 0.5,
    board,
    missed: { list: () => [] },
    counts: { calls: count, visits: () => 0, since: () => since },
    store: { save: (alert) => stored.push(alert), recent: () => stored.slice(0, 1) },
    cron: {
      when: (expression, task) => {
        due.set(expression, task);
        return () => due.delete(expression);
      },
    },
    clock,
    log: { info: log, warn: log, error: log },
    onChange: (alert) => changes.push(alert),
  });
  made.start();
  return made;
}

beforeEach(() => {
  clock = new FakeClock();
  board = new LiveCalls();
  [changes, stored, logged, calls, due] = [[], [], [], [], new Map()];
  since = NOON - 10 * WEEK;
});

function link(up: boolean, reason: string | null = null): void {
  board.publish({ type: 'pbx', pbx: { name: 'office', up, since: clock.now(), version: null, reason } });
}

describe('a box out of sight', () => {
  it('alerts by how long it has been gone, however often it is tried meanwhile', () => {
    watch();
    const minutely = due.get('* * * * *') ?? (() => {});
    link(false, 'connection refused');
    minutely();
    expect(changes).toEqual([]);
    clock.advance(MINUTE);
    link(false, 'connection refused');
    minutely();
    expect(changes).toMatchObject([{ rule: 'pbx-down', subject: 'office', until: null }]);
    clock.advance(MINUTE);
    link(true);
    minutely();
    expect(changes.at(-1)).toMatchObject({ rule: 'pbx-down', until: clock.now() });
    expect(logged).toEqual(['ALERT', 'ALERT_OVER']);
    expect(stored).toHaveLength(2);
  });

  it('that came back while we were stopped is over at the first look', () => {
    stored = [
      {
        id: 'x',
        rule: 'pbx-down',
        subject: 'office',
        severity: 'critical',
        facts: {},
        at: NOON,
        until: null,
      },
    ];
    watch();
    // Whoever looks before the first round sees what held.
    expect(changes).toMatchObject([{ id: 'x', until: null }]);
    link(true);
    due.get('* * * * *')?.();
    expect(changes).toMatchObject([
      { id: 'x', until: null },
      { id: 'x', until: NOON },
    ]);
  });
});

describe('the hour before', () => {
  const inWeek = (n: number, count: number) =>
    Array.from({ length: count }, (_, i) => NOON - n * WEEK - HOUR + i * MINUTE);

  it('is held beside the same hour of four weeks', () => {
    calls = [...inWeek(1, 18), ...inWeek(2, 22), ...inWeek(3, 20), ...inWeek(4, 20), ...inWeek(0, 2)];
    watch();
    clock.advance(5 * MINUTE);
    due.get('5 * * * *')?.();
    expect(changes).toMatchObject([{ rule: 'calls-drop', facts: { now: 2, usual: 20 } }]);
    clock.advance(HOUR);
    due.get('5 * * * *')?.();
    expect(changes.at(-1)).toMatchObject({ rule: 'calls-drop', until: clock.now() });
  });

  it('is held beside no week from before there were any calls', () => {
    calls = inWeek(1, 30);
    since = NOON - 1.5 * WEEK;
    watch();
    due.get('5 * * * *')?.();
    expect(changes).toEqual([]);
  });
});

it('stops', () => {
  const alerts = watch();
  alerts.stop();
  expect(due.size).toBe(0);
});
