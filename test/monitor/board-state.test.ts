// The board from a snapshot and numbered changes: order, gaps, limits.
import { describe, expect, it } from 'vitest';
import {
  applyLiveMessage,
  type Board,
  liveCalls,
  RECENT_LIMIT,
  recentCalls,
  ringingCount,
} from '../../monitor/live/board-state.ts';
import type { LiveMessage } from '../../src/wire/live.ts';
import { answered, call, ended, POOLS, pbx } from './sample-board.ts';

const NOW = Date.UTC(2024, 10, 22, 9);
const ids = (calls: { id: string }[]) => calls.map(({ id }) => id);

function boardAfter(...messages: LiveMessage[]): Board {
  let board: Board | null = null;
  for (const message of messages) {
    const step = applyLiveMessage(board, message);
    if (step.type === 'gap') throw new Error(`gap: ${step.expected} expected, ${step.got} came`);
    board = step.board;
  }
  if (board === null) throw new Error('no messages');
  return board;
}

function snapshot(seq: number, calls = [call('a', NOW, 5)]): LiveMessage {
  return { type: 'snapshot', seq, calls, pools: POOLS, pbxs: [pbx('office', NOW)], alerts: [] };
}

describe('the sequence', () => {
  it('takes the next change', () => {
    const board = boardAfter(snapshot(7), { type: 'call', seq: 8, call: call('b', NOW, 0) });
    expect(board.seq).toBe(8);
    expect(ids(liveCalls(board))).toEqual(['a', 'b']);
  });

  it('ignores a change that the snapshot already holds', () => {
    const board = boardAfter(snapshot(7), { type: 'call', seq: 7, call: call('b', NOW, 0) });
    expect(board.seq).toBe(7);
    expect(ids(liveCalls(board))).toEqual(['a']);
  });

  it('reports a gap and what was missed', () => {
    const step = applyLiveMessage(boardAfter(snapshot(7)), { type: 'call', seq: 9, call: call('b', NOW, 0) });
    expect(step).toEqual({ type: 'gap', expected: 8, got: 9 });
  });

  it('has no use for a change before the snapshot', () => {
    expect(applyLiveMessage(null, { type: 'call', seq: 0, call: call('b', NOW, 0) }).type).toBe('gap');
  });

  it('starts over from a second snapshot, even with a lower number (the server restarted)', () => {
    const board = boardAfter(snapshot(70), snapshot(1, [call('z', NOW, 0)]));
    expect(board.seq).toBe(1);
    expect(ids(liveCalls(board))).toEqual(['z']);
  });
});

describe('calls', () => {
  const ringing = call('old', NOW, 30);

  it('puts ringing calls first, the longest waiting on top, then the latest answered', () => {
    const board = boardAfter(
      snapshot(1, [
        answered(call('t1', NOW, 90), NOW - 80_000, 'PJSIP/1'),
        call('r1', NOW, 4),
        answered(call('t2', NOW, 60), NOW - 20_000, 'PJSIP/2'),
        ringing,
      ]),
    );
    expect(ids(liveCalls(board))).toEqual(['old', 'r1', 't2', 't1']);
    expect(ringingCount(board)).toBe(2);
  });

  it('follows one call from ringing to ended', () => {
    const talk = answered(ringing, NOW, 'PJSIP/1');
    let board = boardAfter(snapshot(1, [ringing]), { type: 'call', seq: 2, call: talk });
    expect(liveCalls(board)[0]?.state).toBe('answered');
    board = boardAfter(snapshot(1, [talk]), { type: 'call', seq: 2, call: ended(talk, NOW + 9000) });
    expect(liveCalls(board)).toEqual([]);
    expect(ids(recentCalls(board))).toEqual(['old']);
  });

  it(`keeps the latest ${RECENT_LIMIT} ended calls and every live one`, () => {
    const past = Array.from({ length: RECENT_LIMIT + 5 }, (_, n) => ended(call(`e${n}`, NOW, 1000 - n), NOW));
    const board = boardAfter(snapshot(1, [call('live', NOW, 5000), ...past]));
    expect(recentCalls(board)).toHaveLength(RECENT_LIMIT);
    expect(recentCalls(board)[0]?.id).toBe(`e${RECENT_LIMIT + 4}`);
    expect(ids(liveCalls(board))).toEqual(['live']);
  });
});

describe('pools and links', () => {
  it('replaces in place and appends the new', () => {
    const [first] = POOLS;
    if (!first) throw new Error('no pool');
    const board = boardAfter(
      snapshot(1),
      { type: 'pool', seq: 2, pool: { ...first, free: 0 } },
      { type: 'pbx', seq: 3, pbx: pbx('branch', NOW) },
    );
    expect(board.pools.map(({ id }) => id)).toEqual(POOLS.map(({ id }) => id));
    expect(board.pools[0]?.free).toBe(0);
    expect(board.pbxs.map(({ name }) => name)).toEqual(['office', 'branch']);
  });
});
